package io.evenkeel.stage.sink;

import static io.evenkeel.stage.sink.Outcomes.outcomes;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Failpoint;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class AuditTest {
  private static final Slot SLOT = new Slot("flight_delay", "champion", LocalDate.of(2013, 7, 4));
  private static final Claim CLAIM = new Claim(SLOT, new Generation(1), RunId.next(Instant.EPOCH));
  private static final Provenance PROVENANCE =
      new Provenance("3", "a".repeat(64), "flight_delay", "b".repeat(64), Instant.EPOCH);
  private static final Gates GATES = new Gates(5, false);

  @Rule public TemporaryFolder folder = new TemporaryFolder();
  private final SparkSession spark = SparkTestSession.session();
  private StagingArea staging;

  @Before
  public void open() {
    staging = new StagingArea(spark, folder.getRoot().toString());
  }

  @Test
  public void sumsKeyHashesAsTheDecimalSumDoes() {
    RowTally tally = RowTally.of(spark.range(5000).toDF("id"), col("id"));
    BigDecimal decimal =
        spark
            .range(5000)
            .agg(expr("sum(cast(xxhash64(coalesce(cast(id as string), '')) as decimal(38,0)))"))
            .first()
            .getDecimal(0);
    assertThat(new BigDecimal(tally.keyHashSum())).isEqualTo(decimal);
    assertThat(tally.rows()).isEqualTo(5000);
    assertThat(RowTally.of(spark.range(0).toDF("id"), col("id"))).isEqualTo(RowTally.NONE);
  }

  @Test
  public void countsOutcomesReasonsAndProfiles() {
    AuditReport report =
        report(
            outcomes()
                .scored(20, 0.5)
                .quarantined("q1", "origin", "missing", null)
                .quarantined("q2", "origin", "missing", null)
                .quarantined(null, "_row_id", "null_row_id", null)
                .profile("month", 1L, 2L, 3L)
                .profile("month", 10L, 20L, 30L)
                .profile("prediction", 7L));
    assertThat(report.scored().rows()).isEqualTo(20);
    assertThat(report.quarantined().rows()).isEqualTo(3);
    assertThat(report.reasons())
        .isEqualTo(Map.of("missing of origin", 2L, "null_row_id of _row_id", 1L));
    assertThat(report.profileCounts().all().get("month")).containsExactly(11, 22, 33);
    assertThat(report.profileCounts().all().get("prediction")).containsExactly(7);
    assertThat(report.duplicateKeys()).isZero();
    assertThat(report.invalidScores()).isZero();
  }

  @Test
  public void holdsBackALostRowAndARepeatedOneThatCancelInTheCount() {
    Outcomes spine = outcomes().scored("a", 0.1, "x").scored("b", 0.2, "x");
    Outcomes staged = outcomes().scored("a", 0.1, "x").scored("a", 0.1, "x");
    Stage stage = staging.write(CLAIM, PROVENANCE, staged.in(spark));
    assertThatThrownBy(
            () -> new Audit(spark).of(stage).admit(stage, spine.spine(spark), new Gates(5, false)))
        .isInstanceOfSatisfying(
            EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.GATE))
        .hasMessageContaining("Rows were lost or made: in 2 rows")
        .hasMessageContaining("1 scored rows repeat the row id of another");
  }

  @Test
  public void namesEveryGateThatHolds() {
    Outcomes rows =
        outcomes()
            .scored("a", Double.NaN, "x")
            .scored("b", null, "x")
            .scored(null, 0.5, "x")
            .quarantined("c", "origin", "missing", null);
    Stage stage = staging.write(CLAIM, PROVENANCE, rows.in(spark));
    assertThatThrownBy(
            () -> new Audit(spark).of(stage).admit(stage, new RowTally(5, BigInteger.ONE), GATES))
        .hasMessageContaining("in 5 rows (key hash sum 1), out 4 rows")
        .hasMessageContaining("1 of 4 rows (25.000%) are in quarantine")
        .hasMessageContaining("{missing of origin=1}")
        .hasMessageContaining("3 scored rows have no row id or no score");
  }

  @Test
  public void admitsExactlyTheAllowedShareOfQuarantine() {
    AuditReport report =
        new AuditReport(
            new RowTally(95, BigInteger.TEN),
            new RowTally(5, BigInteger.ONE),
            Map.of(),
            0,
            0,
            SlicedCounts.NONE);
    Stage stage = new Stage(CLAIM, "data", "sha", List.of());
    RowTally spine = new RowTally(100, BigInteger.valueOf(11));
    assertThat(report.admit(stage, spine, new Gates(5, false)).report()).isSameAs(report);
    assertThatThrownBy(() -> report.admit(stage, spine, new Gates(4.999, false)))
        .hasMessageContaining("5 of 100 rows (5.000%)");
  }

  @Test
  public void namesEveryColumnThatIsNotAsAgreed() {
    assertThatThrownBy(
            () ->
                staging.write(
                    CLAIM,
                    PROVENANCE,
                    outcomes()
                        .scored(1, 1)
                        .in(spark)
                        .drop("as_of")
                        .withColumn("score", col("row"))))
        .hasMessageContaining("need a column as_of TIMESTAMP")
        .hasMessageContaining("need a column score DOUBLE");
  }

  @Test
  public void doesNotTakeAStageWithoutManifestForOne() {
    System.setProperty(Failpoint.PROPERTY, Failpoint.STAGED_WITHOUT_MANIFEST + ":throw");
    try {
      assertThatThrownBy(() -> staging.write(CLAIM, PROVENANCE, outcomes().scored(3, 1).in(spark)))
          .hasMessageContaining("STAGED_WITHOUT_MANIFEST");
    } finally {
      System.clearProperty(Failpoint.PROPERTY);
    }
    assertThat(staging.open(SLOT, CLAIM.generation())).isEmpty();
    Stage stage = staging.write(CLAIM, PROVENANCE, outcomes().scored(2, 1).in(spark));
    assertThat(staging.open(SLOT, CLAIM.generation())).contains(stage);
    assertThat(new Audit(spark).of(stage).scored().rows()).isEqualTo(2);
    staging.delete(SLOT, CLAIM.generation());
    assertThat(staging.open(SLOT, CLAIM.generation())).isEmpty();
  }

  @Test
  public void namesEachStagedFileInWhichAByteWasFlippedAndWithdrawsTheStage() throws IOException {
    staging.write(CLAIM, PROVENANCE, outcomes().scored(30, 1).profile("month", 1L).in(spark));
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder.getRoot().toPath())) {
      files =
          tree.filter(f -> f.toString().endsWith(".parquet") || f.toString().endsWith(".json"))
              .filter(f -> !f.toFile().getName().startsWith("."))
              .toList();
    }
    assertThat(files).hasSizeGreaterThan(2);
    for (Path file : files) {
      byte[] before = Files.readAllBytes(file);
      byte[] flipped = before.clone();
      flipped[flipped.length / 2] ^= 1;
      Files.write(file, flipped);
      assertThatThrownBy(() -> staging.open(SLOT, CLAIM.generation()))
          .isInstanceOfSatisfying(
              EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.RETRYABLE))
          .hasMessageContaining(file.toString());
      assertThat(staging.open(SLOT, CLAIM.generation())).as("withdrawn").isEmpty();
      Path manifest = folder.getRoot().toPath().resolve(SLOT.path()).resolve("1/manifest.json");
      Files.move(manifest.resolveSibling("manifest.withdrawn.json"), manifest);
      Files.write(file, before);
    }
    assertThat(staging.open(SLOT, CLAIM.generation())).isPresent();
  }

  private AuditReport report(Outcomes rows) {
    return new Audit(spark).of(staging.write(CLAIM, PROVENANCE, rows.in(spark)));
  }
}
