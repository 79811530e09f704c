package io.evenkeel.stage.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ParityReportTest {
  @Test
  public void tellsHowMuchWasFoundEqual() {
    assertThat(equal(966, 46_368).sentence())
        .isEqualTo(
            "966 rows, 46,368 values: the model was given what an export holds, bit for bit");
  }

  @Test
  public void claimsNothingWhereNoRowWasCompared() {
    assertThat(equal(0, 0).sentence()).startsWith("no row was compared").doesNotContain("bit");
  }

  private static ParityReport equal(long rows, long cells) {
    return new ParityReport(rows, cells, 0, Map.of(), List.of());
  }
}
