package io.evenkeel.job;

import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.feature.language.FeatureSetDiff;
import io.evenkeel.feature.language.Fingerprint;
import io.evenkeel.stage.training.ExportManifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells what differs between two definitions, and whether a model that was trained by the first can
 * be scored with the second. Starts no Spark.
 *
 * @param definitions folder of definitions
 * @param kept folder of every definition that was exported or scored with
 */
public record DiffJob(Path definitions, Path kept, Journal journal) {

  /**
   * A definition to compare.
   *
   * @param name as it was asked for
   * @param set empty for an export whose definition is no longer at hand, of which only the
   *     fingerprint is known
   */
  private record Side(String name, String fingerprint, Optional<FeatureSet> set) {
    static Side of(String name, FeatureSet set) {
      return new Side(name, Fingerprint.of(set), Optional.of(set));
    }
  }

  /**
   * Compares two definitions: each a file, the name of a set, or the folder or manifest of a
   * training export.
   *
   * @param trained by which a model was, or would be, trained
   * @param scoring by which it would be scored
   * @throws io.evenkeel.fault.EvenkeelException with fault USAGE, if one of them is none of these
   */
  public void run(String trained, String scoring) {
    Side before = side(trained);
    Side after = side(scoring);
    if (before.set().isPresent() && after.set().isPresent()) {
      FeatureSetDiff diff = FeatureSetDiff.between(before.set().get(), after.set().get());
      tell(before, after, diff.lines(), diff.changes(), diff.sameFeatures());
    } else {
      boolean same = before.fingerprint().equals(after.fingerprint());
      tell(before, after, List.of(verdictOfFingerprints(same)), List.of(), same);
    }
  }

  private static String verdictOfFingerprints(boolean same) {
    return same
        ? "The definitions are the same; a model trained by one can be scored with the other."
        : "The definitions differ; the model cannot be scored with the second. The definition of that fingerprint is neither in the folder of definitions nor among those that were kept: compare with the file of then to see the settings.";
  }

  private void tell(
      Side before,
      Side after,
      List<String> lines,
      List<FeatureSetDiff.Change> changes,
      boolean sameFeatures) {
    boolean same = before.fingerprint().equals(after.fingerprint());
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("trained", Map.of("name", before.name(), "fingerprint", before.fingerprint()));
    facts.put("scoring", Map.of("name", after.name(), "fingerprint", after.fingerprint()));
    facts.put("same", same);
    facts.put("same_features", sameFeatures);
    facts.put("can_be_scored", same);
    facts.put("changes", changes.stream().map(DiffJob::facts).toList());
    int width = Math.max(before.name().length(), after.name().length());
    String pair = "%-" + width + "s  %s\n%-" + width + "s  %s\n%s";
    journal.step(
        "diff",
        pair.formatted(
            before.name(),
            before.fingerprint(),
            after.name(),
            after.fingerprint(),
            String.join("\n", lines)),
        facts);
  }

  private static Map<String, Object> facts(FeatureSetDiff.Change change) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("setting", change.path());
    change.before().ifPresent(text -> facts.put("before", text));
    change.after().ifPresent(text -> facts.put("after", text));
    facts.put("changes_features", change.changesFeatures());
    return facts;
  }

  private Side side(String name) {
    Path path = Path.of(name);
    Path folder = path.endsWith(ExportManifest.FILE) ? path.resolveSibling("") : path;
    Optional<ExportManifest> export = ExportManifest.read(folder);
    if (export.isPresent()) {
      return ofExport(name, export.get());
    }
    return Side.of(
        name,
        Files.isRegularFile(path) ? Definitions.read(path) : Definitions.named(definitions, name));
  }

  private Side ofExport(String name, ExportManifest export) {
    String set = export.request().featureSet();
    String fingerprint = export.request().fingerprint();
    Optional<FeatureSet> unchanged =
        Optional.of(set)
            .filter(Definitions.names(definitions)::contains)
            .map(known -> Definitions.named(definitions, known))
            .filter(found -> Fingerprint.of(found).equals(fingerprint));
    return new Side(
        name, fingerprint, unchanged.or(() -> new KeptDefinitions(kept).find(fingerprint)));
  }
}
