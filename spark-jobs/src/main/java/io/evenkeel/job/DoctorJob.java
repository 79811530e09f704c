package io.evenkeel.job;

import io.evenkeel.delta.PublishedCommit;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.job.doctor.CachePointers;
import io.evenkeel.job.doctor.Examination;
import io.evenkeel.job.doctor.Finding;
import io.evenkeel.job.doctor.LedgerLogs;
import io.evenkeel.job.doctor.Programs;
import io.evenkeel.job.doctor.RedisServer;
import io.evenkeel.job.doctor.RunRows;
import io.evenkeel.job.doctor.StaleStages;
import io.evenkeel.job.doctor.UnfinishedRuns;
import io.evenkeel.job.doctor.WritableFolders;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.ledger.LedgerRebuild;
import io.evenkeel.stage.ledger.LocalFiles;
import io.evenkeel.stage.ledger.RunListing;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.SparkSession;

/**
 * Looks for what is wrong with the machine and with what runs have left, and mends what it can when
 * asked to. Whatever it finds, it goes on to look at the rest.
 *
 * @param clock dates events; nothing is judged by its age
 */
public record DoctorJob(Settings settings, Journal journal, Clock clock, boolean mend) {
  private static final long LEAST_FREE = 1_000_000_000;

  /**
   * Looks at the machine.
   *
   * @return whether all is well
   */
  public boolean machine() {
    Settings.Folders folders = settings.folders();
    Map<String, Path> written = new LinkedHashMap<>();
    written.put("evenkeel.tables", folders.tables());
    written.put("evenkeel.exports", folders.exports());
    written.put("evenkeel.staging", folders.staging());
    written.put("evenkeel.ledger", folders.ledger());
    written.put("evenkeel.reports", folders.reports());
    written.put("evenkeel.cache.folder", folders.cache());
    List<Supplier<Examination>> machine = new ArrayList<>();
    machine.add(Programs::new);
    machine.add(() -> new WritableFolders(written, LEAST_FREE));
    if (settings.cache().store() == Settings.Cache.Store.REDIS) {
      machine.add(() -> new RedisServer(settings.cache().redis()));
    }
    return all(machine);
  }

  /**
   * Looks at the ledger, the runs, their table, stages and caches.
   *
   * @return whether all is well, or was mended
   */
  public boolean runs(SparkSession spark) {
    RunOutput output = RunOutput.of(spark, settings, clock);
    LocalFiles ledger = new LocalFiles(settings.folders().ledger());
    String predictions = output.predictions().path();
    Supplier<List<PublishedCommit>> commits = () -> PublishedCommit.of(spark, predictions);
    return all(
        List.of(
            () ->
                new LedgerLogs(
                    new LedgerRebuild(ledger.root(), clock),
                    commits.get(),
                    output.runs(),
                    output.staging()),
            () -> new UnfinishedRuns(RunListing.of(ledger)),
            () -> new RunRows(RunListing.of(ledger), output.runs()),
            () -> new StaleStages(output.staging(), output.ledger(), /* published= */ false),
            () -> new CachePointers(spark, output.cache(), commits.get(), predictions)));
  }

  /** What one examination mends is seen by the next: each is made when its turn comes. */
  private boolean all(List<Supplier<Examination>> examinations) {
    boolean well = true;
    for (Supplier<Examination> examination : examinations) {
      for (Finding finding : look(examination)) {
        well &= settle(finding);
      }
    }
    return well;
  }

  private static List<Finding> look(Supplier<Examination> examination) {
    try {
      return examination.get().look();
    } catch (EvenkeelException failure) {
      return List.of(
          Finding.ill(
              "doctor",
              "could not look: " + String.join("; ", failure.problems()),
              failure.next()));
    }
  }

  private boolean settle(Finding finding) {
    if (finding.well()) {
      return told(finding, "ok: " + finding.found(), true);
    }
    if (!mend || finding.remedy().isEmpty()) {
      String next = finding.next().map(command -> "\nnext: " + command).orElse("");
      return told(finding, "ill: " + finding.found() + next, false);
    }
    try {
      return told(
          finding, "mended: %s\n%s".formatted(finding.found(), finding.remedy().get().get()), true);
    } catch (EvenkeelException failure) {
      return told(
          finding,
          "ill: %s\nnot mended: %s"
              .formatted(finding.found(), String.join("; ", failure.problems())),
          false);
    }
  }

  private boolean told(Finding finding, String sentence, boolean well) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("well", well);
    facts.put("mended", well && !finding.well());
    facts.put("found", finding.found());
    finding.next().filter(next -> !well).ifPresent(next -> facts.put("next", next));
    journal.step(finding.subject(), sentence, facts);
    return well;
  }
}
