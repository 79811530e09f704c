package io.evenkeel.observe;

import io.evenkeel.settings.Settings;
import io.evenkeel.stage.ledger.RunRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everybody who is told of runs, as the settings name them. Safe between threads.
 *
 * @param all in the order in which they are told
 */
public record Observers(List<RunObserver> all) {
  /** Copies the list. */
  public Observers {
    all = List.copyOf(all);
  }

  /**
   * Returns the observers that are set; none by default.
   *
   * @param tables the folder of tables, by which datasets are named
   */
  public static Observers of(Settings.Observe settings, Path tables) {
    HttpDelivery http = new HttpDelivery(settings.timeout());
    List<RunObserver> all = new ArrayList<>();
    settings.metricsFolder().ifPresent(folder -> all.add(new MetricsFile(folder)));
    settings.pushgateway().ifPresent(gateway -> all.add(new Pushgateway(gateway, http)));
    LineageEvents events = new LineageEvents(settings.lineageNamespace(), tables);
    settings.lineageFile().ifPresent(file -> all.add(Lineage.toFile(events, file)));
    settings.lineageUrl().ifPresent(url -> all.add(Lineage.toHttp(events, url, http)));
    return new Observers(all);
  }

  /**
   * Tells all that a run has claimed its slot. Nothing that goes wrong is thrown.
   *
   * @param run is asked only where somebody is told
   * @param failed is told each delivery that failed, as a sentence
   */
  public void started(Supplier<RunRecord> run, Consumer<String> failed) {
    each(observer -> observer.started(run.get()), failed);
  }

  /**
   * Tells all that a run has come to its end, or was stopped. Nothing that goes wrong is thrown.
   *
   * @param run is asked only where somebody is told
   * @param failed is told each delivery that failed, as a sentence
   */
  public void ended(Supplier<RunRecord> run, Consumer<String> failed) {
    each(observer -> observer.ended(run.get()), failed);
  }

  private void each(Consumer<RunObserver> tell, Consumer<String> failed) {
    for (RunObserver observer : all) {
      try {
        tell.accept(observer);
      } catch (DeliveryException e) {
        failed.accept(String.valueOf(e.getMessage()));
      } catch (RuntimeException e) {
        // A defect of what only watches must not fail a run, nor hide why one has failed.
        failed.accept(e.toString());
      }
    }
  }
}
