package io.evenkeel.observe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Delivers text over HTTP, once: a run does not wait for a server that is away.
 *
 * @param timeout for the connection, and for the answer
 */
record HttpDelivery(Duration timeout) {
  private static final int SUCCESS = 2;

  /** Delivers a body; whatever is not answered with 2xx has failed. */
  void deliver(String method, URI to, String type, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(to)
            .timeout(timeout)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() / 100 != SUCCESS) {
        throw new DeliveryException(
            "%s answered %d: %s".formatted(shown(to), answer.statusCode(), answer.body().strip()));
      }
    } catch (IOException e) {
      throw new DeliveryException("%s can't be reached: %s".formatted(shown(to), e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeliveryException("interrupted while delivering to " + shown(to), e);
    }
  }

  /** An address without what may be a secret in it. */
  private static String shown(URI to) {
    return "%s://%s:%d%s".formatted(to.getScheme(), to.getHost(), to.getPort(), to.getPath());
  }
}
