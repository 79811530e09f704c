package io.evenkeel.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;

/** Rows as aligned text: numbers to the right, everything else to the left. */
final class TextTable {
  private static final String GAP = "  ";

  private TextTable() {}

  /** Returns the table with its header, each line ended. */
  static String of(List<String> header, List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    for (Row row : rows) {
      cells.add(IntStream.range(0, header.size()).mapToObj(i -> text(row.get(i))).toList());
    }
    boolean[] right = new boolean[header.size()];
    for (int i = 0; i < right.length; i++) {
      int column = i;
      right[i] = rows.stream().anyMatch(row -> row.get(column) instanceof Number);
    }
    return ofText(header, cells, right);
  }

  /**
   * Returns the table with its header, each line ended.
   *
   * @param right for each column, whether it is aligned to the right
   */
  static String ofText(List<String> header, List<List<String>> rows, boolean[] right) {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] =
          Math.max(
              header.get(i).length(),
              rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }
    StringBuilder text = new StringBuilder(line(header, widths, right));
    text.append(
        line(
            IntStream.of(widths).mapToObj("-"::repeat).toList(),
            widths,
            new boolean[right.length]));
    rows.forEach(row -> text.append(line(row, widths, right)));
    return text.toString();
  }

  private static String line(List<String> cells, int[] widths, boolean[] right) {
    return IntStream.range(0, widths.length)
            .mapToObj(
                i -> {
                  String pad = " ".repeat(widths[i] - cells.get(i).length());
                  return right[i] ? pad + cells.get(i) : cells.get(i) + pad;
                })
            .collect(Collectors.joining(GAP))
            .stripTrailing()
        + "\n";
  }

  private static String text(Object value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Double || value instanceof Float) {
      return String.format(Locale.ROOT, "%.6g", ((Number) value).doubleValue());
    }
    return value.toString().replace("\n", "\\n");
  }
}
