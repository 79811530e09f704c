package io.evenkeel.feature.language;

import static io.evenkeel.feature.language.DefinitionFile.FLIGHTS;
import static io.evenkeel.feature.language.DefinitionFile.flights;
import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.feature.FeatureSet;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FeatureSetDiffTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private FeatureSet read(String text) {
    return Definitions.read(DefinitionFile.write(temporary.getRoot().toPath(), text));
  }

  private FeatureSetDiff diff(String old, String replacement) {
    return FeatureSetDiff.between(read(FLIGHTS), read(flights(old, replacement)));
  }

  @Test
  public void isEmptyForTheSameDefinition() {
    FeatureSetDiff diff = diff("window = 7d", "window = 168h");

    assertThat(diff.same()).isTrue();
    assertThat(diff.trained()).isEqualTo(diff.scoring());
    assertThat(diff.lines()).hasSize(1).first().asString().contains("can be scored");
  }

  @Test
  public void namesSettingsThatDifferWithBothTexts() {
    FeatureSetDiff diff = diff("window = 7d, empty = 0", "window = 28d, scale = 2");

    assertThat(diff.same()).isFalse();
    assertThat(diff.sameFeatures()).isFalse();
    assertThat(diff.lines())
        .containsExactly(
            "Features differ; the model cannot be scored with this definition. Train it again.",
            "columns.carrier_delay_7d.empty: 0 -> (none)",
            "columns.carrier_delay_7d.scale: (none) -> 2",
            "columns.carrier_delay_7d.window: 7d -> 28d");
  }

  @Test
  public void knowsThatLabelAndVersionDoNotChangeFeatures() {
    FeatureSetDiff diff = diff("version = 1", "version = 2");
    FeatureSetDiff label = diff("[0d,3d)", "[0d,4d)");

    assertThat(diff.sameFeatures()).isTrue();
    assertThat(label.sameFeatures()).isTrue();
    assertThat(label.same()).isFalse();
    assertThat(label.changes()).hasToString("[label.before: 3d -> 4d]");
  }

  @Test
  public void knowsThatASourceMattersOnlyWhereAFeatureIsMadeOfIt() {
    String seats = "seats { from = planes, expr = \"seats\", missing = keep, type = float32 }";
    FeatureSet without = read(flights(seats, ""));
    FeatureSet moved = read(flights(seats, "").replace("table = planes", "table = aircraft"));

    assertThat(FeatureSetDiff.between(without, moved).sameFeatures()).isTrue();
    assertThat(diff("table = planes", "table = aircraft").sameFeatures()).isFalse();
  }
}
