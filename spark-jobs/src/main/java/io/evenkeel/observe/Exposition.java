package io.evenkeel.observe;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Metrics in Prometheus' text format 0.0.4: of each its help and type, then its samples. All are
 * gauges. Not thread-safe.
 */
final class Exposition {
  private final Map<String, String> common;
  private final StringBuilder text = new StringBuilder();
  private String last = "";

  /**
   * Starts with no metric.
   *
   * @param common labels that every sample has
   */
  Exposition(Map<String, String> common) {
    this.common = new LinkedHashMap<>(common);
  }

  /** Adds a sample; those of one metric follow each other. */
  void add(String metric, String help, Map<String, String> labels, double value) {
    if (!metric.equals(last)) {
      text.append("# HELP %s %s\n".formatted(metric, help));
      text.append("# TYPE %s gauge\n".formatted(metric));
      last = metric;
    }
    Map<String, String> all = new LinkedHashMap<>(common);
    all.putAll(labels);
    text.append(metric).append('{');
    String comma = "";
    for (Map.Entry<String, String> label : all.entrySet()) {
      text.append(comma).append(label.getKey()).append("=\"");
      text.append(escaped(label.getValue())).append('"');
      comma = ",";
    }
    text.append("} ").append(number(value)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private static String number(double value) {
    if (Double.isInfinite(value)) {
      return value > 0 ? "+Inf" : "-Inf";
    }
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }
}
