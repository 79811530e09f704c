package io.evenkeel.stage.drift.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.stage.drift.DriftReport;
import io.evenkeel.stage.drift.RunSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The golden page is written again as {@link DriftPageTest} says. */
public class IndexPageTest {
  private static final Path GOLDEN =
      Path.of("src/test/resources/io/evenkeel/stage/drift/page/index-page.html");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void isTheGoldenPage() throws IOException {
    String html = IndexPage.html(runs(), run -> run.scoreDate() + ".html");
    if (Boolean.getBoolean("evenkeel.golden.write")) {
      Files.writeString(GOLDEN, html);
    }
    assertThat(html.lines()).containsExactlyElementsOf(Files.readAllLines(GOLDEN));
  }

  @Test
  public void saysSoWhereThereIsNoRun() {
    assertThat(IndexPage.html(List.of(), run -> "")).contains("No run has been reported yet.");
  }

  @Test
  public void drawsASingleRun() {
    assertThat(IndexPage.html(runs().subList(0, 1), run -> ""))
        .contains("An alert on 1 of 1 run;")
        .doesNotContain("NaN", "Infinity", "href=\"\"");
  }

  @Test
  public void linksToPagesThatAreThere() throws IOException {
    ReportFolder reports = new ReportFolder(folder.getRoot().toPath().resolve("reports"));
    DriftReport report = PageSamples.report();
    Path page = reports.write(report, Map.of(), Surroundings.NONE);
    assertThat(page).endsWith(Path.of("flight_delay", "champion", "2013-07-04.html"));
    assertThat(reports.write(report, Map.of(), Surroundings.NONE)).isEqualTo(page);
    String index = Files.readString(reports.writeIndex(runs()));
    assertThat(index)
        .contains("href=\"flight_delay/champion/2013-07-04.html\"")
        .doesNotContain("2013-07-03.html");
  }

  private static List<RunSummary> runs() {
    List<RunSummary> runs = new ArrayList<>();
    for (int day = 7; day >= 1; day--) {
      runs.add(run("flight_delay", "champion", day, .08 * day * day, .02 * day));
      if (day % 3 == 1) {
        runs.add(run("flight_delay", "shadow", day, .03, .01));
      }
    }
    return runs;
  }

  private static RunSummary run(String model, String role, int day, double max, double prediction) {
    boolean alert = max > .1;
    return new RunSummary(
        model,
        "1",
        role,
        LocalDate.of(2013, 7, day),
        "run-" + day,
        alert,
        alert
            ? "%d of 31 features have moved since training.".formatted(day)
            : "None of 31 features has moved beyond its threshold since training.",
        900 + day,
        alert ? day : 0,
        0,
        OptionalDouble.of(max),
        OptionalDouble.of(prediction));
  }
}
