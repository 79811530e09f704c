package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.settings.SettingsReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PlanJobTest {
  private static final LocalDate DAY = LocalDate.of(2024, 1, 2);
  private static final SparkSession SPARK = SparkTestSession.session();
  private static final String SHOPS =
      """
      features.shops {
        version = 1, timezone = "UTC"
        spine { table = shops, row_id = shop, keys { shop = string }, date = day, as_of = "cast(day as timestamp)" }
        columns.size { expr = "size * 2", type = int64, missing = reject }
      }
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final TellingJournal journal = new TellingJournal();

  @Before
  public void writeDefinitionAndTable() throws IOException {
    Path root = folder.getRoot().toPath();
    Files.writeString(root.resolve("shops.conf"), SHOPS);
    SPARK
        .sql("select 's1' as shop, date'2024-01-02' as day, 7L as size")
        .write()
        .format("delta")
        .save(root.resolve("tables/shops").toString());
  }

  @Test
  public void tellsSparksPlanOfTheFeatures() {
    job().plan("shops", DAY, DAY);
    assertThat(journal.sentence()).contains("== Physical Plan ==", "shops", "(size#");
    assertThat(journal.facts().get("features")).isEqualTo("shops");
  }

  @Test
  public void saysWhereRapidsIsToBeHadWhereItIsNotThere() {
    assertThatExceptionOfType(EvenkeelException.class)
        .isThrownBy(() -> job().onGpu("shops", DAY, DAY))
        .withMessageContaining("RAPIDS, and that is not on the class path")
        .satisfies(failure -> assertThat(failure.fault()).isEqualTo(Fault.USAGE));
  }

  private PlanJob job() {
    Path root = folder.getRoot().toPath();
    Map<String, String> given =
        Map.of(
            "evenkeel.definitions", root.toString(),
            "evenkeel.tables", root.resolve("tables").toString());
    return new PlanJob(SPARK, SettingsReader.read(Optional.empty(), given), journal);
  }
}
