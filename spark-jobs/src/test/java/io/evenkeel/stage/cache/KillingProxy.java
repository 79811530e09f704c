package io.evenkeel.stage.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Stands between a client and a Redis server, and kills the server when a text comes by for the
 * n-th time: before the command reaches it, or after it has replied and before the client hears it.
 */
final class KillingProxy implements AutoCloseable {
  /** When to kill. */
  enum Moment {
    BEFORE_THE_COMMAND,
    BEFORE_ITS_REPLY
  }

  private final RedisTestServer server;
  private final String marker;
  private final int occurrence;
  private final Moment moment;
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private int seen;
  private volatile boolean killed;

  KillingProxy(RedisTestServer server, String marker, int occurrence, Moment moment)
      throws IOException {
    this.server = server;
    this.marker = marker;
    this.occurrence = occurrence;
    this.moment = moment;
    start(this::accept);
  }

  int port() {
    return socket.getLocalPort();
  }

  boolean hasKilled() {
    return killed;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = socket.accept();
      Socket redis;
      try {
        redis = new Socket(InetAddress.getLoopbackAddress(), server.port());
      } catch (IOException dead) {
        client.close();
        continue;
      }
      // Of this connection: a reply on another one comes before the command has run.
      AtomicBoolean armed = new AtomicBoolean();
      start(() -> pump(client, redis, true, armed));
      start(() -> pump(redis, client, false, armed));
    }
  }

  /** Commands of this package's pipelines are sent one at a time where a test asks for that. */
  private void pump(Socket from, Socket to, boolean commands, AtomicBoolean armed)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        String text = new String(buffer, 0, n, StandardCharsets.ISO_8859_1);
        if (commands && text.contains(marker) && isTheOne()) {
          if (moment == Moment.BEFORE_THE_COMMAND) {
            kill();
            return;
          }
          armed.set(true);
        } else if (!commands && armed.get()) {
          kill();
          return;
        }
        out.write(buffer, 0, n);
        out.flush();
      }
    }
  }

  private synchronized boolean isTheOne() {
    seen++;
    return seen == occurrence;
  }

  private void kill() {
    // The client may learn of it before this thread goes on.
    killed = true;
    server.kill();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException ended) {
                // Either side has closed its connection.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
