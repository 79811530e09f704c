package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.cli.Evenkeel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Commands as they are typed, run in this process. */
final class Commands {
  private Commands() {}

  /** Runs a command with the settings of {@code small}, and returns what it prints. */
  static String told(SmallLakehouse small, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    small.given().forEach((name, value) -> arguments.addAll(List.of("--conf", name + "=" + value)));
    PrintStream before = System.out;
    ByteArrayOutputStream told = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(told, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      assertThat(Evenkeel.run(arguments.toArray(String[]::new))).isZero();
    } finally {
      System.setOut(before);
    }
    return told.toString(StandardCharsets.UTF_8);
  }
}
