package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public final class PreflightTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void letsModelsPassThatLoadAndThoseThatOnlyRefuseItsRow() {
    Preflight.check(TestArtifacts.open("regressor"));
    Preflight.check(TestArtifacts.open("fragile"));
  }

  @Test
  public void refusesAModelThatCrashesTheProcessThatLoadsIt() throws Exception {
    ModelArtifact artifact = withModel(DeepTree.model(150_000));
    assertThatThrownBy(() -> Preflight.check(artifact))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("regressor@1 crashes the process that loads it: exit code 1")
        .satisfies(e -> assertThat(((EvenkeelException) e).fault()).isEqualTo(Fault.CONTRACT));
  }

  @Test
  public void leavesWhatIsRefusedInGoodOrderToBeTold() throws Exception {
    // The same shape, but the score is not where the metadata says.
    Preflight.check(withModel(TestArtifacts.open("trees").onnx()));
  }

  @Test
  public void takesAProcessThatCannotStartForACrashOfTheModel() {
    // What ends otherwise than it should is never let through.
    assertThatThrownBy(
            () -> Preflight.check(TestArtifacts.open("regressor"), List.of("-XX:NoSuchOption")))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("exit code 1");
  }

  /** Returns the artifact {@code regressor} with another model, and a hash that fits it. */
  private ModelArtifact withModel(byte[] onnx) throws Exception {
    Path models = folder.getRoot().toPath();
    Path target = TestArtifacts.copy("regressor", models, 1);
    Files.write(target.resolve("model.onnx"), onnx);
    ObjectMapper json = new ObjectMapper();
    Path file = target.resolve("metadata.json");
    ObjectNode metadata = (ObjectNode) json.readTree(file.toFile());
    ((ObjectNode) metadata.path("onnx")).put("sha256", Sha256.of(onnx)).put("bytes", onnx.length);
    Files.writeString(file, metadata.toString());
    return ModelArtifact.open(models, "regressor", OptionalInt.empty());
  }
}
