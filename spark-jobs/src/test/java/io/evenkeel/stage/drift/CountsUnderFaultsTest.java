package io.evenkeel.stage.drift;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class CountsUnderFaultsTest {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Test
  public void areTheSameToTheBitWhereATaskFailsAndAnotherRunsTwice() throws Exception {
    Path output = FOLDER.newFile("output").toPath();
    Path home = sparkHome();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx768m");
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--add-opens") || option.startsWith("-D"))
        .filter(option -> !option.contains("surefire"))
        .forEach(command::add);
    command.add(CountsOnTwoHosts.class.getName());
    command.add(FOLDER.newFolder("work").getPath());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    Process process = builder.start();
    boolean ended = process.waitFor(4, TimeUnit.MINUTES);
    process.destroyForcibly();

    List<String> lines = Files.readAllLines(output);
    assertThat(ended).as("%s", lines).isTrue();
    assertThat(lines)
        .anySatisfy(line -> assertThat(line).matches("failed: [1-9]\\d*, speculated: [1-9]\\d*"));
    String undisturbed =
        CountsOnTwoHosts.line(
            TableCounts.of(
                CountsOnTwoHosts.rows(SparkTestSession.session(), "id"),
                CountsOnTwoHosts.REFERENCE,
                List.of()));
    assertThat(lines).contains(undisturbed);
  }

  /** Returns a folder that looks to a worker like a distribution: {@code jars} holds Spark. */
  private static Path sparkHome() throws Exception {
    Path home = FOLDER.newFolder("spark").toPath();
    Path jars = Files.createDirectory(home.resolve("jars"));
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      if (entry.endsWith(".jar") && entry.contains("spark-core")) {
        Path jar = Path.of(entry);
        Files.createSymbolicLink(jars.resolve(String.valueOf(jar.getFileName())), jar);
      }
    }
    return home;
  }
}
