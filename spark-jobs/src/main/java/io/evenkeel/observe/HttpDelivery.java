package io.evenkeel.observe;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * Delivers text over HTTP, once: a run does not wait for a server that is away.
 *
 * @param timeout for the connection, and for the answer
 */
record HttpDelivery(Duration timeout) {
  private static final int SUCCESS = 2;

  /**
   * Delivers a body; whatever is not answered with 2xx has failed. A user and password in the
   * address are sent, and never told.
   */
  void deliver(String method, URI to, String type, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .timeout(timeout)
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    Optional.ofNullable(to.getUserInfo())
        .map(HttpDelivery::basic)
        .ifPresent(credentials -> request.header("Authorization", credentials));
    HttpClient client = HttpClient.newBuilder().connectTimeout(timeout).build();
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
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

  /**
   * The client takes user and password of an address for nothing: they are sent as RFC 7617 says.
   */
  private static String basic(String userAndPassword) {
    return "Basic "
        + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
  }

  /** An address without what may be a secret in it. */
  private static String shown(URI to) {
    return "%s://%s:%d%s".formatted(to.getScheme(), to.getHost(), to.getPort(), to.getPath());
  }
}
