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
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ProfileJsonTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static final ReferenceProfile PROFILE =
      ReferenceProfile.of(
          "flight_delay",
          "ab".repeat(32),
          8,
          List.of(
              Numeric.of(
                  "delay",
                  new double[] {
                    0.1, 1.0 / 3, -5, Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1e308
                  },
                  1),
              Categorical.of("carrier", Map.of("UA", 3L, "AA", 2L, "\"\\\u2708\n", 1L), 2)));

  @Test
  public void readsBackTheSameProfileToTheBit() {
    assertThat(ProfileJson.read(ProfileJson.write(PROFILE), "here")).isEqualTo(PROFILE);
  }

  @Test
  public void readsBackRandomDoublesToTheBit() {
    Random random = new Random(17);
    for (int trial = 0; trial < 50; trial++) {
      double[] values =
          random
              .longs(100)
              .mapToDouble(Double::longBitsToDouble)
              .filter(x -> !Double.isNaN(x))
              .toArray();
      ReferenceProfile profile =
          ReferenceProfile.of("set", "f", values.length, List.of(Numeric.of("x", values, 0)));
      assertThat(ProfileJson.read(ProfileJson.write(profile), "here"))
          .as("trial %d", trial)
          .isEqualTo(profile);
    }
  }

  @Test
  public void readsAProfileThatPythonWrote() throws IOException {
    ReferenceProfile profile =
        ProfileJson.read(resource("python-profile.json"), "python-profile.json");
    Numeric prediction = (Numeric) profile.feature(ReferenceProfile.PREDICTION).orElseThrow();
    Numeric amount = (Numeric) profile.feature("amount").orElseThrow();
    assertThat(prediction.rows()).isEqualTo(2540);
    assertThat(prediction.edges().atom(prediction.edges().binOf(0.25))).isTrue();
    assertThat(amount.edges().binOf(Double.POSITIVE_INFINITY)).isEqualTo(amount.edges().size() - 1);
    assertThat(amount.rows()).isEqualTo(400);
  }

  @Test
  public void refusesEveryChangedByteThatChangesTheMeaning() {
    byte[] json = ProfileJson.write(PROFILE).getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int position = 0; position < json.length; position++) {
      byte[] changed = json.clone();
      changed[position] ^= 1;
      String text = new String(changed, StandardCharsets.UTF_8);
      try {
        assertThat(ProfileJson.read(text, "changed"))
            .as("byte %d, now '%s'", position, (char) changed[position])
            .isEqualTo(PROFILE);
      } catch (EvenkeelException e) {
        assertThat(e.fault()).isEqualTo(Fault.CONTRACT);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(json.length / 2);
  }

  @Test
  public void namesTheFileAndTheNextStep() throws IOException {
    Path file = folder.newFile("reference-profile.json").toPath();
    Files.writeString(file, ProfileJson.write(PROFILE).replace("\"rows\" : 8", "\"rows\" : 9"));
    assertThatThrownBy(() -> ProfileJson.read(file))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("reference-profile.json")
        .hasMessageContaining("counts 8 rows of a reference of 9");
  }

  @Test
  public void refusesUnknownFieldsAndFormats() {
    String json = ProfileJson.write(PROFILE);
    assertThatThrownBy(() -> ProfileJson.read(json.replace("profile/1", "profile/2"), "here"))
        .hasMessageContaining("this version reads 'evenkeel-reference-profile/1'");
    assertThatThrownBy(() -> ProfileJson.read(json.replaceFirst("\\{", "{\"extra\": 1,"), "here"))
        .hasMessageContaining("extra");
    assertThatThrownBy(() -> ProfileJson.read("[]", "here"))
        .hasMessageContaining("'format' is missing");
    assertThatThrownBy(() -> ProfileJson.read(json.substring(10), "here"))
        .hasMessageContaining("is refused");
  }

  private static String resource(String name) throws IOException {
    try (var stream = ProfileJsonTest.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
