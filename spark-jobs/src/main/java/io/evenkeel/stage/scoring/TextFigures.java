package io.evenkeel.stage.scoring;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What became of the texts of a run.
 *
 * @param tokensFed tokens that the model was given, padding included
 * @param tokens those that are not padding
 * @param cutRows rows whose text had more tokens than the model takes, and lost the rest
 * @param seconds time of all tasks together in which texts were cut into tokens and ordered
 */
public record TextFigures(long tokensFed, long tokens, long cutRows, double seconds) {
  /** Returns which share of what the model was given is padding, in percent. */
  public double paddingPercent() {
    return tokensFed == 0 ? 0 : 100.0 * (tokensFed - tokens) / tokensFed;
  }

  /** Returns what a run's record says of these, by the names of the columns of the runs table. */
  public Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("tokens_fed", tokensFed);
    facts.put("padding_percent", paddingPercent());
    facts.put("truncated_rows", cutRows);
    facts.put("tokenizer_seconds", seconds);
    return facts;
  }
}
