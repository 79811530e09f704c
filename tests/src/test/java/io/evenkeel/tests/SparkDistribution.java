package io.evenkeel.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The Spark distribution that PyPI's {@code pyspark} carries: its programs as processes of their
 * own, on the loopback interface.
 *
 * @param home the folder with {@code bin} and {@code jars}
 */
record SparkDistribution(Path home) {
  /** Returns the distribution in the environment of the DAGs. */
  static SparkDistribution installed() {
    return new SparkDistribution(asked("import pyspark; print(pyspark.__path__[0])"));
  }

  /** Returns the folder with the {@code python3} of that environment. */
  static Path programs() {
    return asked("import os, sys; print(os.path.dirname(sys.executable))");
  }

  private static Path asked(String question) {
    Path requirements = Checkout.root().resolve("airflow-dags/requirements-dev.txt");
    PythonEnvironment python = PythonEnvironment.installed("python-airflow", requirements);
    return Path.of(python.in(Checkout.root(), "-c", question).strip());
  }

  /** Returns the one jar, as the build made it. */
  static Path jar() {
    return Checkout.root().resolve("spark-jobs/target/evenkeel.jar");
  }

  /** Returns the jars of Delta that Maven resolved. */
  static String delta() {
    return Arrays.stream(System.getProperty("java.class.path").split(":"))
        .filter(jar -> jar.matches(".*/delta-(spark|storage)[^/]*\\.jar"))
        .reduce((a, b) -> a + "," + b)
        .orElseThrow(() -> new IllegalStateException("Delta is not on the class path"));
  }

  /**
   * Submits the one jar, as the README says, and waits for its end.
   *
   * @param options of {@code spark-submit}
   * @param command of Evenkeel, with its options
   */
  Finished submit(Path log, List<String> options, List<String> command) {
    return run(log, "spark-submit", submission(options, command));
  }

  /** Submits the one jar, and does not wait. */
  Process submitted(Path log, List<String> options, List<String> command) throws IOException {
    return start(log, "spark-submit", submission(options, command), Map.of());
  }

  private static List<String> submission(List<String> options, List<String> command) {
    List<String> all = new ArrayList<>(options);
    all.addAll(List.of("--jars", delta(), "--class", "io.evenkeel.cli.Evenkeel"));
    all.add(jar().toString());
    all.addAll(command);
    return all;
  }

  /** Runs a program of {@code bin} to its end. */
  Finished run(Path log, String program, List<String> arguments) {
    return Finished.of(log, command(program, arguments), environment());
  }

  /**
   * Starts a program of {@code bin}; what it says goes to a file.
   *
   * @param more variables of its environment
   */
  Process start(Path log, String program, List<String> arguments, Map<String, String> more)
      throws IOException {
    Map<String, String> environment = new HashMap<>(environment());
    environment.putAll(more);
    return Finished.start(log, command(program, arguments), environment);
  }

  private List<String> command(String program, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin").resolve(program).toString());
    command.addAll(arguments);
    return command;
  }

  private Map<String, String> environment() {
    return Map.of(
        "SPARK_HOME",
        home.toString(),
        "JAVA_HOME",
        System.getProperty("java.home"),
        "SPARK_LOCAL_IP",
        "127.0.0.1",
        "SPARK_DAEMON_MEMORY",
        "384m");
  }
}
