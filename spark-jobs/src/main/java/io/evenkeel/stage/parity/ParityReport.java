package io.evenkeel.stage.parity;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a model was given beside what an export holds.
 *
 * @param rows compared
 * @param cells compared
 * @param absentRows rows that were scored and that the export does not have
 * @param differingByFeature cells that are not the same bits, by feature; only features with any
 * @param examples some of the differences, at most {@value #MOST_EXAMPLES}
 */
public record ParityReport(
    long rows,
    long cells,
    long absentRows,
    Map<String, Long> differingByFeature,
    List<Difference> examples) {
  /** Differences that are told one by one. */
  static final int MOST_EXAMPLES = 10;

  /**
   * A cell that differs.
   *
   * @param scored what the model was given
   * @param exported what an export gives
   */
  public record Difference(String rowId, String feature, String scored, String exported) {
    @Override
    public String toString() {
      return "%s  %s  scored with %s  exported as %s".formatted(rowId, feature, scored, exported);
    }
  }

  /** Copies the collections. */
  public ParityReport {
    differingByFeature = Collections.unmodifiableMap(new TreeMap<>(differingByFeature));
    examples = List.copyOf(examples);
  }

  /** Returns the number of cells that differ. */
  public long differing() {
    return differingByFeature.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Tells whether the model was given what an export holds. */
  public boolean equal() {
    return differing() == 0 && absentRows == 0;
  }

  /** Tells what was found equal: nothing, where a stage was made without a sample, or of no row. */
  public String sentence() {
    return rows == 0
        ? "no row was compared: the stage has no sample of what the model was given"
        : String.format(
            Locale.ROOT,
            "%,d rows, %,d values: the model was given what an export holds, bit for bit",
            rows,
            cells);
  }

  /** Returns what a run's record says, by the names of the columns of the runs table. */
  public Map<String, Object> facts() {
    return Map.of(
        "parity_rows", rows,
        "parity_cells", cells,
        "parity_differing_cells", differing(),
        "parity_absent_rows", absentRows,
        "parity_differing_by_feature", differingByFeature);
  }

  /**
   * Holds a run whose model was given anything else than what it was trained on.
   *
   * @throws EvenkeelException with fault GATE, naming the features and some cells
   */
  public void require() {
    if (!equal()) {
      throw EvenkeelException.of(
              Fault.GATE,
              "The model was not given what a training export holds: %,d of %,d cells of %,d rows differ, %,d rows are absent: %s%n%s"
                  .formatted(
                      differing(),
                      cells,
                      rows,
                      absentRows,
                      differingByFeature,
                      examples.stream()
                          .map(Difference::toString)
                          .collect(Collectors.joining("\n"))))
          .safe("Nothing was published: tables and caches serve what they served before.")
          .next(
              "./evenkeel features verify proves which side is right; report this with its output,"
                  + " since no data can cause it");
    }
  }
}
