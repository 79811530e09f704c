package io.evenkeel.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.job.Journal;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.sql.SparkSession;

/** Tells each step as one JSON object on a line of its own; steps under way are not told. */
final class JsonJournal implements Journal {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final PrintStream out;

  JsonJournal(PrintStream out) {
    this.out = out;
  }

  @Override
  public void step(String step, String sentence, Map<String, ?> facts) {
    out.println(text(object(step, facts)));
  }

  @Override
  public Watch watch(SparkSession spark, String step) {
    return () -> {};
  }

  /** Returns what a step found as the object that is printed. */
  static Map<String, Object> object(String step, Map<String, ?> facts) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("step", step);
    object.putAll(facts);
    return object;
  }

  /** Returns a value as JSON on one line. */
  static String text(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a JSON value: " + value, e);
    }
  }
}
