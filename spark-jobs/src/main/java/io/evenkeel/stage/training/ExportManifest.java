package io.evenkeel.stage.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.evenkeel.disk.Document;
import io.evenkeel.disk.Sealed;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a training export tells about itself, in {@code manifest.json}: one JSON object, whose field
 * {@code sha256} is that of all the others, written on one line with their names in order.
 *
 * @param request what was asked for
 * @param counts what became of the spine's rows
 * @param labelMean mean of the label over the exported rows; the positive share of a 0/1 label
 * @param features name to type, in the order of the table's columns
 * @param labelName column of the label
 * @param labelType type of the label
 * @param dataSha256 see {@link DataHash}
 * @param deltaVersion version of the table {@code data}
 * @param profileId id of the reference profile beside it
 * @param checks what was tried on the export before it was let out, as plain JSON values; empty for
 *     an export of an earlier version
 */
public record ExportManifest(
    ExportRequest request,
    ExportCounts counts,
    double labelMean,
    Map<String, FeatureType> features,
    String labelName,
    FeatureType labelType,
    String dataSha256,
    long deltaVersion,
    String profileId,
    Map<String, Object> checks) {
  /** The manifest's file name in the export's folder. */
  public static final String FILE = "manifest.json";

  private static final long FORMAT = 1;
  private static final String SEAL = "sha256";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  /** Copies the maps, keeping their order. */
  public ExportManifest {
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    checks = Collections.unmodifiableMap(new LinkedHashMap<>(checks));
  }

  /**
   * Reads the manifest of an export.
   *
   * @param folder of the export
   * @return empty where there is none: the export was never finished
   * @throws EvenkeelException with fault CONTRACT, if a byte of it has changed
   */
  public static Optional<ExportManifest> read(Path folder) {
    Path file = folder.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      Map<String, Object> told =
          new TreeMap<>(new Sealed(Files.readString(file)).document().fields());
      Object seal = told.remove(SEAL);
      if (!Sealed.of(told).sha256().equals(seal)) {
        throw changed(file);
      }
      return Optional.of(of(new Document(told)));
    } catch (IOException | IllegalArgumentException | NullPointerException e) {
      throw changed(file).causedBy(e);
    }
  }

  /** Returns the text of the file. */
  String json() {
    Map<String, Object> told = told();
    told.put(SEAL, Sealed.of(told).sha256());
    try {
      return JSON.writeValueAsString(told) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Not plain values: " + told, e);
    }
  }

  private Map<String, Object> told() {
    Map<String, Object> told = new TreeMap<>();
    told.put("format", FORMAT);
    told.put("export_id", request.id());
    told.put(
        "feature_set",
        Map.of(
            "name", request.featureSet(),
            "version", request.featureSetVersion(),
            "fingerprint", request.fingerprint()));
    told.put("from", request.from().toString());
    told.put("to", request.to().toString());
    told.put("cutoff", request.cutoff().toString());
    told.put("source_versions", request.sourceVersions());
    told.put("rows", counts.exported());
    told.put("spine_rows", counts.spine());
    told.put("immature_rows", counts.immature());
    told.put("unlabelled_rows", counts.unlabelled());
    told.put("quarantined_rows", counts.quarantined());
    told.put("label_mean", labelMean);
    List<Map<String, String>> listed = new ArrayList<>();
    features.forEach((name, type) -> listed.add(Map.of("name", name, "type", type.word())));
    told.put("features", listed);
    told.put("label", Map.of("name", labelName, "type", labelType.word()));
    told.put("data_sha256", dataSha256);
    told.put("delta_version", deltaVersion);
    told.put("profile_id", profileId);
    if (!checks.isEmpty()) {
      told.put("checks", checks);
    }
    return told;
  }

  private static ExportManifest of(Document told) {
    if (told.number("format") != FORMAT) {
      throw new IllegalArgumentException("Format " + told.number("format"));
    }
    Document set = told.object("feature_set");
    Map<String, FeatureType> features = new LinkedHashMap<>();
    told.objects("features").forEach(one -> features.put(one.text("name"), type(one)));
    return new ExportManifest(
        new ExportRequest(
            set.text("name"),
            (int) set.number("version"),
            set.text("fingerprint"),
            LocalDate.parse(told.text("from")),
            LocalDate.parse(told.text("to")),
            Instant.parse(told.text("cutoff")),
            counts(told.object("source_versions"))),
        new ExportCounts(
            told.number("spine_rows"),
            told.number("rows"),
            told.number("immature_rows"),
            told.number("unlabelled_rows"),
            counts(told.object("quarantined_rows"))),
        number(told.fields().get("label_mean")),
        features,
        told.object("label").text("name"),
        type(told.object("label")),
        told.text("data_sha256"),
        told.number("delta_version"),
        told.text("profile_id"),
        told.fields().containsKey("checks") ? told.object("checks").fields() : Map.of());
  }

  private static FeatureType type(Document told) {
    return FeatureType.ofWord(told.text("type"))
        .orElseThrow(() -> new IllegalArgumentException("Type " + told.text("type")));
  }

  private static Map<String, Long> counts(Document told) {
    Map<String, Long> counts = new TreeMap<>();
    told.fields().keySet().forEach(name -> counts.put(name, told.number(name)));
    return counts;
  }

  private static double number(@Nullable Object told) {
    if (told instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException("Not a number: " + told);
  }

  private static EvenkeelException changed(Path file) {
    return EvenkeelException.of(Fault.CONTRACT, "%s is not as it was written".formatted(file))
        .safe("Models that were trained on this export keep their own copy of its profile.")
        .next("Delete the folder %s and export again.".formatted(file.getParent()));
  }
}
