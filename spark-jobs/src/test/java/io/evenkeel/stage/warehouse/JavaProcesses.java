package io.evenkeel.stage.warehouse;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.rules.ExternalResource;

/** The processes of a test, which end with it at the latest. */
final class JavaProcesses extends ExternalResource {
  private final List<JavaProcess> processes = new ArrayList<>();

  /** Starts another one, as {@link JavaProcess#start} does. */
  void start(Path output, Class<?> main, Object... arguments) throws Exception {
    processes.add(JavaProcess.start(output, main, arguments));
  }

  /** Waits for all, which must end well. */
  void succeed() throws Exception {
    for (JavaProcess process : processes) {
      process.succeed();
    }
  }

  @Override
  protected void after() {
    processes.forEach(JavaProcess::stop);
  }
}
