package io.evenkeel.tests;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A standalone master and its workers, each a process of its own, on the loopback interface. */
final class StandaloneCluster implements AutoCloseable {
  /** Number of the GPU that each worker says it has. */
  static final String GPU = "7";

  private static final String HOST = "127.0.0.1";
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final SparkDistribution spark;
  private final Path folder;
  private final int port;
  private final int page;
  private final Map<String, Process> processes = new LinkedHashMap<>();

  private StandaloneCluster(SparkDistribution spark, Path folder, int port, int page) {
    this.spark = spark;
    this.folder = folder;
    this.port = port;
    this.page = page;
  }

  /**
   * Starts a cluster whose files go to a folder, and waits until its workers are there.
   *
   * @param workers a name for each worker, a word
   */
  static StandaloneCluster start(SparkDistribution spark, Path folder, String... workers)
      throws IOException, InterruptedException {
    StandaloneCluster cluster = new StandaloneCluster(spark, folder, freePort(), freePort());
    try {
      cluster.master();
      for (String worker : workers) {
        cluster.worker(worker);
      }
      cluster.awaitWorkers(workers.length);
    } catch (IOException | InterruptedException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  /** Returns what {@code --master} takes. */
  String url() {
    return "spark://%s:%d".formatted(HOST, port);
  }

  /** Returns the folder in which a worker keeps what ran on it: {@code app-.../0} and so on. */
  Path work(String worker) {
    return folder.resolve(worker);
  }

  /** Returns the folder in which a worker's executors keep what they shuffle. */
  Path local(String worker) {
    return folder.resolve(worker + "-local");
  }

  /** Starts a worker, again after {@link #kill} or for the first time. */
  void worker(String name) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--host", HOST, "--webui-port", "0"));
    arguments.addAll(List.of("--cores", "2", "--memory", "4g"));
    arguments.addAll(List.of("--work-dir", Files.createDirectories(work(name)).toString(), url()));
    String local = Files.createDirectories(local(name)).toString();
    daemon(
        name,
        "org.apache.spark.deploy.worker.Worker",
        arguments,
        Map.of("SPARK_LOCAL_DIRS", local, "SPARK_WORKER_OPTS", gpu()));
  }

  /** Each worker says that it has a GPU, as a worker finds its GPUs: by a script. There is none. */
  private String gpu() throws IOException {
    Path script = folder.resolve("gpus.sh");
    Files.writeString(
        script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"%s\"]}'\n".formatted(GPU));
    if (!script.toFile().setExecutable(true)) {
      throw new IOException("Cannot make %s executable".formatted(script));
    }
    return "-Dspark.worker.resource.gpu.amount=1 -Dspark.worker.resource.gpu.discoveryScript="
        + script;
  }

  /** Kills a worker with its executors and drivers, as a machine that loses its power. */
  void kill(String worker) {
    Process process = processes.remove(worker);
    List<ProcessHandle> started = process.descendants().toList();
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  /** Returns the executors and drivers that a worker runs now. */
  List<ProcessHandle> runningOn(String worker) {
    return processes.get(worker).descendants().toList();
  }

  /** Waits until the master counts so many workers that live. */
  void awaitWorkers(int number) throws IOException, InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    while (!state().contains("\"aliveworkers\" : " + number)) {
      if (Instant.now().isAfter(end)) {
        throw new AssertionError(
            "The cluster does not start:\n" + Files.readString(folder.resolve("master.log")));
      }
      Thread.sleep(100);
    }
  }

  /** Stops all processes, and what they have started. */
  @Override
  public void close() {
    List<Process> all = new ArrayList<>(processes.values());
    List<ProcessHandle> started = all.stream().flatMap(Process::descendants).toList();
    all.forEach(Process::destroy);
    all.forEach(StandaloneCluster::awaitEnd);
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private static void awaitEnd(Process process) {
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void master() throws IOException, InterruptedException {
    List<String> arguments =
        List.of("--host", HOST, "--port", "" + port, "--webui-port", "" + page);
    daemon("master", "org.apache.spark.deploy.master.Master", arguments, Map.of());
    awaitWorkers(0);
  }

  private void daemon(
      String name, String main, List<String> arguments, Map<String, String> environment)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(main));
    all.addAll(arguments);
    processes.put(
        name, spark.start(folder.resolve(name + ".log"), "spark-class", all, environment));
  }

  private String state() throws InterruptedException {
    URI uri = URI.create("http://%s:%d/json/".formatted(HOST, page));
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      return "";
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
