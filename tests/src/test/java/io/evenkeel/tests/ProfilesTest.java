package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The Spark profiles of {@code conf}, as spark-submit reads them; no cluster is called. */
public class ProfilesTest {
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

  private String submitted(String profile, String... options) throws IOException {
    return submitted(Checkout.root().resolve("conf").resolve(profile), options);
  }

  private String submitted(Path profile, String... options) throws IOException {
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
    Map<String, String> environment = Map.of("HADOOP_CONF_DIR", folder.getRoot().toString());
    return Finished.of(folder.newFile().toPath(), command, environment).successful();
  }
}
