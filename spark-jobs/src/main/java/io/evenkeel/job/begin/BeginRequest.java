package io.evenkeel.job.begin;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a new model is about.
 *
 * @param model its name, which is also that of its feature set
 * @param table the table whose rows are scored
 * @param key the column that identifies a row within a day
 * @param time the column of type date or timestamp at which a row can first be scored
 * @param label the column of 0 and 1 (or true and false) that the model learns
 */
public record BeginRequest(String model, String table, String key, String time, String label) {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");
  private static final Pattern COLUMN = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,127}");

  /** Refuses names that could not be a file, or a column of a definition. */
  public BeginRequest {
    List<String> problems = new ArrayList<>();
    if (!NAME.matcher(model).matches()) {
      problems.add(
          "'%s' can't name a model: a small letter, then small letters, digits and _"
              .formatted(model));
    }
    for (String column : List.of(key, time, label)) {
      if (!COLUMN.matcher(column).matches()) {
        problems.add(
            "'%s' can't be used as it is: a letter, then letters, digits and _; rename it in a view"
                .formatted(column));
      }
    }
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.USAGE, problems)
          .safe("nothing was written")
          .next("./evenkeel init --help");
    }
  }
}
