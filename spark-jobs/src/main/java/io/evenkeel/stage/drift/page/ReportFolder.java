package io.evenkeel.stage.drift.page;

import io.evenkeel.disk.DurableFolder;
import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.RunSummary;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where the pages lie: {@code index.html}, and for each slot {@code <model>/<role>/<date>.html},
 * which a later run of the slot replaces. A page appears whole or not at all.
 *
 * @param folder created where it is missing
 */
public record ReportFolder(Path folder) {
  private static final Pattern UNUSUAL = Pattern.compile("[^A-Za-z0-9._-]");

  /**
   * Writes a run's page.
   *
   * @param trends PSI by feature over earlier runs and this one, oldest first
   * @param surroundings labels and latency, as far as they are known
   * @return the page's file
   * @throws io.evenkeel.fault.EvenkeelException with fault RETRYABLE, if it cannot be written
   */
  public Path write(
      DriftReport report, Map<String, List<Double>> trends, Surroundings surroundings) {
    String page = page(report.run().model(), report.run().role(), report.run().scoreDate());
    return write(page, DriftPage.html(report, trends, surroundings));
  }

  /**
   * Writes a page on several days together, beside those of the days: {@code <date>_<days>d.html}.
   *
   * @return the page's file
   * @throws io.evenkeel.fault.EvenkeelException with fault RETRYABLE, if it cannot be written
   */
  public Path writeSpan(DriftReport report, Surroundings surroundings) {
    String page = page(report.run().model(), report.run().role(), report.run().scoreDate());
    String name = page.replace(".html", "_%dd.html".formatted(report.window().days()));
    return write(name, DriftPage.html(report, Map.of(), surroundings));
  }

  /**
   * Writes the list of runs, with links to those that have a page here.
   *
   * @param runs newest first
   * @return the page's file
   * @throws io.evenkeel.fault.EvenkeelException with fault RETRYABLE, if it cannot be written
   */
  public Path writeIndex(List<RunSummary> runs) {
    return write("index.html", IndexPage.html(runs, this::link));
  }

  private String link(RunSummary run) {
    String page = page(run.model(), run.role(), run.scoreDate());
    return Files.exists(folder.resolve(page)) ? page : "";
  }

  private static String page(String model, String role, LocalDate date) {
    return "%s/%s/%s.html".formatted(plain(model), plain(role), date);
  }

  private static String plain(String name) {
    String plain = UNUSUAL.matcher(name).replaceAll("_");
    return plain.startsWith(".") ? "_" + plain : plain;
  }

  /** Runs of several days may write the index at once: each writes a file of its own first. */
  private Path write(String name, String html) {
    Path file = folder.resolve(name).toAbsolutePath();
    DurableFolder.create(file.resolveSibling("").normalize())
        .replace(file.toFile().getName(), html.getBytes(StandardCharsets.UTF_8));
    return folder.resolve(name);
  }
}
