package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The Spark profiles of {@code conf}, as spark-submit reads them; no cluster is called. */
public class ProfilesTest {
  /** The end of an archive that has nothing in it. */
  private static final byte[] EMPTY_ZIP = Arrays.copyOf(new byte[] {'P', 'K', 5, 6}, 22);

  private static final List<String> PROFILES =
      List.of(
          "spark-submit.properties",
          "spark-standalone.properties",
          "spark-yarn.properties",
          "spark-kubernetes.properties",
          "gpu.conf");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void oneMachineRunsTheCommandItself() throws IOException {
    assertThat(submitted("spark-submit.properties", "--master", "local[2]"))
        .contains("main io.evenkeel.cli.Evenkeel")
        .contains("property spark.driver.memory=2g")
        .contains("ReservedCodeCacheSize=512m")
        .doesNotContain("unknown ");
  }

  @Test
  public void standaloneHandsTheDriverToTheMaster() throws IOException {
    assertThat(
            submitted(
                "spark-standalone.properties",
                "--master",
                "spark://localhost:7077",
                "--deploy-mode",
                "cluster"))
        .contains("main org.apache.spark.deploy.ClientApp")
        .contains("property spark.standalone.submit.waitAppCompletion=true")
        .doesNotContain("unknown ");
  }

  @Test
  public void yarnRunsTheDriverInTheClusterAndTriesItOnce() throws IOException {
    assertThat(submitted("spark-yarn.properties"))
        .contains("main org.apache.spark.deploy.yarn.YarnClusterApplication")
        .contains("property spark.yarn.maxAppAttempts=1")
        .contains("property spark.executor.memoryOverhead=2g")
        .doesNotContain("unknown ");
  }

  @Test
  public void kubernetesMountsTheSharedFolderInDriverAndExecutors() throws IOException {
    assertThat(submitted("spark-kubernetes.properties", "--master", "k8s://https://localhost:6443"))
        .contains("main org.apache.spark.deploy.k8s.submit.KubernetesClientApplication")
        .contains(
            "property spark.kubernetes.driver.volumes.persistentVolumeClaim.data.mount.path=/data")
        .contains(
            "property spark.kubernetes.executor.volumes.persistentVolumeClaim.data.mount.path=/data")
        .doesNotContain("unknown ");
  }

  @Test
  public void gpusAreAskedForByPropertiesThatSparkKnows() throws IOException {
    assertThat(submitted("gpu.conf", "--master", "spark://localhost:7077"))
        .contains("property spark.plugins=com.nvidia.spark.SQLPlugin")
        .contains("property spark.task.resource.gpu.amount=0.25")
        .doesNotContain("unknown ");
  }

  @Test
  public void aMisspeltPropertyIsFound() throws IOException {
    Path profile = folder.newFile("typo.properties").toPath();
    Files.writeString(profile, "spark.executor.memoryOverhed 2g\n");
    assertThat(submitted(profile, "--master", "local[2]"))
        .contains("unknown spark.executor.memoryOverhed");
  }

  /** As after a build: of what a dependency only names, Maven keeps the POM. */
  @Test
  public void packagesAreFoundThoughMavenHasKeptNoJarOfTheLoggingThatTheyName() throws IOException {
    Path home = folder.newFolder("home").toPath();
    String logging =
        "<groupId>org.apache.logging.log4j</groupId><artifactId>log4j-core</artifactId>";
    var unused = kept(home, "org/apache/logging/log4j/log4j-core/1", logging);
    Path needed =
        kept(
            home,
            "io/example/needed/1",
            """
            <groupId>io.example</groupId><artifactId>needed</artifactId>
            <dependencies><dependency>%s<version>1</version></dependency></dependencies>"""
                .formatted(logging));
    Files.write(needed.resolve("needed-1.jar"), EMPTY_ZIP);
    for (String profile : PROFILES) {
      Path packages = folder.newFile(profile).toPath();
      try (Stream<String> lines = Files.lines(Checkout.root().resolve("conf").resolve(profile))) {
        Files.write(packages, lines.filter(line -> line.startsWith("spark.jars.")).toList());
      }
      assertThat(resolved(home, packages)).as(profile).contains("needed-1.jar");
    }
  }

  /** Writes a POM where Maven keeps those of version 1; returns its folder. */
  private static Path kept(Path home, String path, String contents) throws IOException {
    Path version = Files.createDirectories(home.resolve(".m2/repository").resolve(path));
    String name = version.getParent().getFileName() + "-1.pom";
    return Files.writeString(
            version.resolve(name),
            "<project><modelVersion>4.0.0</modelVersion><version>1</version>%s</project>"
                .formatted(contents))
        .getParent();
  }

  private String resolved(Path home, Path profile) throws IOException {
    return submitted(
        profile,
        Map.of("JAVA_TOOL_OPTIONS", "-Duser.home=" + home),
        "--master",
        "local[2]",
        "--packages",
        "io.example:needed:1",
        "--conf",
        "spark.jars.ivy=" + home.resolve("ivy"));
  }

  private String submitted(String profile, String... options) throws IOException {
    return submitted(Checkout.root().resolve("conf").resolve(profile), options);
  }

  private String submitted(Path profile, String... options) throws IOException {
    return submitted(profile, Map.of(), options);
  }

  private String submitted(Path profile, Map<String, String> more, String... options)
      throws IOException {
    Path spark = SparkDistribution.installed().home();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.net=ALL-UNNAMED");
    command.add("-cp");
    command.add(
        spark.resolve("jars") + "/*:" + Checkout.root().resolve("tests/target/test-classes"));
    command.add(SubmitDryRun.class.getName());
    command.addAll(List.of("--properties-file", profile.toString()));
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "--class",
            "io.evenkeel.cli.Evenkeel",
            "local:///opt/evenkeel/evenkeel.jar",
            "score",
            "--model",
            "flight_delay",
            "--date",
            "2013-07-04"));
    Map<String, String> environment = new TreeMap<>(more);
    environment.put("HADOOP_CONF_DIR", folder.getRoot().toString());
    return Finished.of(folder.newFile().toPath(), command, environment).successful();
  }
}
