package io.evenkeel.model;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@code metadata.json} tells about a model. The decision threshold is part of {@code
 * classRule}; fitted preprocessing is inside the graph and therefore not told here.
 *
 * @param trainedOn the day of training
 * @param features names and types in the feature set's order
 * @param inputs the graph's input tensors; with {@code text} they carry every feature exactly once
 * @param text the feature that goes in as tokens; mostly none
 * @param score which output is the score
 * @param classRule how the class follows
 * @param moreOutputs what is kept beside score and class; mostly nothing
 * @param targetClasses in the order of the model's outputs; empty for a regressor
 * @param dependencies package to exact version, of the training environment
 * @param inputSchema JSON Schema of one row of features, as JSON text
 * @param referenceProfile id of the profile of the training data, kept beside the model
 */
public record ModelMetadata(
    ModelRef model,
    LocalDate trainedOn,
    TrainingData trainingData,
    FeatureSetRef featureSet,
    List<ModelFeature> features,
    List<ModelInput> inputs,
    Optional<TextInput> text,
    ScoreOutput score,
    ClassRule classRule,
    List<MoreOutput> moreOutputs,
    List<String> targetClasses,
    Performance performance,
    SortedMap<String, String> dependencies,
    String inputSchema,
    OnnxFile onnx,
    String referenceProfile) {

  /**
   * Copies the collections and checks the parts against each other.
   *
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} and every contradiction found
   */
  public ModelMetadata {
    features = List.copyOf(features);
    inputs = List.copyOf(inputs);
    moreOutputs = List.copyOf(moreOutputs);
    targetClasses = List.copyOf(targetClasses);
    dependencies = Collections.unmodifiableSortedMap(new TreeMap<>(dependencies));
    List<String> problems =
        TensorRules.problems(features, inputs, text, score, moreOutputs, targetClasses);
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.CONTRACT, problems);
    }
  }

  /**
   * Reads metadata.
   *
   * @param json the text of a {@code metadata.json}
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} and every problem found: what is
   *     missing or of the wrong kind, and, where nothing is, every contradiction
   */
  public static ModelMetadata parse(String json) {
    return MetadataReader.read(json);
  }
}
