package io.evenkeel.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SlicesJsonTest {
  private static final ReferenceProfile EXPORTED =
      ReferenceProfile.of(
          "flights",
          "ab".repeat(32),
          4,
          List.of(
              Numeric.of("delay", new double[] {1, 2, 3, 4}, 0),
              Categorical.of("carrier", Map.of("UA", 3L, "AA", 1L), 0)));
  private static final Slice UA = new Slice("carrier", "UA");
  private static final Slice ODD = new Slice("carrier", "\"\n✈ (missing)");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void readsBackTheSameSlicesInTheirOrder() throws IOException {
    ReferenceSlices slices = slices(EXPORTED.id());
    ReferenceSlices read = SlicesJson.read(written(SlicesJson.write(slices)));
    assertThat(read.profile()).isEqualTo(EXPORTED.id());
    assertThat(read.slices()).containsExactly(UA, ODD);
    assertThat(read.keys()).containsExactly("carrier");
    assertThat(read.leftOut()).isEqualTo(Map.of("carrier", 7L));
    slices
        .counts()
        .of(UA)
        .forEach(
            (feature, counts) ->
                assertThat(read.counts().of(UA).get(feature)).as(feature).isEqualTo(counts));
  }

  @Test
  public void refusesAFileOfWhichAByteWasChanged() throws IOException {
    String text = new String(SlicesJson.write(slices(EXPORTED.id())), StandardCharsets.UTF_8);
    Path changed =
        written(text.replace("\"carrier\":7", "\"carrier\":8").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SlicesJson.read(changed))
        .isInstanceOfSatisfying(
            EvenkeelException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CONTRACT))
        .hasMessageContaining("its SHA-256 differs");
  }

  @Test
  public void belongsToTheProfileThatItWasCountedIntoAlsoWithAPrediction() {
    ReferenceProfile trained =
        EXPORTED.with(Numeric.of(ReferenceProfile.PREDICTION, new double[] {.1, .9}, 0));
    slices(EXPORTED.id()).requireOf(trained);
    assertThatThrownBy(() -> slices("cd".repeat(32)).requireOf(trained))
        .hasMessageContaining("The slices are those of profile cdcd");
  }

  @Test
  public void refusesCountsThatDoNotFitTheBins() {
    ReferenceSlices odd =
        new ReferenceSlices(
            EXPORTED.id(),
            new SlicedCounts(Map.of(Slice.ALL, Map.of(), UA, Map.of("delay", new long[] {1, 2}))),
            Map.of());
    assertThatThrownBy(() -> odd.requireOf(EXPORTED))
        .hasMessageContaining("Slice carrier = UA counts 'delay' in 2 positions");
  }

  private Path written(byte[] content) throws IOException {
    return Files.write(folder.newFile().toPath(), content);
  }

  private static ReferenceSlices slices(String profile) {
    Map<Slice, Map<String, long[]>> counts = new LinkedHashMap<>();
    counts.put(Slice.ALL, Map.of());
    for (Slice slice : List.of(UA, ODD)) {
      Map<String, long[]> own = new LinkedHashMap<>();
      EXPORTED.features().forEach(f -> own.put(f.name(), f.counts().toArray()));
      counts.put(slice, own);
    }
    return new ReferenceSlices(profile, new SlicedCounts(counts), Map.of("carrier", 7L));
  }
}
