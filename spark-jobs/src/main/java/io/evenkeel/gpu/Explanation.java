package io.evenkeel.gpu;

import io.evenkeel.gpu.PlannedOperator.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what RAPIDS explains of a plan: a line for each operator and each of its expressions,
 * indented as they are nested, after a mark. {@code *} is for what runs on the GPU, {@code !} for
 * what does not, with the reason, {@code @} for what could but does not because of what it belongs
 * to, {@code #} for what the GPU's plan leaves out.
 */
final class Explanation {
  private static final Pattern LINE =
      Pattern.compile(
          "^ *(?<mark>[*!@#])(?<kind>\\w*) ?<(?<name>\\w+)> (?<rest>.*)$", Pattern.DOTALL);
  private static final List<String> SERIALIZER =
      List.of("ParquetCachedBatchSerializer is not being used");
  private static final String REASON = "cannot run on GPU because ";

  private final List<PlannedOperator> operators = new ArrayList<>();
  private String name = "";
  private Place place = Place.GPU;
  private final List<String> reasons = new ArrayList<>();

  private Explanation() {}

  /**
   * Returns the operators in the order of the plan.
   *
   * @throws IllegalStateException if there is none, so that what another version of RAPIDS writes
   *     is not taken for a plan without anything on the processor
   */
  static List<PlannedOperator> read(String text) {
    Explanation found = new Explanation();
    text.lines().map(LINE::matcher).filter(Matcher::matches).forEach(found::line);
    found.end();
    if (found.operators.isEmpty()) {
      throw new IllegalStateException("RAPIDS explains no operator: " + text);
    }
    return List.copyOf(found.operators);
  }

  private void line(Matcher line) {
    String rest = line.group("rest");
    if (operator(line)) {
      end();
      name = line.group("name");
      place =
          switch (line.group("mark")) {
            case "*" -> Place.GPU;
            case "#" -> Place.NOT_NEEDED;
            default -> Place.PROCESSOR;
          };
    }
    int reason = rest.indexOf(REASON);
    if (line.group("mark").equals("!") && reason >= 0) {
      reasons.add(rest.substring(reason + REASON.length()).strip());
    } else if (operator(line) && line.group("mark").equals("@")) {
      reasons.add(rest.strip());
    }
  }

  /** What RAPIDS has no rule for is of no kind; Spark calls all its operators so. */
  private static boolean operator(Matcher line) {
    return line.group("kind").equals("Exec") || line.group("name").endsWith("Exec");
  }

  private void end() {
    if (!name.isEmpty()) {
      operators.add(
          place == Place.PROCESSOR && !reasons.equals(SERIALIZER)
              ? new PlannedOperator(name, place, reasons)
              : new PlannedOperator(name, place == Place.PROCESSOR ? Place.GPU : place, List.of()));
    }
    reasons.clear();
    name = "";
  }
}
