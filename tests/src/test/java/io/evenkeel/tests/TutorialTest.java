package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The README's tutorial, line by line, in an empty folder: a data set of scikit-learn. */
public class TutorialTest {
  private static final Pattern TUTORIAL =
      Pattern.compile("## Your own model in ten minutes.*?```sh\n(.*?)```", Pattern.DOTALL);
  private static final Path TRAINING = Checkout.root().resolve("models/flight_delay/training");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void everyLineDoesWhatThePageSays() throws IOException {
    Path home = folder.getRoot().toPath();
    Path launcher = home.resolve("evenkeel");
    Files.writeString(
        launcher, "#!/bin/sh\nexec %s \"$@\"\n".formatted(Checkout.root().resolve("evenkeel")));
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    Files.createSymbolicLink(home.resolve("tests"), Checkout.root().resolve("tests"));
    List<String> told = new ArrayList<>();
    for (String line : lines()) {
      told.add(ran(line, home));
      if (line.startsWith("./evenkeel init")) {
        lendPackages(home.resolve("models/diabetes/training"));
      }
    }
    assertThat(Files.readString(home.resolve("feature-defs/diabetes.conf")))
        .contains("body_mass_index { expr = \"body_mass_index\", type = float32")
        .contains("values = [\"female\", \"male\"]");
    assertThat(home.resolve("models/diabetes/1/metadata.json")).exists();
    tellsDriftBySlice(home);
    declaresItsDags(home);
    assertThat(told.get(told.size() - 1)).contains("DONE").contains("2026-03-30");
  }

  /**
   * What export --by froze came with the model, and the run counted it: ten features, the scores.
   */
  private void tellsDriftBySlice(Path home) throws IOException {
    assertThat(home.resolve("models/diabetes/1/reference-slices.json")).exists();
    String sliced =
        ran(
            "./evenkeel sql \"select slice_key, slice_value, count(distinct feature) from drift_metric"
                + " where metric = 'psi' and slice_key <> '' group by all order by all\"",
            home);
    assertThat(sliced).containsPattern("sex +female +11").containsPattern("sex +male +11");
    assertThat(reports(home)).contains("Slice by slice", "female", "Predictions, PSI");
  }

  private static String reports(Path home) throws IOException {
    try (Stream<Path> files = Files.walk(home.resolve("lakehouse/reports"))) {
      StringBuilder pages = new StringBuilder();
      for (Path page : files.filter(file -> file.toString().endsWith(".html")).toList()) {
        pages.append(Files.readString(page));
      }
      return pages.toString();
    }
  }

  /** Airflow takes the two files that init has written for it. */
  private static void declaresItsDags(Path home) throws IOException {
    Path dags = Checkout.root().resolve("airflow-dags");
    Files.copy(
        Checkout.root().resolve("conf/airflow/platform.yaml"),
        home.resolve("conf/airflow/platform.yaml"));
    String declare =
        """
        import os, runpy, sys
        os.environ["AIRFLOW_HOME"] = "%1$s/airflow"
        os.environ["EVENKEEL_AIRFLOW_CONF"] = "%1$s/conf/airflow"
        sys.path.insert(0, "%2$s")
        runpy.run_path("%1$s/airflow-dags/diabetes.py")
        print("declared")
        """
            .formatted(home, dags);
    assertThat(
            PythonEnvironment.installed("python-airflow", dags.resolve("requirements-dev.txt"))
                .in(home, "-B", "-c", declare))
        .contains("declared");
  }

  private static List<String> lines() throws IOException {
    Matcher page = TUTORIAL.matcher(Files.readString(Checkout.root().resolve("README.md")));
    assertThat(page.find()).isTrue();
    return page.group(1).lines().filter(line -> !line.isBlank()).toList();
  }

  /** Python with the training packages comes first on the path; one core compiles enough. */
  private String ran(String line, Path home) throws IOException {
    String path = python().resolve("bin") + ":" + System.getenv("PATH");
    Map<String, String> environment =
        Map.of(
            "PATH",
            path,
            "JAVA_HOME",
            System.getProperty("java.home"),
            "EVENKEEL_MEMORY",
            "1500m",
            "EVENKEEL_JAVA_OPTS",
            "-XX:TieredStopAtLevel=1");
    List<String> command = List.of("bash", "-c", "cd %s && %s".formatted(home, line));
    return Finished.of(folder.newFile().toPath(), command, environment).successful();
  }

  /** The pinned packages are installed for the tests already: once is enough. */
  private static void lendPackages(Path training) throws IOException {
    assertThat(Files.readString(training.resolve("requirements.txt")))
        .isEqualTo(Files.readString(TRAINING.resolve("requirements.txt")));
    Path own = Files.createDirectories(training.resolve(".venv"));
    Files.copy(training.resolve("requirements.txt"), own.resolve("requirements.txt"));
    Files.createSymbolicLink(own.resolve("bin"), python().resolve("bin"));
    Files.createSymbolicLink(own.resolve("lib"), python().resolve("lib"));
    Files.copy(python().resolve("pyvenv.cfg"), own.resolve("pyvenv.cfg"));
  }

  private static Path python() {
    var unused =
        PythonEnvironment.installed("python-training", TRAINING.resolve("requirements-dev.txt"));
    return Checkout.root().resolve("tests/target/python-training");
  }
}
