package io.evenkeel.stage.cache;

import java.util.ArrayList;
import java.util.List;

/** What was found in a group of hashes. Not safe between threads. */
final class RedisGroupCheck {
  private final RedisModel model;
  private final List<String> problems = new ArrayList<>();
  private EntryChecksum.Total noted = EntryChecksum.Total.NONE;

  RedisGroupCheck(RedisModel model) {
    this.model = model;
  }

  /** Takes the reply of HLEN. */
  void count(byte[] key, EntryChecksum.Total expected, Object reply) {
    noted = noted.plus(expected);
    long found = (Long) reply;
    if (found != expected.entries()) {
      problems.add(
          "%s: %s has %d rows of %d"
              .formatted(model.endpoint(), RedisModel.text(key), found, expected.entries()));
    }
  }

  /** Takes the reply of HGETALL: field, value, field, value. */
  void content(byte[] key, EntryChecksum.Total expected, Object reply) {
    noted = noted.plus(expected);
    byte[][] fields = ((List<?>) reply).stream().map(byte[].class::cast).toArray(byte[][]::new);
    EntryChecksum found = new EntryChecksum();
    for (int i = 0; i < fields.length; i += 2) {
      found.add(fields[i], fields[i + 1]);
    }
    if (!found.total().equals(expected)) {
      problems.add(
          "%s: %s is missing or not as it was loaded"
              .formatted(model.endpoint(), RedisModel.text(key)));
    }
  }

  List<String> problems() {
    return problems;
  }

  /** Returns the sum of the checksums that were noted when the rows were loaded. */
  EntryChecksum.Total noted() {
    return noted;
  }
}
