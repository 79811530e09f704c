package io.evenkeel.model.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.util.Platform;
import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.ModelArtifact;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;

/**
 * Loads a model in a process of its own first: one that crashes the process that loads it must not
 * take a driver or executors with it. Stateless.
 */
public final class Preflight {
  private static final long SECONDS = 120;

  private Preflight() {}

  /**
   * Loads the model and runs it on a row, in another process. What that process finds wrong in a
   * model without crashing is left to {@link OnnxScorer#open} to tell.
   *
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if the process crashed or hung,
   *     with {@link Fault#RETRYABLE} if there could be none
   */
  public static void check(ModelArtifact artifact) {
    check(artifact, List.of());
  }

  static void check(ModelArtifact artifact, List<String> jvmOptions) {
    int exit;
    try {
      exit = run(artifact, jvmOptions);
    } catch (IOException e) {
      throw EvenkeelException.of(
              Fault.RETRYABLE, "Cannot start a process to try %s in: %s".formatted(artifact, e))
          .safe("No row was scored; the published predictions are as they were.")
          .next("Run the same command again.")
          .causedBy(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw EvenkeelException.of(Fault.RETRYABLE, "Interrupted while trying " + artifact)
          .causedBy(e);
    }
    if (exit != PreflightProcess.LOADED && exit != PreflightProcess.REFUSED) {
      throw EvenkeelException.of(Fault.CONTRACT, what(artifact, exit))
          .safe("No row was scored; the published predictions are as they were.")
          .next("Convert the model anew, or use another version with --model-version.");
    }
  }

  private static String what(ModelArtifact artifact, int exit) {
    return exit == PreflightProcess.HUNG
        ? "%s did not load within %d s in a process of its own".formatted(artifact, SECONDS)
        : "%s crashes the process that loads it: exit code %d".formatted(artifact, exit);
  }

  private static int run(ModelArtifact artifact, List<String> jvmOptions)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command(jvmOptions))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      send(artifact, process.getOutputStream());
      return process.waitFor(SECONDS, TimeUnit.SECONDS)
          ? process.exitValue()
          : PreflightProcess.HUNG;
    } finally {
      process.destroyForcibly();
    }
  }

  /** A process that is gone before it has read everything has an exit code that tells more. */
  private static void send(ModelArtifact artifact, OutputStream to) {
    try (DataOutputStream out = new DataOutputStream(to)) {
      for (byte[] part :
          List.of(
              artifact.metadataJson().getBytes(StandardCharsets.UTF_8),
              artifact.onnx(),
              artifact.tokenizer())) {
        out.writeInt(part.length);
        out.write(part);
      }
    } catch (IOException gone) {
      return;
    }
  }

  private static List<String> command(List<String> jvmOptions) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // No core file of a crash, no log of it in the working directory: the exit code is enough.
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:TieredStopAtLevel=1",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ErrorFile=/dev/null"));
    Optional.ofNullable(System.getProperty("onnxruntime.native.path"))
        .ifPresent(path -> command.add("-Donnxruntime.native.path=" + path));
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath(), PreflightProcess.class.getName()));
    return command;
  }

  /** Where the classes really come from; a class loader of Spark's is on no class path. */
  private static String classPath() {
    return Stream.of(
            PreflightProcess.class,
            EvenkeelException.class,
            OrtEnvironment.class,
            HuggingFaceTokenizer.class,
            Platform.class,
            Logger.class,
            ObjectMapper.class,
            JsonFactory.class,
            JsonProperty.class)
        .map(Preflight::location)
        .distinct()
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("A class comes from nowhere: " + type, e);
    }
  }
}
