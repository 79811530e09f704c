package io.evenkeel.stage.drift.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A headless Chromium, driven through its DevTools protocol. It is the program that {@code
 * EVENKEEL_CHROMIUM} names, or the first of some usual names on the path; where there is none, the
 * tests fail and say how to install one.
 */
final class Browser implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final WebSocket socket;
  private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final AtomicInteger last = new AtomicInteger();
  private String session = "";

  private Browser(Process process, URI address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(address, new Messages())
            .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
            .join();
  }

  /**
   * Starts a browser with one empty page.
   *
   * @param profile an empty folder of its own
   */
  static Browser start(Path profile) throws IOException, InterruptedException {
    // A container's root has no sandbox to run in, and often a small /dev/shm.
    Process process =
        new ProcessBuilder(
                program(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--no-first-run",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(profile.resolve("chromium.log").toFile())
            .start();
    Browser browser = new Browser(process, address(process, profile));
    JsonNode target = browser.ask("Target.createTarget", Map.of("url", "about:blank"));
    JsonNode attached =
        browser.ask(
            "Target.attachToTarget",
            Map.of("targetId", target.get("targetId").asText(), "flatten", true));
    browser.session = attached.get("sessionId").asText();
    for (String domain : List.of("Page", "Network", "Log", "Runtime")) {
      browser.ask(domain + ".enable", Map.of());
    }
    return browser;
  }

  private static String program() {
    Optional<String> named = Optional.ofNullable(System.getenv("EVENKEEL_CHROMIUM"));
    return named
        .or(() -> NAMES.stream().flatMap(Browser::onThePath).findFirst())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no Chromium, in which the pages are tested: install the package"
                        + " chromium, or set EVENKEEL_CHROMIUM to a Chromium or Chrome"));
  }

  private static Stream<String> onThePath(String name) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .map(Path::toString);
  }

  private static URI address(Process process, Path profile)
      throws IOException, InterruptedException {
    Path file = profile.resolve("DevToolsActivePort");
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
      if (lines.size() == 2) {
        return URI.create("ws://127.0.0.1:%s%s".formatted(lines.get(0), lines.get(1)));
      }
      Thread.sleep(50);
    }
    String log = Files.readString(profile.resolve("chromium.log"));
    process.destroyForcibly();
    throw new IllegalStateException("Chromium did not start:\n" + log);
  }

  /** Sends a command and returns its result. */
  JsonNode ask(String method, Map<String, ?> parameters) {
    int id = last.incrementAndGet();
    CompletableFuture<JsonNode> answer = new CompletableFuture<>();
    answers.put(id, answer);
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", parameters);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    try {
      socket.sendText(JSON.writeValueAsString(message), true).join();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    JsonNode got = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    if (got.has("error")) {
      throw new IllegalStateException(method + ": " + got.get("error"));
    }
    return got.get("result");
  }

  /** Opens a file and waits until it is drawn. */
  void open(Path file) throws InterruptedException {
    events.clear();
    ask("Page.navigate", Map.of("url", file.toUri().toString()));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (told("Page.loadEventFired").isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new IllegalStateException(file + " was not loaded");
      }
      Thread.sleep(20);
    }
  }

  /** Returns what an expression gives, as text; promises are waited for. */
  String evaluate(String expression) {
    JsonNode result =
        ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "awaitPromise", true, "returnByValue", true));
    if (result.has("exceptionDetails")) {
      throw new IllegalStateException(result.get("exceptionDetails").toString());
    }
    return result.get("result").path("value").asText();
  }

  /** Returns the parameters of all events of that name since the page was opened. */
  List<JsonNode> told(String event) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode each : events) {
      if (each.get("method").asText().equals(event)) {
        found.add(each.get("params"));
      }
    }
    return found;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Puts messages together and hands them to those who wait. */
  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean whole) {
      text.append(part);
      if (whole) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    private void take(String message) {
      try {
        JsonNode node = JSON.readTree(message);
        if (node.has("id")) {
          CompletableFuture<JsonNode> waiting = answers.remove(node.get("id").asInt());
          if (waiting != null) {
            waiting.complete(node);
          }
        } else {
          events.add(node);
        }
      } catch (IOException e) {
        throw new IllegalStateException(message, e);
      }
    }
  }
}
