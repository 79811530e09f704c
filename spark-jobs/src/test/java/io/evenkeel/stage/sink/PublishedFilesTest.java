package io.evenkeel.stage.sink;

import static io.evenkeel.stage.sink.Outcomes.outcomes;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.delta.tables.DeltaTable;
import io.evenkeel.SparkTestSession;
import io.evenkeel.delta.OnceOnly;
import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A stage's files as they become files of a table. */
public class PublishedFilesTest {
  private static final Instant NOW = Instant.parse("2013-07-03T21:00:00.123456Z");
  private static final Slot SLOT = new Slot("flight_delay", "champion", LocalDate.of(2013, 7, 4));
  private static final Provenance PROVENANCE =
      new Provenance("3", "a".repeat(64), "flight_delay", "b".repeat(64), NOW);
  private static final ObjectMapper JSON = new ObjectMapper();

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  private final SparkSession spark = SparkTestSession.session();
  private StagingArea staging;
  private PredictionsTable predictions;

  @Before
  public void open() {
    staging = new StagingArea(spark, folder.getRoot() + "/staging");
    predictions = new PredictionsTable(spark, folder.getRoot() + "/tables/predictions");
  }

  @Test
  public void haveTheBytesThatWereStaged() throws IOException {
    Claim claim = claim(1);
    AuditedStage audited = audited(claim, outcomes().scored(40, 0.25));
    List<String> staged = digests(Path.of(audited.stage().data(), "kind=scored"));
    predictions.publish(claim, audited);
    assertThat(staged).hasSize(2);
    assertThat(digests(Path.of(predictions.path()))).isEqualTo(staged);
  }

  @Test
  public void haveTheTablesColumnsAndNoOthers() throws IOException {
    Claim claim = claim(1);
    predictions.publish(claim, audited(claim, outcomes().scored(4, 0.25)));
    List<Path> files = parquet(Path.of(predictions.path()));
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      assertThat(spark.read().parquet(file.toString()).drop("model", "score_date").columns())
          .containsExactlyElementsOf(PredictionsTable.dataColumns());
    }
  }

  @Test
  public void areRefusedByNameWhereOneWasChangedAfterTheAudit() throws IOException {
    Claim first = claim(1);
    predictions.publish(first, audited(first, outcomes().scored(30, 0.25)));
    Claim claim = claim(2);
    AuditedStage audited = audited(claim, outcomes().scored(40, 0.5));
    Path file = parquet(Path.of(audited.stage().data(), "kind=scored")).get(0);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
    Files.deleteIfExists(file.resolveSibling("." + file.getFileName() + ".crc"));
    assertThatThrownBy(() -> predictions.publish(claim, audited))
        .isInstanceOfSatisfying(
            EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RETRYABLE))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("is not as it was staged");
    assertThat(rows().where("score = 0.25").count()).isEqualTo(30);
    assertThat(rows().count()).isEqualTo(30);
    assertThat(staging.open(SLOT, claim.generation())).as("withdrawn").isEmpty();
  }

  @Test
  public void areRefusedByNameWhereOneIsGone() throws IOException {
    Claim claim = claim(1);
    AuditedStage audited = audited(claim, outcomes().scored(40, 0.5));
    Path file = parquet(Path.of(audited.stage().data(), "kind=scored")).get(0);
    Files.delete(file);
    assertThatThrownBy(() -> predictions.publish(claim, audited))
        .hasMessageContaining(file.toString())
        .hasMessageContaining("unreadable");
    assertThat(rows().count()).isZero();
  }

  @Test
  public void areToldInTheTablesHistoryAsAWriteOfTheirRows() throws IOException {
    Claim first = claim(1);
    predictions.publish(first, audited(first, outcomes().scored(30, 0.25)));
    Claim claim = claim(2);
    OnceOnly.Commit commit = predictions.publish(claim, audited(claim, outcomes().scored(40, 0.5)));
    Row told =
        DeltaTable.forPath(spark, predictions.path())
            .history(1)
            .select("version", "operation", "operationMetrics", "userMetadata")
            .first();
    Map<String, String> metrics = told.getJavaMap(2);
    long bytes = 0;
    for (StagedFile file : staging.open(SLOT, claim.generation()).orElseThrow().files("scored")) {
      bytes += file.length();
    }
    assertThat(told.getLong(0)).isEqualTo(commit.version());
    assertThat(told.getString(1)).isEqualTo("WRITE");
    assertThat(metrics)
        .containsEntry("numOutputRows", "40")
        .containsEntry("numFiles", "2")
        .containsEntry("numRemovedFiles", "2")
        .containsEntry("numOutputBytes", Long.toString(bytes));
    assertThat(told.getString(3)).contains(claim.run().value(), "manifest_sha");
  }

  @Test
  public void tellTheirBoundsAsDeltasOwnWriterDoes() throws IOException {
    Outcomes rows =
        outcomes()
            .scored("x".repeat(40), 0.5, "late")
            .scored("naïve", -1.5, "punctual")
            .scored("日本語".repeat(20), 2.25, null)
            .scored("x".repeat(32) + "日", 1e-9, null);
    Claim claim = claim(1);
    AuditedStage audited = audited(claim, rows);
    predictions.publish(claim, audited);
    List<JsonNode> told = statistics(predictions.path(), 1);
    List<JsonNode> expected = new ArrayList<>();
    for (StagedFile file : audited.stage().files(StagedRows.SCORED)) {
      String own = folder.getRoot() + "/own-" + expected.size();
      spark
          .read()
          .parquet(audited.stage().data() + "/" + file.path())
          .coalesce(1)
          .write()
          .format("delta")
          .save(own);
      ObjectNode statistics = (ObjectNode) statistics(own, 0).get(0);
      // A footer does not tell how many of the maps are null.
      ((ObjectNode) statistics.path("nullCount")).remove("outputs");
      expected.add(statistics);
    }
    assertThat(told).isNotEmpty().containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  public void areFoundByTheirBounds() {
    Claim claim = claim(1);
    String greatest = "x".repeat(32) + Character.toString(Character.MAX_CODE_POINT) + "z";
    predictions.publish(
        claim, audited(claim, outcomes().scored(greatest, 0.5, "late").scored("a", 0.25, "late")));
    assertThat(rows().where(col("row_id").equalTo(greatest)).count()).isEqualTo(1);
    assertThat(rows().where("score >= 0.5").count()).isEqualTo(1);
    assertThat(rows().where(col("scored_at").equalTo(lit(NOW))).count()).isEqualTo(2);
    assertThat(rows().where(col("scored_at").gt(lit(NOW))).count()).isZero();
    assertThat(rows().where("class is null").count()).isZero();
  }

  @Test
  public void areWrittenAnewIntoATableThatIsSetUpAsMoreThanItsColumns() throws IOException {
    for (String setting :
        List.of(
            "set tblproperties ('delta.columnMapping.mode' = 'name')",
            "add constraint positive check (score > 0)",
            "set tblproperties ('delta.dataSkippingNumIndexedCols' = '2')")) {
      predictions = new PredictionsTable(spark, folder.newFolder().toString());
      Claim first = claim(1);
      predictions.publish(first, audited(first, outcomes().scored(30, 0.25)));
      spark.sql("alter table delta.`" + predictions.path() + "` " + setting);
      Claim claim = claim(2);
      AuditedStage audited = audited(claim, outcomes().scored(40, 0.5));
      assertThat(predictions.publish(claim, audited).rows()).as(setting).isEqualTo(40);
      assertThat(rows().where("generation = 2 and score = 0.5").count()).as(setting).isEqualTo(40);
      assertThat(rows().count()).as(setting).isEqualTo(40);
      assertThat(digests(Path.of(predictions.path())))
          .as(setting)
          .doesNotContainAnyElementsOf(digests(Path.of(audited.stage().data(), "kind=scored")));
    }
  }

  private List<JsonNode> statistics(String table, long version) throws IOException {
    Path commit = Path.of(table, "_delta_log", "%020d.json".formatted(version));
    List<JsonNode> statistics = new ArrayList<>();
    for (String line : Files.readAllLines(commit)) {
      JsonNode add = JSON.readTree(line).path("add");
      if (add.isObject()) {
        statistics.add(JSON.readTree(add.path("stats").asText()));
      }
    }
    return statistics;
  }

  private AuditedStage audited(Claim claim, Outcomes rows) {
    Stage stage = staging.write(claim, PROVENANCE, rows.in(spark));
    return new Audit(spark)
        .of(stage)
        .admit(stage, rows.spine(spark), new Gates(50, /* allowEmpty= */ false));
  }

  private Dataset<Row> rows() {
    return spark.read().format("delta").load(predictions.path());
  }

  private static List<String> digests(Path folder) throws IOException {
    List<String> digests = new ArrayList<>();
    for (Path file : parquet(folder)) {
      digests.add(Sha256.of(file));
    }
    return digests.stream().sorted().toList();
  }

  private static List<Path> parquet(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(file -> file.toString().endsWith(".parquet")).sorted().toList();
    }
  }

  private static Claim claim(int generation) {
    return new Claim(SLOT, new Generation(generation), RunId.next(NOW));
  }
}
