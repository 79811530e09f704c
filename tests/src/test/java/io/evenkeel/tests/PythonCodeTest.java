package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.Test;

/** Holds the Python code to what the Java code is held to: formatted, checked, tested. */
public final class PythonCodeTest {
  private static final Path TRAINING =
      Checkout.root().resolve("models/flight_delay/training").toAbsolutePath();

  @Test
  public void trainingCodeAndTestScriptsAreFormattedAndClean() {
    for (Path folder : new Path[] {TRAINING, Checkout.root().resolve("tests/python")}) {
      assertThat(development().in(folder, "-m", "ruff", "format", "--check", "--no-cache", "."))
          .contains("already formatted");
      assertThat(development().in(folder, "-m", "ruff", "check", "--no-cache", "."))
          .contains("All checks passed");
    }
  }

  @Test
  public void trainingCodePassesItsTests() {
    assertThat(development().in(TRAINING, "-m", "pytest", "-q", "-p", "no:cacheprovider"))
        .containsPattern("\\d+ passed")
        .doesNotContain("skipped");
  }

  private static PythonEnvironment development() {
    return PythonEnvironment.installed("python-training", TRAINING.resolve("requirements-dev.txt"));
  }
}
