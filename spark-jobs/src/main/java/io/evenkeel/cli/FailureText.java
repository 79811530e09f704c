package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How a failure is written: all problems, who must act, what is still safe, the next command. */
final class FailureText {
  private FailureText() {}

  /** Returns the failure for a person, several lines without a trailing line break. */
  static String text(EvenkeelException failure) {
    StringBuilder text = new StringBuilder();
    String name = failure.fault().name().toLowerCase(Locale.ROOT);
    int count = failure.problems().size();
    if (count == 1) {
      text.append("error (%s): %s".formatted(name, failure.problems().get(0)));
    } else {
      text.append("error (%s): %d problems".formatted(name, count));
      failure.problems().forEach(problem -> text.append("\n  - ").append(problem));
    }
    if (!failure.safe().isEmpty()) {
      text.append("\nsafe:  ").append(failure.safe());
    }
    text.append("\nacts:  ").append(failure.fault().actor());
    if (!failure.next().isEmpty()) {
      text.append("\nnext:  ").append(failure.next());
    }
    return text.toString();
  }

  /** Returns the failure for a program, as one line of JSON. */
  static String json(EvenkeelException failure) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("step", "error");
    line.put("fault", failure.fault().name().toLowerCase(Locale.ROOT));
    line.put("exit_code", failure.fault().exitCode());
    line.put("actor", failure.fault().actor());
    line.put("problems", failure.problems());
    line.put("safe", failure.safe());
    line.put("next", failure.next());
    return JsonJournal.text(line);
  }
}
