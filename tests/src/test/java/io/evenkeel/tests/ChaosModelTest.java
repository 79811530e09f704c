package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.bench.BenchModel;
import io.evenkeel.bench.RandomModels;
import io.evenkeel.feature.language.Definitions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * The model in the jar that {@code ./evenkeel chaos} scores with fits the definition beside it. It
 * is written again by {@code mvn -pl tests -am test -Dtest=ChaosModelTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Devenkeel.golden.write=true}.
 */
public class ChaosModelTest {
  private static final Path RESOURCES =
      Checkout.root().resolve("spark-jobs/src/main/resources/io/evenkeel/chaos");

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Test
  public void isMadeOfItsDefinition() throws IOException {
    var unused =
        BenchModel.of(
            Definitions.named(RESOURCES, "visits"),
            RandomModels.linear(3),
            FOLDER.getRoot().toPath());
    for (String file : new String[] {"model.onnx", "metadata.json", "reference-profile.json"}) {
      Path made = FOLDER.getRoot().toPath().resolve("visits/1").resolve(file);
      Path golden = RESOURCES.resolve(file);
      if (Boolean.getBoolean("evenkeel.golden.write")) {
        Files.write(golden, Files.readAllBytes(made));
      }
      assertThat(content(made)).as(file).isEqualTo(content(golden));
    }
  }

  /** JSON as a tree, because the order of an object's names means nothing; else the bytes. */
  private static Object content(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    return file.toString().endsWith(".json") ? new ObjectMapper().readTree(bytes) : bytes;
  }
}
