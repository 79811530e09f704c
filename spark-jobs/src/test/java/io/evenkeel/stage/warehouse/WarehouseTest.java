package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.stage.warehouse.PinnedTable.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class WarehouseTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  // A session of its own: temporary views of other tests would be tables of the catalog here.
  private final SparkSession spark = SparkTestSession.session().newSession();
  private Path root;
  private Warehouse warehouse;

  @Before
  public void makeAWarehouse() throws IOException {
    root = temporary.newFolder("warehouse").toPath();
    warehouse = new Warehouse(spark, root.toString());
  }

  @After
  public void dropCatalogTables() {
    spark.sql("DROP TABLE IF EXISTS in_catalog");
  }

  @Test
  public void readsThePinnedVersionAfterLaterCommits() {
    numbers(3).write().format("delta").save(root.resolve("events").toString());
    PinnedTable pinned = warehouse.pin("events");
    numbers(5).write().format("delta").mode("append").save(root.resolve("events").toString());
    assertThat(warehouse.read(pinned).count()).isEqualTo(3);
    assertThat(pinned.format()).isEqualTo(Format.DELTA);
    assertThat(pinned).hasToString("events@v0");
    assertThat(warehouse.pin("events")).hasToString("events@v1");
    assertThat(warehouse.read(warehouse.pin("events")).count()).isEqualTo(8);
  }

  @Test
  public void saysThatAPinnedVersionIsGone() {
    numbers(3).write().format("delta").save(root.resolve("events").toString());
    PinnedTable later =
        new PinnedTable(
            "events", root.resolve("events").toString(), Format.DELTA, OptionalLong.of(7));
    EvenkeelException refusal =
        catchThrowableOfType(EvenkeelException.class, () -> warehouse.read(later));
    assertThat(refusal.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refusal).hasMessageContaining("Version 7 of table 'events' cannot be read");
  }

  @Test
  public void namesTheTablesThatThereAre() throws IOException {
    numbers(1).write().format("delta").save(root.resolve("flights").toString());
    numbers(1).write().parquet(root.resolve("planes").toString());
    Files.createDirectories(root.resolve("_staging"));
    Files.createDirectories(root.resolve("empty"));
    EvenkeelException refusal =
        catchThrowableOfType(EvenkeelException.class, () -> warehouse.pin("flihgts"));
    assertThat(refusal.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refusal)
        .hasMessageContaining("There is no table 'flihgts'")
        .hasMessageContaining("[flights, planes]");
  }

  @Test
  public void isEmptyWhereTheFolderDoesNotExist() {
    Warehouse nowhere = new Warehouse(spark, root.resolve("nowhere").toString());
    assertThatThrownBy(() -> nowhere.pin("flights"))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("there are none");
  }

  @Test
  public void refusesNamesThatLeadOutOfTheFolder() {
    numbers(1).write().parquet(root.resolveSibling("secret").toString());
    for (String name :
        new String[] {
          "../secret", "..", "", "a/b", "/etc", "a`b", "_log", "a.b.c.d", "a;b", "1a"
        }) {
      assertThatThrownBy(() -> warehouse.pin(name))
          .as("name '%s'", name)
          .isInstanceOf(EvenkeelException.class)
          .hasMessageContaining("cannot name a table");
    }
  }

  @Test
  public void readsParquetFoldersAndSaysThatTheyHaveNoVersion() {
    numbers(4).write().parquet(root.resolve("planes").toString());
    PinnedTable pinned = warehouse.pin("planes");
    assertThat(warehouse.read(pinned).count()).isEqualTo(4);
    assertThat(pinned).hasToString("planes (PARQUET, not versioned)");
  }

  @Test
  public void pinsDeltaTablesOfTheCatalog() throws IOException {
    numbers(2).write().format("delta").option("path", external()).saveAsTable("in_catalog");
    PinnedTable pinned = warehouse.pin("in_catalog");
    numbers(2).write().format("delta").mode("append").saveAsTable("in_catalog");
    assertThat(pinned).hasToString("in_catalog@v0");
    assertThat(warehouse.read(pinned).count()).isEqualTo(2);
    assertThat(warehouse.pin("default.in_catalog")).hasToString("default.in_catalog@v1");
    assertThat(warehouse.names()).contains("in_catalog");
  }

  @Test
  public void readsOtherTablesOfTheCatalog() throws IOException {
    numbers(6).write().format("parquet").option("path", external()).saveAsTable("in_catalog");
    PinnedTable pinned = warehouse.pin("in_catalog");
    assertThat(pinned).hasToString("in_catalog (CATALOG, not versioned)");
    assertThat(warehouse.read(pinned).count()).isEqualTo(6);
  }

  @Test
  public void prefersItsFolderToTheCatalog() throws IOException {
    numbers(6).write().format("parquet").option("path", external()).saveAsTable("in_catalog");
    numbers(1).write().format("delta").save(root.resolve("in_catalog").toString());
    assertThat(warehouse.read(warehouse.pin("in_catalog")).count()).isEqualTo(1);
  }

  @Test
  public void refusesAPinThatContradictsItsFormat() {
    assertThatThrownBy(() -> new PinnedTable("t", "x", Format.DELTA, OptionalLong.empty()))
        .hasMessageContaining("a Delta table has one");
    assertThatThrownBy(() -> new PinnedTable("t", "x", Format.PARQUET, OptionalLong.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Dataset<Row> numbers(long count) {
    return spark.range(count).toDF();
  }

  private String external() throws IOException {
    return temporary.newFolder().toPath().resolve("table").toString();
  }
}
