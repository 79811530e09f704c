package io.evenkeel.observe;

import io.evenkeel.run.Slot;
import io.evenkeel.stage.ledger.RunRecord;
import java.net.URI;

/**
 * Puts a run's metrics to a Prometheus Pushgateway, in the place of those of the model's run
 * before: {@code PUT /metrics/job/evenkeel/model/<model>/role/<role>}.
 *
 * @param gateway the server's address
 */
record Pushgateway(URI gateway, HttpDelivery http) implements RunObserver {
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  @Override
  public void started(RunRecord run) {}

  @Override
  public void ended(RunRecord run) {
    Slot slot = run.claim().slot();
    String base = gateway.toString().replaceAll("/+$", "");
    URI group =
        URI.create(
            "%s/metrics/job/evenkeel/model/%s/role/%s".formatted(base, slot.model(), slot.role()));
    http.deliver("PUT", group, TEXT, RunMetrics.text(run));
  }
}
