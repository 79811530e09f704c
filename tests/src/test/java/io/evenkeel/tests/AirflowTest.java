package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.Test;

/** The DAGs: formatted, checked, held to their policies, and run for real through spark-submit. */
public class AirflowTest {
  private static final Path DAGS = Checkout.root().resolve("airflow-dags");

  @Test
  public void theDagsAreFormattedAndClean() {
    assertThat(airflow().in(DAGS, "-m", "ruff", "format", "--check", "--no-cache", "."))
        .contains("already formatted");
    assertThat(airflow().in(DAGS, "-m", "ruff", "check", "--no-cache", "."))
        .contains("All checks passed");
  }

  @Test
  public void theDagsKeepTheirPoliciesAndScoreOneDayOfFlightsOnce() {
    Path lakehouse =
        FlightLakehouse.loaded().settings(Map.of()).folders().tables().toAbsolutePath().getParent();
    assertThat(
            airflow()
                .in(
                    DAGS,
                    "-m",
                    "pytest",
                    "-q",
                    "-p",
                    "no:cacheprovider",
                    "--lakehouse=" + lakehouse))
        .containsPattern("\\d+ passed")
        .doesNotContain("skipped");
  }

  private static PythonEnvironment airflow() {
    return PythonEnvironment.installed("python-airflow", DAGS.resolve("requirements-dev.txt"));
  }
}
