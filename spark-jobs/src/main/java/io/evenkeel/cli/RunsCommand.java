package io.evenkeel.cli;

import io.evenkeel.settings.Settings;
import io.evenkeel.stage.ledger.LocalFiles;
import io.evenkeel.stage.ledger.RunListing;
import io.evenkeel.stage.ledger.RunRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel runs}. Starts no Spark. */
@Command(
    name = "runs",
    description = "Lists runs, the one started last first.",
    footer = {"", "Example:", "  ./evenkeel runs --limit 7"})
final class RunsCommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of(
          "run",
          "model",
          "role",
          "date",
          "gen",
          "state",
          "rows in",
          "scored",
          "quarantined",
          "drift");
  private static final boolean[] RIGHT = {
    false, false, false, false, true, false, true, true, true, false
  };

  @Mixin private SharedOptions options = new SharedOptions();

  @Option(
      names = "--limit",
      converter = Values.Limit.class,
      paramLabel = "RUNS",
      defaultValue = "30",
      description = "Runs to list at most. Default: ${DEFAULT-VALUE}.")
  private int limit;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    RunListing listing = RunListing.of(new LocalFiles(settings.folders().ledger()));
    List<RunRecord> runs = listing.runs().stream().limit(limit).toList();
    if (options.json()) {
      runs.forEach(run -> System.out.println(JsonJournal.text(facts(run))));
    } else {
      System.out.print(
          TextTable.ofText(
              HEADER,
              runs.stream()
                  .map(run -> facts(run).values().stream().map(String::valueOf).toList())
                  .toList(),
              RIGHT));
    }
    listing.problems().forEach(options::tell);
    return listing.problems().isEmpty() ? 0 : listing.problems().get(0).fault().exitCode();
  }

  private static Map<String, Object> facts(RunRecord run) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("run_id", run.claim().run().value());
    facts.put("model", run.claim().slot().model());
    facts.put("role", run.claim().slot().role());
    facts.put("score_date", run.claim().slot().scoreDate().toString());
    facts.put("generation", run.claim().generation().number());
    facts.put("state", run.state().name());
    for (String fact : List.of("rows_in", "rows_scored", "rows_quarantined", "drift_verdict")) {
      facts.put(fact, run.facts().getOrDefault(fact, "-"));
    }
    return facts;
  }
}
