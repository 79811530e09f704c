package io.evenkeel.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What a command that was run in this process wrote, and how it ended. */
record Told(int exitCode, String output, String errors) {
  static Told of(String... arguments) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream output = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    System.setOut(new PrintStream(output, /* autoFlush= */ true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errors, /* autoFlush= */ true, StandardCharsets.UTF_8));
    try {
      int exitCode = Evenkeel.run(arguments);
      return new Told(
          exitCode,
          output.toString(StandardCharsets.UTF_8),
          errors.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }
}
