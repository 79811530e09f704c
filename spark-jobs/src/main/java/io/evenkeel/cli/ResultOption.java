package io.evenkeel.cli;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.job.Journal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/**
 * The option of a command that a scheduler runs: a file that says how the run ended. It holds the
 * steps as {@code --json} prints them, or why the run stopped.
 */
final class ResultOption {
  @Option(
      names = "--result-json",
      paramLabel = "FILE",
      description = "Also write how the run ended, as one JSON object, to this file.")
  private Optional<Path> path = Optional.empty();

  ResultOption() {}

  ResultOption(Path path) {
    this.path = Optional.of(path);
  }

  /**
   * Runs a command whose steps are told to a journal; writes its end where a file was named.
   *
   * @param journal where the steps are told besides
   * @return 0
   */
  int of(Journal journal, Consumer<Journal> run) {
    if (path.isEmpty()) {
      run.accept(journal);
      return 0;
    }
    ResultFile file = new ResultFile(path.get());
    file.clear();
    Kept kept = new Kept(journal);
    try {
      run.accept(kept);
    } catch (EvenkeelException failure) {
      file.write(failure);
      throw failure;
    }
    file.write(kept.steps);
    return 0;
  }

  /** Tells another journal, and keeps what the steps found. */
  private static final class Kept implements Journal {
    private final Journal journal;
    private final List<Map<String, Object>> steps = new ArrayList<>();

    Kept(Journal journal) {
      this.journal = journal;
    }

    @Override
    public void step(String step, String sentence, Map<String, ?> facts) {
      journal.step(step, sentence, facts);
      steps.add(JsonJournal.object(step, facts));
    }

    @Override
    public Watch watch(SparkSession spark, String step) {
      return journal.watch(spark, step);
    }
  }
}
