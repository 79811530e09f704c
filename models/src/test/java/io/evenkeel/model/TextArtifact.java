package io.evenkeel.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.disk.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Copies of the model that takes a text, each with something changed. */
public final class TextArtifact {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "text_encoder";

  private TextArtifact() {}

  /** Copies it with another metadata and opens it. */
  public static ModelArtifact edited(Path models, Consumer<ObjectNode> edit) throws IOException {
    Path target = copied(models);
    Path file = target.resolve("metadata.json");
    ObjectNode metadata = (ObjectNode) JSON.readTree(file.toFile());
    edit.accept(metadata);
    Files.writeString(file, metadata.toString());
    return ModelArtifact.open(models, NAME, OptionalInt.empty());
  }

  /** Copies it with another tokenizer, whose hash the metadata has, and opens it. */
  public static ModelArtifact withTokenizer(Path models, String json) throws IOException {
    Path target = copied(models);
    Files.writeString(target.resolve(TextInput.TOKENIZER), json);
    Path file = target.resolve("metadata.json");
    ObjectNode metadata = (ObjectNode) JSON.readTree(file.toFile());
    at(metadata, "/text")
        .put(
            "tokenizer_sha256", Sha256.of(Files.readAllBytes(target.resolve(TextInput.TOKENIZER))));
    Files.writeString(file, metadata.toString());
    return ModelArtifact.open(models, NAME, OptionalInt.empty());
  }

  /** Copies its files. */
  public static Path copied(Path models) throws IOException {
    Path target = TestArtifacts.copy(NAME, models, 1);
    Files.copy(tokenizer(), target.resolve(TextInput.TOKENIZER));
    return target;
  }

  /** Returns its tokenizer. */
  public static Path tokenizer() {
    return TestArtifacts.FOLDER.resolve(NAME).resolve("1").resolve(TextInput.TOKENIZER);
  }

  /** Returns an object of the metadata. */
  public static ObjectNode at(ObjectNode metadata, String pointer) {
    return (ObjectNode) metadata.at(pointer);
  }
}
