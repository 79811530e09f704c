package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class DiffJobTest {
  private static final String RIDES =
      """
      features.rides {
        version = 1, timezone = "UTC"
        spine { table = rides, row_id = ride_id, keys { rider = bigint }, date = day, as_of = at }
        sources.payments { table = payments, keys { rider = rider_id }, event_time = paid_at, delay = 5m }
        columns.rides { from = payments, agg = "count(*)", window = 7d, empty = 0, missing = reject, type = int64 }
        label.more { from = payments, agg = "count(*)", empty = 0, window = "[0d,7d)", mature_after = 1d, type = int64 }
      }
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final TellingJournal journal = new TellingJournal();
  private Path changed = Path.of("");

  @Before
  public void writeDefinitions() throws IOException {
    Files.writeString(folder.getRoot().toPath().resolve("rides.conf"), RIDES);
    changed =
        Files.writeString(
            folder.newFolder("proposed").toPath().resolve("rides.conf"),
            RIDES.replace("window = 7d", "window = 28d"));
  }

  @Test
  public void saysSettingBySettingWhatDiffers() {
    Map<String, ?> told = diff("rides", changed.toString());
    assertThat(told.get("can_be_scored")).isEqualTo(false);
    assertThat(told.get("changes"))
        .isEqualTo(
            List.of(
                Map.of(
                    "setting", "columns.rides.window",
                    "before", "7d",
                    "after", "28d",
                    "changes_features", true)));
    assertThat(journal.sentence())
        .contains("Features differ", "columns.rides.window: 7d -> 28d")
        .contains(Fingerprint.of(Definitions.read(changed)));
  }

  @Test
  public void findsADefinitionTheSameHoweverItIsWritten() throws IOException {
    Files.writeString(changed, "# weekly\n" + RIDES.replace("window = 7d", "window = 168h"));
    Map<String, ?> told = diff("rides", changed.toString());
    assertThat(told.get("same")).isEqualTo(true);
    assertThat(told.get("can_be_scored")).isEqualTo(true);
    assertThat(told.get("changes")).isEqualTo(List.of());
  }

  @Test
  public void tellsALabelFromAFeature() throws IOException {
    Files.writeString(changed, RIDES.replace("[0d,7d)", "[0d,14d)"));
    Map<String, ?> told = diff("rides", changed.toString());
    assertThat(told.get("same_features")).isEqualTo(true);
    assertThat(told.get("can_be_scored")).isEqualTo(false);
  }

  @Test
  public void namesTheSetsThereAre() {
    assertThatThrownBy(() -> diff("rides", "riders"))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("riders")
        .hasMessageContaining("[rides]");
  }

  private Map<String, ?> diff(String trained, String scoring) {
    Path root = folder.getRoot().toPath();
    new DiffJob(root, root.resolve("kept"), journal).run(trained, scoring);
    return journal.facts();
  }
}
