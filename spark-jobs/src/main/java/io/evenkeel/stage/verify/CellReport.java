package io.evenkeel.stage.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Engine and oracle, cell by cell.
 *
 * @param rows compared
 * @param cells compared
 * @param differences cells that are not the same bits
 */
public record CellReport(long rows, long cells, List<Difference> differences) {
  private static final String COPIES = "(rows with this id)";

  /**
   * A cell that differs.
   *
   * @param column a feature, the label, {@code _breaches} or {@code _flags}
   * @param engine the engine's value as text that differs where a bit does
   * @param oracle the oracle's
   */
  public record Difference(String rowId, String column, String engine, String oracle) {
    /** Returns the cell and its two values in one line. */
    @Override
    public String toString() {
      return "%s  %s  engine %s  oracle %s".formatted(rowId, column, engine, oracle);
    }
  }

  /** Copies the list. */
  public CellReport {
    differences = List.copyOf(differences);
  }

  /** Tells whether engine and oracle agree in every cell. */
  public boolean equal() {
    return differences.isEmpty();
  }

  /** Compares rows by id; copies of a row in the order of their cells. */
  static CellReport of(List<Cells> oracle, List<Cells> engine) {
    Map<String, List<Cells>> answers = byId(engine);
    List<Difference> differences = new ArrayList<>();
    long cells = 0;
    long rows = 0;
    for (Map.Entry<String, List<Cells>> entry : byId(oracle).entrySet()) {
      List<Cells> expected = entry.getValue();
      List<Cells> found = answers.getOrDefault(entry.getKey(), List.of());
      if (expected.size() != found.size()) {
        differences.add(
            new Difference(
                entry.getKey(),
                COPIES,
                String.valueOf(found.size()),
                String.valueOf(expected.size())));
      }
      for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
        differences.addAll(differences(expected.get(i), found.get(i)));
        cells += expected.get(i).values().size();
        rows++;
      }
    }
    return new CellReport(rows, cells, differences);
  }

  private static Map<String, List<Cells>> byId(List<Cells> rows) {
    return rows.stream()
        .sorted()
        .collect(Collectors.groupingBy(Cells::rowId, TreeMap::new, Collectors.toList()));
  }

  private static List<Difference> differences(Cells oracle, Cells engine) {
    List<Difference> differences = new ArrayList<>();
    oracle
        .values()
        .forEach(
            (column, expected) -> {
              Optional<Object> found = Objects.requireNonNull(engine.values().get(column));
              if (!expected.equals(found)) {
                differences.add(
                    new Difference(
                        oracle.rowId(), column, Cells.text(found), Cells.text(expected)));
              }
            });
    return differences;
  }
}
