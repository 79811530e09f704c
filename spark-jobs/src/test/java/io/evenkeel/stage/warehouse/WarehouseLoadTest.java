package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.delta.tables.DeltaTable;
import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** How a folder of files becomes tables; what the flight tables hold is in FlightTablesTest. */
public class WarehouseLoadTest {
  private static final String TWICE =
      """
      -- Numbers and
      -- their doubles.
      --
      -- Not for the table's comment.
      CREATE TEMPORARY VIEW twice (n COMMENT 'It''s a number', double COMMENT 'Twice n')
      AS SELECT n, 2 * n FROM _positive
      """;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final SparkSession spark = SparkTestSession.session();
  private SmallFolder folder;
  private Warehouse warehouse;

  @Before
  public void writeASmallFolder() throws Exception {
    folder =
        SmallFolder.in(temporary)
            .file(
                "_positive.sql",
                "CREATE TEMPORARY VIEW _positive AS SELECT * FROM raw_numbers WHERE n > 0")
            .file("twice.sql", TWICE);
    warehouse = new Warehouse(spark, temporary.newFolder("a ware`house").toString());
  }

  @Test
  public void makesATableOfEverySqlFileButTheSteps() {
    assertThat(load()).containsExactly(new LoadedTable("twice", 3, 0, false));
    assertThat(warehouse.names()).contains("twice").doesNotContain("_positive", "numbers");
    assertThat(rows("twice")).containsExactly("[1,2]", "[2,4]", "[3,6]");
  }

  @Test
  public void loadsEveryTableOfTheFlights() {
    assertThat(FlightWarehouse.loaded())
        .extracting(LoadedTable::name, LoadedTable::rows, LoadedTable::alreadyLoaded)
        .containsExactly(
            tuple("airlines", 16L, false),
            tuple("airports", 1_458L, false),
            tuple("flights", 336_776L, false),
            tuple("planes", 3_322L, false),
            tuple("schedule", 336_776L, false),
            tuple("weather", 26_115L, false));
  }

  @Test
  public void keepsTheCommentsOfTableAndColumns() {
    load();
    DeltaTable table = DeltaTable.forPath(spark, warehouse.location("twice"));
    assertThat(table.detail().select("description").head().getString(0))
        .isEqualTo("Numbers and their doubles.");
    assertThat(table.toDF().schema().fields())
        .extracting(field -> field.getComment().get())
        .containsExactly("It's a number", "Twice n");
  }

  @Test
  public void writesNothingWhereNothingHasChanged() {
    load();
    assertThat(load()).containsExactly(new LoadedTable("twice", 3, 0, true));
  }

  @Test
  public void replacesATableWhoseSqlHasChanged() throws Exception {
    load();
    folder
        .file("twice.sql", TWICE.replace("2 * n", "20 * n"))
        .file("more.sql", "CREATE TEMPORARY VIEW more AS SELECT n + 1 AS m FROM raw_numbers");
    assertThat(load())
        .containsExactly(
            new LoadedTable("more", 3, 0, false), new LoadedTable("twice", 3, 1, false));
    assertThat(rows("twice")).containsExactly("[1,20]", "[2,40]", "[3,60]");
    folder.file("more.sql", "CREATE TEMPORARY VIEW more AS SELECT n + 2 AS m FROM raw_numbers");
    assertThat(load())
        .as("another table's SQL is not its own")
        .containsExactly(
            new LoadedTable("more", 3, 1, false), new LoadedTable("twice", 3, 1, true));
  }

  @Test
  public void replacesATableWhoseStepsHaveChanged() throws Exception {
    load();
    folder.file(
        "_positive.sql",
        "CREATE TEMPORARY VIEW _positive AS SELECT * FROM raw_numbers WHERE n > 1");
    assertThat(load()).containsExactly(new LoadedTable("twice", 2, 1, false));
  }

  @Test
  public void replacesATableWhoseDataHaveChangedWithTheirSums() throws Exception {
    load();
    folder.numbers("SELECT id AS n FROM range(5, 6)").sums();
    assertThat(load()).containsExactly(new LoadedTable("twice", 1, 1, false));
    assertThat(rows("twice")).containsExactly("[5,10]");
  }

  @Test
  public void refusesAChangedByteAndNamesTheFile() throws Exception {
    load();
    Path file = folder.path().resolve("numbers.parquet");
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    EvenkeelException refusal = refusal();
    assertThat(refusal.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refusal).hasMessageContaining("numbers.parquet").hasMessageContaining("SHA256SUMS");
    assertThat(rows("twice")).as("the table loaded before").hasSize(3);
  }

  @Test
  public void namesEveryFileThatIsMissingOrHasNoSum() throws Exception {
    folder.file("SHA256SUMS", "0".repeat(64) + "  gone.parquet\n");
    assertThat(refusal().problems())
        .containsExactly(
            "SHA256SUMS has no line for numbers.parquet",
            "gone.parquet has a sum in SHA256SUMS, but is not in the folder");
  }

  @Test
  public void refusesAFolderWithoutSums() throws Exception {
    Files.delete(folder.path().resolve("SHA256SUMS"));
    assertThat(refusal()).hasMessageContaining("There is no").hasMessageContaining("SHA256SUMS");
    folder.file("SHA256SUMS", "abc numbers.parquet");
    assertThat(refusal()).hasMessageContaining("not '<sha256>  <file>': abc numbers.parquet");
  }

  @Test
  public void refusesWhatIsNoFolderOfTables() throws Exception {
    assertThatThrownBy(
            () -> new WarehouseLoad(spark, warehouse).load(folder.path().resolve("nowhere")))
        .hasMessageContaining("There is no folder");
    Files.delete(folder.path().resolve("twice.sql"));
    folder.file("bad-name.sql", "SELECT 1");
    assertThat(refusal().problems()).singleElement().asString().contains("bad-name.sql");
    Files.delete(folder.path().resolve("bad-name.sql"));
    assertThat(refusal()).hasMessageContaining("expected <table>.sql");
  }

  @Test
  public void refusesSqlThatDoesNotCreateItsView() throws Exception {
    folder.file("twice.sql", "CREATE TEMPORARY VIEW thrice AS SELECT 3 * n AS n FROM raw_numbers");
    assertThat(refusal())
        .hasMessageContaining("twice.sql")
        .hasMessageContaining("does not create the temporary view 'twice'");
    folder.file("twice.sql", "CREATE TEMPORARY VIEW twice AS SELECT nn FROM raw_numbers");
    assertThat(refusal()).hasMessageContaining("twice.sql").hasMessageContaining("`nn`");
    folder.file("twice.sql", "CREATE TEMPORARY VIEW twice AS SELEC 1");
    assertThat(refusal().fault()).isEqualTo(Fault.USAGE);
  }

  @Test
  public void failsOnAValueThatDoesNotFitAndLeavesTheTable() throws Exception {
    load();
    folder.file(
        "twice.sql",
        "CREATE TEMPORARY VIEW twice AS SELECT CAST(n * 100 AS TINYINT) AS n FROM raw_numbers");
    assertThatThrownBy(this::load).hasStackTraceContaining("CAST_OVERFLOW");
    assertThat(rows("twice")).containsExactly("[1,2]", "[2,4]", "[3,6]");
  }

  @Test
  public void refusesToReplaceAFolderThatIsNoDeltaTable() {
    spark.range(7).write().parquet(warehouse.location("twice"));
    assertThat(refusal()).hasMessageContaining("is not a Delta table");
    assertThat(spark.read().parquet(warehouse.location("twice")).count()).isEqualTo(7);
  }

  @Test
  public void readsClocksInUtcWhateverTheSessionSays() throws Exception {
    folder.file(
        "twice.sql", "CREATE TEMPORARY VIEW twice AS SELECT TIMESTAMP'2013-07-04 12:00:00' AS t");
    spark.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    try {
      load();
      assertThat(warehouse.read(warehouse.pin("twice")).selectExpr("unix_seconds(t)").head().get(0))
          .isEqualTo(1_372_939_200L);
      assertThat(spark.conf().get("spark.sql.session.timeZone")).isEqualTo("Asia/Tokyo");
    } finally {
      spark.conf().set("spark.sql.session.timeZone", "UTC");
    }
  }

  @Test
  public void leavesNoViewsBehind() {
    load();
    assertThat(spark.catalog().tableExists("raw_numbers")).isFalse();
    assertThat(spark.catalog().tableExists("twice")).isFalse();
  }

  private List<LoadedTable> load() {
    return new WarehouseLoad(spark, warehouse).load(folder.path());
  }

  private EvenkeelException refusal() {
    return catchThrowableOfType(EvenkeelException.class, this::load);
  }

  private List<String> rows(String table) {
    return warehouse.read(warehouse.pin(table)).sort("n").collectAsList().stream()
        .map(Row::toString)
        .toList();
  }
}
