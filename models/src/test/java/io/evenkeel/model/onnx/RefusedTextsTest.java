package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import io.evenkeel.model.TextArtifact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RefusedTextsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void takesTheTokenizerThatItWasTrainedWithAndNoOther() throws Exception {
    Path tokenizer = TextArtifact.copied(models()).resolve("tokenizer.json");
    Files.writeString(tokenizer, Files.readString(tokenizer).replace("\"late\"", "\"lots\""));
    refused(this::opened, "tokenizer.json of text_encoder@1 has SHA-256 ");
    Files.delete(tokenizer);
    refused(this::opened, "Cannot read %s".formatted(tokenizer));
  }

  @Test
  public void refusesWhatArrivesWithAnotherHash() {
    ModelArtifact artifact = TestArtifacts.open("text_encoder");
    refused(
        () ->
            OnnxScorer.open(
                artifact.metadata(),
                artifact::onnx,
                () -> "{}".getBytes(StandardCharsets.UTF_8),
                new ScorerOptions(1, 1)),
        "The tokenizer that arrived has SHA-256 ");
  }

  @Test
  public void refusesATokenizerThatTheLibraryCannotRead() throws Exception {
    ModelArtifact odd = TextArtifact.withTokenizer(models(), "{\"model\": {\"type\": \"Magic\"}}");
    refused(() -> open(odd), "tokenizer.json with SHA-256 ", " is refused: ");
    Preflight.check(odd); // refuses it in good order, too, and crashes nothing
  }

  @Test
  public void refusesATokenizerOfMoreWordsThanTheModelHas() throws Exception {
    String more =
        Files.readString(TextArtifact.tokenizer())
            .replace("\"vocab\":{", "\"vocab\":{\"elsewhere\":9000,");
    ModelArtifact odd = TextArtifact.withTokenizer(models(), more);
    refused(() -> tried(odd), "The model does not take a text of 24 tokens with ids up to 9000");
  }

  @Test
  public void refusesTextsLongerThanTheModelHasPlacesFor() throws Exception {
    ModelArtifact odd = edited(metadata -> text(metadata).put("max_tokens", 25));
    refused(() -> tried(odd), "The model does not take a text of 25 tokens");
  }

  @Test
  public void namesTheInputsThatThereAre() throws Exception {
    ModelArtifact odd =
        edited(metadata -> text(metadata).put("ids", "words").put("types", "token_type_ids"));
    refused(
        () -> open(odd),
        "metadata declares nothing for input 'input_ids'",
        "there is no input 'words' for the tokens of 'review'; there are [input_ids, attention_mask]",
        "there is no input 'token_type_ids'");
  }

  @Test
  public void tellsWhatCannotBePooled() throws Exception {
    ModelArtifact odd =
        edited(metadata -> TextArtifact.at(metadata, "/text/pooling").put("tensor", "probability"));
    refused(() -> open(odd), "output 'probability' is ", "what is pooled is float16 or float32");
  }

  @Test
  public void tellsEveryContradictionOfTheMetadata() {
    refused(
        () ->
            edited(
                metadata -> {
                  text(metadata).put("max_tokens", 0).put("missing", 7).remove("mask");
                  TextArtifact.at(metadata, "/text/pooling").put("method", "sum");
                }),
        "text.max_tokens is 0; it must be a whole number from 1",
        "text.mask is missing; it must be a text that is not empty",
        "text.pooling.method is \"sum\"; it must be one of [mean, first]",
        "text.missing is 7; it must be a text");
    refused(
        () -> edited(metadata -> text(metadata).put("feature", "title").put("mask", "input_ids")),
        "text names 'title', which is not among the features",
        "inputs and text names 'input_ids' twice",
        "Feature 'review' is in no input");
  }

  private Path models() throws IOException {
    return folder.newFolder().toPath();
  }

  private ModelArtifact opened() {
    Path models = folder.getRoot().listFiles()[0].toPath();
    return ModelArtifact.open(models, "text_encoder", OptionalInt.empty());
  }

  private ModelArtifact edited(Consumer<ObjectNode> edit) throws IOException {
    return TextArtifact.edited(models(), edit);
  }

  private static ObjectNode text(ObjectNode metadata) {
    return TextArtifact.at(metadata, "/text");
  }

  private static OnnxScorer open(ModelArtifact artifact) {
    return OnnxScorer.open(
        artifact.metadata(), artifact::onnx, artifact::tokenizer, new ScorerOptions(1, 1));
  }

  private static void tried(ModelArtifact artifact) {
    try (OnnxScorer scorer = open(artifact)) {
      scorer.checkTexts();
    }
  }

  private static void refused(ThrowingCallable call, String... told) {
    assertThatThrownBy(call).isInstanceOf(EvenkeelException.class).hasMessageContainingAll(told);
  }
}
