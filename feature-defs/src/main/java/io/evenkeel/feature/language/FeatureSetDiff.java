package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What differs between two feature sets. Immutable.
 *
 * @param trained fingerprint of the first set, by which a model was trained
 * @param scoring fingerprint of the second set, by which it would be scored
 * @param changes settings that differ, by path; empty exactly if the fingerprints are equal
 */
public record FeatureSetDiff(String trained, String scoring, List<Change> changes) {

  /**
   * One setting that differs.
   *
   * @param path the setting below {@code features.<name>}, such as {@code columns.month.range}
   * @param before its text in the first set; empty where it is not set
   * @param after its text in the second set; empty where it is not set
   * @param changesFeatures whether a feature's value may differ for it; false for the label, the
   *     version, and sources of which no feature is made
   */
  public record Change(
      String path, Optional<String> before, Optional<String> after, boolean changesFeatures) {
    /** Returns the change in words, such as {@code columns.x.window: 7d -> 28d}. */
    @Override
    public String toString() {
      return "%s: %s -> %s".formatted(path, before.orElse("(none)"), after.orElse("(none)"));
    }
  }

  /** Copies the list. */
  public FeatureSetDiff {
    changes = List.copyOf(changes);
  }

  /** Returns what differs between the set of a model's training and the set to score with. */
  public static FeatureSetDiff between(FeatureSet trained, FeatureSet scoring) {
    SortedMap<String, String> before = flat(trained);
    SortedMap<String, String> after = flat(scoring);
    Set<String> used = new HashSet<>(usedSources(trained));
    used.addAll(usedSources(scoring));
    Set<String> paths = new TreeSet<>(before.keySet());
    paths.addAll(after.keySet());
    List<Change> changes = new ArrayList<>();
    for (String path : paths) {
      Optional<String> was = Optional.ofNullable(before.get(path));
      Optional<String> is = Optional.ofNullable(after.get(path));
      if (!was.equals(is)) {
        changes.add(new Change(path, was, is, changesFeatures(path, used)));
      }
    }
    return new FeatureSetDiff(Fingerprint.of(trained), Fingerprint.of(scoring), changes);
  }

  /** Tells whether the two sets are the same definition. */
  public boolean same() {
    return changes.isEmpty();
  }

  /**
   * Tells whether a model trained by the first set would get the same features from the second.
   * Where that is so and {@link #same} is not, the fingerprints differ all the same, and it takes a
   * person to say that the model still predicts what the label now means.
   */
  public boolean sameFeatures() {
    return changes.stream().noneMatch(Change::changesFeatures);
  }

  /** Returns one sentence that says whether the model can be scored, and one line a change. */
  public List<String> lines() {
    String verdict =
        same()
            ? "The definitions are the same; a model trained by one can be scored with the other."
            : sameFeatures()
                ? "The features are the same, but the definitions are not; train the model again, or score it with the definition that it was trained by."
                : "Features differ; the model cannot be scored with this definition. Train it again.";
    return Stream.concat(Stream.of(verdict), changes.stream().map(Change::toString)).toList();
  }

  private static boolean changesFeatures(String path, Set<String> usedSources) {
    String[] steps = path.split("\\.", 3);
    return switch (steps[0]) {
      case "label", "version" -> false;
      case "sources" -> usedSources.contains(steps[1]);
      default -> true;
    };
  }

  private static Set<String> usedSources(FeatureSet set) {
    Set<String> used = new HashSet<>();
    for (FeatureColumn column : set.columns()) {
      if (column instanceof FeatureColumn.Aggregated aggregated) {
        used.add(aggregated.source());
      } else if (column instanceof FeatureColumn.LookedUp lookedUp) {
        used.add(lookedUp.source());
      }
    }
    return used;
  }

  private static SortedMap<String, String> flat(FeatureSet set) {
    SortedMap<String, String> flat = new TreeMap<>();
    flatten("", SetTree.of(set), flat);
    return flat;
  }

  private static void flatten(String path, Map<?, ?> tree, SortedMap<String, String> flat) {
    tree.forEach(
        (key, value) -> {
          String below = path.isEmpty() ? String.valueOf(key) : path + "." + key;
          if (value instanceof Map<?, ?> map) {
            flatten(below, map, flat);
          } else {
            flat.put(below, String.valueOf(value));
          }
        });
  }
}
