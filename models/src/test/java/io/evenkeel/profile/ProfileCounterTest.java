package io.evenkeel.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.Test;

public class ProfileCounterTest {
  @Test
  public void countsEachKindOfValueInItsOwnPlace() {
    Numeric feature = Numeric.of("x", DoubleStream.iterate(1, x -> x + 1).limit(10).toArray(), 0);
    BinLayout layout = feature.layout();
    ProfileCounter counter = ProfileCounter.of(feature);
    counter.add(5);
    counter.add(Double.NaN);
    counter.addNull();
    counter.add(Double.NEGATIVE_INFINITY);
    counter.add(0.5);
    counter.add(Double.POSITIVE_INFINITY);
    counter.add(10.5);
    counter.add(10);
    Counts counts = Counts.of(counter.counts());
    assertThat(layout.rows(counts)).isEqualTo(8);
    assertThat(layout.values(counts)).isEqualTo(6);
    assertThat(counts.at(feature.edges().binOf(5))).isEqualTo(1);
    assertThat(counts.at(layout.nanBin())).isEqualTo(1);
    assertThat(counts.at(layout.nullBin())).isEqualTo(1);
    assertThat(counts.at(layout.belowMin())).isEqualTo(2);
    assertThat(counts.at(layout.aboveMax())).isEqualTo(2);
    assertThat(counts.at(layout.bins() - 1)).isEqualTo(2);
  }

  @Test
  public void countsUnknownWordsAsUnseen() {
    Categorical feature = Categorical.of("carrier", Map.of("AA", 2L, "UA", 1L), 1);
    ProfileCounter counter = ProfileCounter.of(feature);
    for (String word : new String[] {"UA", "ZZ", "AA", "AA", ""}) {
      counter.addText(word);
    }
    counter.addNull();
    assertThat(counter.counts()).containsExactly(2, 1, 1, 0, 2, 0, 0);
  }

  @Test
  public void countsTruthValuesAsWords() {
    Categorical feature = Categorical.of("late", Map.of("false", 2L, "true", 1L), 0);
    ProfileCounter counter = ProfileCounter.of(feature);
    counter.addBoolean(true);
    assertThat(counter.counts()).startsWith(0, 1);
  }

  @Test
  public void givesTheReferencesOwnCountsForTheReferencesOwnValues() {
    Random random = new Random(17);
    for (int trial = 0; trial < 200; trial++) {
      double[] values = RandomValues.of(random, 1 + random.nextInt(3000));
      int nulls = random.nextInt(5);
      Numeric feature = Numeric.of("x", values, nulls);
      ProfileCounter counter = ProfileCounter.of(feature);
      Arrays.stream(values).forEach(counter::add);
      for (int i = 0; i < nulls; i++) {
        counter.addNull();
      }
      assertThat(Counts.of(counter.counts())).as("trial %d", trial).isEqualTo(feature.counts());
    }
  }

  @Test
  public void givesTheSameBitsHoweverTheRowsAreParted() {
    Random random = new Random(18);
    Numeric feature = Numeric.of("x", RandomValues.of(random, 2000), 0);
    double[] values = RandomValues.of(random, 10_000);
    Counts whole = countInParts(feature, values, 1);
    for (int parts : new int[] {2, 7, 200}) {
      assertThat(countInParts(feature, values, parts)).as("%d parts", parts).isEqualTo(whole);
    }
  }

  @Test
  public void refusesValuesOfTheWrongKind() {
    ProfileCounter numeric = ProfileCounter.of(Numeric.of("x", new double[] {1}, 0));
    ProfileCounter words = ProfileCounter.of(Categorical.of("c", Map.of("a", 1L), 0));
    assertThatThrownBy(() -> numeric.addText("a")).hasMessageContaining("numeric feature 'x'");
    assertThatThrownBy(() -> words.add(1)).hasMessageContaining("categorical feature 'c'");
  }

  private static Counts countInParts(Numeric feature, double[] values, int parts) {
    Counts sum = Counts.zero(feature.layout().length());
    for (int part = parts - 1; part >= 0; part--) {
      ProfileCounter counter = ProfileCounter.of(feature);
      for (int i = part; i < values.length; i += parts) {
        counter.add(values[i]);
      }
      sum = Counts.of(counter.counts()).plus(sum);
    }
    return sum;
  }
}
