package io.evenkeel.model;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.profile.ProfileJson;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.SlicesJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/**
 * A model in its folder, {@code <models>/<name>/<version>}: the metadata, and the bytes of {@code
 * model.onnx}, which were read once and found to have the declared hash. Immutable as long as
 * nobody writes to {@link #onnx()}; safe for many threads.
 */
public final class ModelArtifact {
  /** The name of the optional file of the reference's slices. */
  static final String SLICES = "reference-slices.json";

  private final Path folder;
  private final String metadataJson;
  private final ModelMetadata metadata;
  private final byte[] onnx;
  private final byte[] tokenizer;

  ModelArtifact(
      Path folder, String metadataJson, ModelMetadata metadata, byte[] onnx, byte[] tokenizer) {
    this.folder = folder;
    this.metadataJson = metadataJson;
    this.metadata = metadata;
    this.onnx = onnx;
    this.tokenizer = tokenizer;
  }

  /**
   * Opens a model.
   *
   * @param models the folder of models
   * @param version empty for the greatest there is, by number
   * @throws EvenkeelException with fault {@link Fault#USAGE} if there is no such model or version,
   *     naming those that there are; with {@link Fault#CONTRACT} and every problem found if the
   *     metadata is not as it must be, belongs to another model, or {@code model.onnx} has another
   *     hash, length or operator set than declared or keeps data in other files
   */
  public static ModelArtifact open(Path models, String name, OptionalInt version) {
    return ArtifactReader.read(new ModelsFolder(models).find(name, version));
  }

  /** Returns what {@code metadata.json} tells. */
  public ModelMetadata metadata() {
    return metadata;
  }

  /**
   * Returns the text of {@code metadata.json}, from which another process makes the same record.
   */
  public String metadataJson() {
    return metadataJson;
  }

  /** Returns the bytes of {@code model.onnx}, which the caller must not change. */
  public byte[] onnx() {
    return onnx;
  }

  /**
   * Returns the bytes of {@code tokenizer.json}, which were found to have the declared hash and
   * which the caller must not change; none for a model that takes no text.
   */
  public byte[] tokenizer() {
    return tokenizer;
  }

  /**
   * Reads the reference profile of the model's training data, with that of its prediction.
   *
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if it cannot be read, its content
   *     was changed, or it is another one than the metadata names
   */
  public ReferenceProfile reference() {
    Path file = folder.resolve("reference-profile.json");
    ReferenceProfile profile = ProfileJson.read(file);
    if (!profile.id().equals(metadata.referenceProfile())) {
      throw EvenkeelException.of(
          Fault.CONTRACT,
          "%s has the id %s; metadata.json of %s names %s"
              .formatted(file, profile.id(), metadata.model(), metadata.referenceProfile()));
    }
    return profile;
  }

  /**
   * Reads the slices of the reference profile, where the artifact has the optional file {@value
   * #SLICES}; {@link ReferenceSlices#NONE} elsewhere.
   *
   * @param reference as {@link #reference()} returned it
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if the file was changed, or its
   *     slices are not those of the reference
   */
  public ReferenceSlices slices(ReferenceProfile reference) {
    Path file = folder.resolve(SLICES);
    if (Files.notExists(file)) {
      return ReferenceSlices.NONE;
    }
    ReferenceSlices slices = SlicesJson.read(file);
    try {
      slices.requireOf(reference);
    } catch (IllegalArgumentException e) {
      throw EvenkeelException.of(
              Fault.CONTRACT, "%s of %s: %s".formatted(file, metadata.model(), e.getMessage()))
          .safe("No row was scored; the published predictions are as they were.")
          .next("Take the file slices.json of the export that the model was trained on.")
          .causedBy(e);
    }
    return slices;
  }

  /**
   * Checks that a feature set is the one that this model was trained with.
   *
   * @param fingerprint of {@code set}, SHA-256 of its canonical form
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} and every difference found:
   *     fingerprint, features that are missing, extra, in another place or of another type, and
   *     features that may be missing but whose tensor has no place for that
   */
  public void checkAgainst(FeatureSet set, String fingerprint) {
    List<String> problems = FeatureContract.problems(metadata, set, fingerprint);
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.CONTRACT, problems)
          .safe("No row was scored; the published predictions are as they were.")
          .next(
              "Score with the definition that %s was trained with, or train a new version on an export of the present one."
                  .formatted(metadata.model()));
    }
  }

  @Override
  public String toString() {
    return metadata.model().toString();
  }
}
