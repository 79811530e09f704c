package io.evenkeel.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class ModelArtifactTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void opensTheGreatestVersionByNumber() throws Exception {
    Path models = models();
    for (int version : new int[] {2, 9, 10}) {
      Path copy = TestArtifacts.copy("trees", models, version);
      String json = Files.readString(copy.resolve("metadata.json"));
      Files.writeString(
          copy.resolve("metadata.json"),
          json.replaceFirst("\"version\": 1,", "\"version\": " + version + ","));
    }
    Files.createDirectory(models.resolve("trees").resolve(".11.draft"));
    assertThat(ModelArtifact.open(models, "trees", OptionalInt.empty()).metadata().model())
        .isEqualTo(new ModelRef("trees", 10));
    assertThat(ModelArtifact.open(models, "trees", OptionalInt.of(2)).metadata().model())
        .isEqualTo(new ModelRef("trees", 2));
  }

  @Test
  public void tellsWhichModelsThereAreForAnUnknownName() throws Exception {
    TestArtifacts.copy("trees", models(), 1);
    TestArtifacts.copy("mlp", models(), 1);
    EvenkeelException refused = refused("forest", OptionalInt.empty());
    assertThat(refused.fault()).isEqualTo(Fault.USAGE);
    assertThat(refused)
        .hasMessageContaining("No model 'forest'")
        .hasMessageContaining("[mlp, trees]");
  }

  @Test
  public void tellsWhichVersionsThereAreForAnUnknownVersion() throws Exception {
    TestArtifacts.copy("trees", models(), 1);
    EvenkeelException refused = refused("trees", OptionalInt.of(7));
    assertThat(refused.fault()).isEqualTo(Fault.USAGE);
    assertThat(refused).hasMessageContaining("No version 7 of model 'trees'; there are [1]");
  }

  @Test
  public void neverLeavesTheFolderOfModels() throws Exception {
    Path outside = folder.newFolder("outside").toPath();
    TestArtifacts.copy("trees", outside, 1);
    for (String name : new String[] {"../outside/trees", "..", ".", "", "/etc", "a/b", "trees\0"}) {
      assertThat(refused(name, OptionalInt.empty()).fault()).as(name).isEqualTo(Fault.USAGE);
    }
    Files.createSymbolicLink(models().resolve("trees"), outside.resolve("trees"));
    assertThat(refused("trees", OptionalInt.empty()))
        .hasMessageContaining("leads out of the folder of models");
  }

  @Test
  public void refusesAModelWithOneFlippedBitAnywhere() throws Exception {
    Path model = TestArtifacts.copy("mlp", models(), 1).resolve("model.onnx");
    byte[] bytes = Files.readAllBytes(model);
    Random random = new Random(17);
    for (int trial = 0; trial < 50; trial++) {
      byte[] flipped = bytes.clone();
      flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(model, flipped);
      EvenkeelException refused = refused("mlp", OptionalInt.empty());
      assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
      assertThat(refused)
          .as("trial %d", trial)
          .hasMessageContaining(Sha256.of(flipped))
          .hasMessageContaining(Sha256.of(bytes));
    }
  }

  @Test
  public void refusesTensorsThatAreInOtherFiles() {
    EvenkeelException refused =
        catchThrowableOfType(EvenkeelException.class, () -> TestArtifacts.open("external"));
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refused).hasMessageContaining("keeps the tensors [w] in other files");
  }

  @Test
  public void refusesMetadataOfAnotherModelOrAnotherOperatorSet() throws Exception {
    Path copy = TestArtifacts.copy("trees", models(), 3);
    Path metadata = copy.resolve("metadata.json");
    Files.writeString(
        metadata, Files.readString(metadata).replace("\"opset\": 21", "\"opset\": 15"));
    assertThat(refused("trees", OptionalInt.empty()).problems())
        .hasSize(2)
        .anySatisfy(problem -> assertThat(problem).contains("holds the metadata of trees@1"))
        .anySatisfy(problem -> assertThat(problem).contains("metadata.json declares 15"));
  }

  @Test
  public void tellsWhichFileCannotBeRead() throws Exception {
    Files.delete(TestArtifacts.copy("trees", models(), 1).resolve("model.onnx"));
    EvenkeelException refused = refused("trees", OptionalInt.empty());
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refused).hasMessageContaining("model.onnx");
    assertThat(refused.next()).contains("trees@1");
  }

  @Test
  public void findsNoModelInBytesThatAreNone() {
    Random random = new Random(17);
    for (int trial = 0; trial < 2000; trial++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThat(readable(bytes)).as("%s", Arrays.toString(bytes)).isIn(true, false);
    }
  }

  /** Whatever the bytes, reading ends with a graph or a refusal, and with nothing else. */
  private static boolean readable(byte[] bytes) {
    try {
      return OnnxGraph.read(bytes).external().isEmpty();
    } catch (IllegalArgumentException refused) {
      return false;
    }
  }

  private Path models() {
    return folder.getRoot().toPath().resolve("models").toAbsolutePath();
  }

  private EvenkeelException refused(String name, OptionalInt version) throws Exception {
    Files.createDirectories(models());
    return catchThrowableOfType(
        EvenkeelException.class, () -> ModelArtifact.open(models(), name, version));
  }
}
