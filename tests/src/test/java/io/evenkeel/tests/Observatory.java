package io.evenkeel.tests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server of its own that takes metrics and lineage events, and reads them with Prometheus' parser
 * and OpenLineage's classes ({@code tests/python/observatory.py}).
 */
final class Observatory implements AutoCloseable {
  private final Process process;
  private final Path log;

  private Observatory(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Starts the server on a free port of the loopback interface. */
  static Observatory started(Path log) throws IOException, InterruptedException {
    Process process = PythonEnvironment.installed().start(log, "observatory.py");
    Observatory observatory = new Observatory(process, log);
    while (process.isAlive() && !Files.readString(log).contains("\n")) {
      Thread.sleep(50);
    }
    return observatory;
  }

  /** Returns where it listens. */
  String address() throws IOException {
    return "http://127.0.0.1:" + Files.readAllLines(log).get(0);
  }

  /** Returns what it has accepted since the start, in order. */
  List<JsonNode> accepted() throws IOException {
    List<String> lines = Files.readAllLines(log);
    List<JsonNode> accepted = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      accepted.add(new ObjectMapper().readTree(line));
    }
    return accepted;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
