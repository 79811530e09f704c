package io.evenkeel.model;

import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads an artifact's folder and holds its files against each other. */
final class ArtifactReader {
  private static final byte[] NONE = {};

  private ArtifactReader() {}

  static ModelArtifact read(ModelsFolder.Found found) {
    String json = new String(bytes(found, "metadata.json"), StandardCharsets.UTF_8);
    ModelMetadata metadata = metadata(found, json);
    byte[] onnx = bytes(found, "model.onnx");
    List<String> problems = problems(found, metadata, onnx);
    byte[] tokenizer = metadata.text().isPresent() ? bytes(found, TextInput.TOKENIZER) : NONE;
    metadata.text().ifPresent(text -> addTokenizerProblem(found, text, tokenizer, problems));
    if (!problems.isEmpty()) {
      throw refused(found, problems);
    }
    return new ModelArtifact(found.folder(), json, metadata, onnx, tokenizer);
  }

  private static void addTokenizerProblem(
      ModelsFolder.Found found, TextInput text, byte[] tokenizer, List<String> problems) {
    String hash = Sha256.of(tokenizer);
    if (!hash.equals(text.tokenizerSha256())) {
      problems.add(
          "%s of %s has SHA-256 %s; metadata.json declares %s"
              .formatted(TextInput.TOKENIZER, found.model(), hash, text.tokenizerSha256()));
    }
  }

  private static ModelMetadata metadata(ModelsFolder.Found found, String json) {
    try {
      return ModelMetadata.parse(json);
    } catch (EvenkeelException e) {
      String file = found.folder().resolve("metadata.json").toString();
      List<String> problems = e.problems().stream().map(text -> file + ": " + text).toList();
      throw refused(found, problems).causedBy(e);
    }
  }

  private static List<String> problems(
      ModelsFolder.Found found, ModelMetadata metadata, byte[] onnx) {
    List<String> problems = new ArrayList<>();
    if (!metadata.model().equals(found.model())) {
      problems.add("%s holds the metadata of %s".formatted(found.folder(), metadata.model()));
    }
    String hash = Sha256.of(onnx);
    if (!hash.equals(metadata.onnx().sha256())) {
      // The rest would describe a file that is not the declared one.
      problems.add(
          "model.onnx of %s has SHA-256 %s; metadata.json declares %s"
              .formatted(found.model(), hash, metadata.onnx().sha256()));
      return problems;
    }
    addGraphProblems(found, metadata, onnx, problems);
    return problems;
  }

  private static void addGraphProblems(
      ModelsFolder.Found found, ModelMetadata metadata, byte[] onnx, List<String> problems) {
    if (onnx.length != metadata.onnx().bytes()) {
      problems.add(
          "model.onnx of %s has %d bytes; metadata.json declares %d"
              .formatted(found.model(), onnx.length, metadata.onnx().bytes()));
    }
    OnnxGraph graph;
    try {
      graph = OnnxGraph.read(onnx);
    } catch (IllegalArgumentException e) {
      problems.add("model.onnx of %s: %s".formatted(found.model(), e.getMessage()));
      return;
    }
    if (graph.opset().orElse(-1) != metadata.onnx().opset()) {
      problems.add(
          "model.onnx of %s has opset %s; metadata.json declares %d"
              .formatted(found.model(), graph.opset(), metadata.onnx().opset()));
    }
    if (!graph.external().isEmpty()) {
      problems.add(
          "model.onnx of %s keeps the tensors %s in other files, which no hash protects; save it as one file"
              .formatted(found.model(), graph.external()));
    }
  }

  private static byte[] bytes(ModelsFolder.Found found, String file) {
    Path path = found.folder().resolve(file);
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw refused(found, List.of("Cannot read %s: %s".formatted(path, e))).causedBy(e);
    }
  }

  private static EvenkeelException refused(ModelsFolder.Found found, List<String> problems) {
    return EvenkeelException.of(Fault.CONTRACT, problems)
        .safe("No row was scored; the published predictions are as they were.")
        .next("Restore the folder of %s from where it was trained.".formatted(found.model()));
  }
}
