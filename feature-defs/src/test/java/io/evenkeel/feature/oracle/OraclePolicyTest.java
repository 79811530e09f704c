package io.evenkeel.feature.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.Test;

/** What becomes of values that are not as declared. */
public class OraclePolicyTest {
  /** Returns the features of one column {@code x} whose expression has the value. */
  private static OracleFeatures judged(String settings, Object value) {
    FeatureSet set =
        Facts.read(
            """
            features.one {
              version = 1, timezone = UTC
              spine { table = s, row_id = id, keys { key = string }, date = d, as_of = t }
              columns.x { expr = v, %s }
            }
            """
                .formatted(settings));
    return new Oracle(
            set,
            new OracleTables(Map.of(), Map.of()),
            (column, row, features) -> Optional.ofNullable(value))
        .features(Facts.row("A", "2024-01-01T12:00:00Z"));
  }

  private static void becomes(String settings, Object value, Object expected) {
    OracleFeatures features = judged(settings, value);
    assertThat(features.values().get("x")).isEqualTo(expected);
    assertThat(features.breaches()).isEmpty();
    assertThat(features.flags()).isEmpty();
  }

  private static void isRefused(String settings, Object value, Reason reason) {
    assertThat(judged(settings, value).breaches()).containsExactly(new Judgement("x", reason));
  }

  @Test
  public void keepsRejectsOrFillsWhatIsMissing() {
    becomes("type = float32, missing = keep", null, null);
    becomes("type = float32, missing = 0.1", null, 0.1f);
    becomes("type = int64, missing = -7", null, -7L);
    becomes("type = bool, missing = true", null, true);
    becomes("type = string, missing = none", null, "none");
    isRefused("type = float32, missing = reject", null, Reason.MISSING);
  }

  @Test
  public void keepsRejectsOrMissesNan() {
    becomes("type = float32, missing = 5", Double.NaN, Float.NaN);
    becomes("type = float32, missing = 5, nan = missing", Double.NaN, 5f);
    becomes("type = float32, missing = 5, nan = missing", Float.NaN, 5f);
    isRefused("type = float32, missing = 5, nan = reject", Double.NaN, Reason.NAN);
    isRefused("type = float32, missing = reject, nan = missing", Double.NaN, Reason.MISSING);
  }

  @Test
  public void mapsRejectsOrMissesUnknownCategories() {
    String carriers = "type = category, values = [UA, AA], ";

    becomes(carriers + "unknown = other, missing = reject", "UA", "UA");
    becomes(carriers + "unknown = other, missing = reject", "ua", "other");
    becomes(carriers + "unknown = missing, missing = none", "DL", "none");
    becomes(carriers + "unknown = reject, missing = none", null, "none");
    isRefused(carriers + "unknown = reject, missing = none", "DL", Reason.UNKNOWN_CATEGORY);
    isRefused(carriers + "unknown = missing, missing = reject", "DL", Reason.MISSING);
    becomes("type = category, values = [1, 2], unknown = other, missing = reject", 2, "2");
  }

  @Test
  public void rejectsClipsOrFlagsWhatIsOutOfRange() {
    String month = "type = int32, missing = reject, range = [1, 12], on_violation = ";

    becomes(month + "reject", 12, 12);
    isRefused(month + "reject", 13, Reason.OUT_OF_RANGE);
    becomes(month + "clip", 13, 12);
    becomes(month + "clip", Long.MIN_VALUE, 1);
    OracleFeatures flagged = judged(month + "flag", 13);
    assertThat(flagged.values()).containsEntry("x", 13);
    assertThat(flagged.flags()).containsExactly(new Judgement("x", Reason.OUT_OF_RANGE));
    assertThat(flagged.breaches()).isEmpty();
  }

  @Test
  public void findsNanInEveryRange() {
    becomes("type = float32, missing = keep, range = [0, 1]", Double.NaN, Float.NaN);
  }

  @Test
  public void judgesTheComputedValueNotTheCast() {
    // As a float it is 1.
    isRefused("type = float32, missing = keep, range = [0, 1]", 1 + 1e-12, Reason.OUT_OF_RANGE);
    becomes("type = float32, missing = keep, range = [0, 1], on_violation = clip", 1e300, 1f);
  }

  @Test
  public void findsTheRowsOwnBreaches() {
    Oracle oracle =
        Facts.of(Facts.KNOWN_AT, "columns.x { expr = v, type = float32, missing = keep }").oracle();
    List<OracleFeatures> rows =
        oracle.features(
            List.of(
                Facts.row("a", Map.of(), "2024-01-01T12:00:00Z"),
                Facts.row("b", Map.of(), null),
                Facts.row(null, Map.of(), "2024-01-01T12:00:00Z"),
                Facts.row(null, Map.of(), "2024-01-01T12:00:00Z"),
                Facts.row("a", Map.of(), "2024-01-02T12:00:00Z"),
                Facts.row("c", Map.of(), "2024-01-01T12:00:00Z")));

    assertThat(rows)
        .extracting(row -> row.breaches().stream().map(Judgement::reason).toList())
        .containsExactly(
            List.of(Reason.DUPLICATE_ROW_ID),
            List.of(Reason.NULL_AS_OF),
            List.of(Reason.NULL_ROW_ID),
            List.of(Reason.NULL_ROW_ID),
            List.of(Reason.DUPLICATE_ROW_ID),
            List.of());
  }

  @Test
  public void givesExpressionsTheFinalValuesOfOtherFeatures() {
    Facts facts =
        Facts.of(
            Facts.KNOWN_AT,
            """
            columns {
              a { expr = b, type = float64, missing = keep }
              b { expr = c, type = float64, missing = keep, range = [0, 2], on_violation = clip }
              c { from = facts, by = [key], agg = "count(*)", window = 1d, empty = 3, missing = reject, type = int64 }
            }
            """);

    assertThat(facts.oracle().features(Facts.row("A", "2024-01-01T12:00:00Z")).values())
        .isEqualTo(Map.of("a", 2.0, "b", 2.0, "c", 3L));
  }
}
