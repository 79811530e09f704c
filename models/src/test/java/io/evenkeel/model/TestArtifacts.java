package io.evenkeel.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** The artifacts that {@code make_artifacts.py} made, and what Python says about their rows. */
public final class TestArtifacts {
  /** The folder of models. */
  public static final Path FOLDER = Path.of("src", "test", "resources", "artifacts");

  private static final ObjectMapper JSON = new ObjectMapper();

  private TestArtifacts() {}

  /** Opens version 1 of a model. */
  public static ModelArtifact open(String name) {
    return ModelArtifact.open(FOLDER, name, OptionalInt.of(1));
  }

  /** Copies version 1 of a model to {@code models}, as another version. */
  public static Path copy(String name, Path models, int version) throws IOException {
    Path target = models.resolve(name).resolve(String.valueOf(version));
    Files.createDirectories(target);
    for (String file : List.of("model.onnx", "metadata.json")) {
      Files.copy(FOLDER.resolve(name).resolve("1").resolve(file), target.resolve(file));
    }
    return target;
  }

  /** Reads the rows of a model, with the scores and classes that Python's onnxruntime gave. */
  public static Expected expected(String name) {
    try {
      JsonNode root =
          JSON.readTree(FOLDER.resolve(name).resolve("1").resolve("expected.json").toFile());
      List<JsonNode> rows = new ArrayList<>();
      List<JsonNode> scores = new ArrayList<>();
      List<JsonNode> classes = new ArrayList<>();
      root.path("rows").forEach(rows::add);
      root.path("scores").forEach(scores::add);
      root.path("classes").forEach(classes::add);
      return new Expected(rows, scores, classes, root.path("more"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What Python said.
   *
   * @param rows features in metadata order
   * @param scores a number, or one of the texts NaN, Infinity, -Infinity, error
   * @param classes a text, or null for a regressor
   * @param moreByName the numbers of each row, for each further output
   */
  public record Expected(
      List<JsonNode> rows, List<JsonNode> scores, List<JsonNode> classes, JsonNode moreByName) {
    /** Returns the numbers of each row of a further output. */
    public List<double[]> more(String name) {
      List<double[]> all = new ArrayList<>();
      moreByName
          .path(name)
          .forEach(
              row ->
                  all.add(
                      IntStream.range(0, row.size())
                          .mapToDouble(i -> number(row.get(i)))
                          .toArray()));
      return all;
    }

    /** Returns the score of a row that did not fail. */
    public double score(int row) {
      return number(scores.get(row));
    }
  }

  /** Reads a number, NaN or an infinity. */
  public static double number(JsonNode node) {
    return node.isTextual() ? Double.parseDouble(node.textValue()) : node.doubleValue();
  }
}
