package io.evenkeel.stage.drift.page;

import io.evenkeel.stage.drift.RunSummary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** All runs as one HTML file: each model's PSI over time, and its runs with their verdicts. */
public final class IndexPage {
  private IndexPage() {}

  /**
   * Returns the page, a complete document in UTF-8.
   *
   * @param runs newest first
   * @param link the address of a run's page, relative to this one; empty where there is none
   */
  public static String html(List<RunSummary> runs, Function<RunSummary, String> link) {
    Markup page = new Markup();
    Frame.open(page, "Drift reports");
    page.open("header");
    page.leaf("h1", "Drift reports");
    page.leaf("p", told(runs), "class", "lede");
    page.close();
    page.open("main", "id", "main");
    byModel(runs).forEach((model, all) -> section(page, model, all, link));
    page.close();
    Frame.close(page);
    return page.document();
  }

  private static String told(List<RunSummary> runs) {
    if (runs.isEmpty()) {
      return "No run has been reported yet.";
    }
    long alerts = runs.stream().filter(RunSummary::alert).count();
    return "An alert on %d of %d %s; the latest is of %s."
        .formatted(alerts, runs.size(), runs.size() == 1 ? "run" : "runs", runs.get(0).scoreDate());
  }

  private static Map<String, List<RunSummary>> byModel(List<RunSummary> runs) {
    Map<String, List<RunSummary>> byModel = new LinkedHashMap<>();
    for (RunSummary run : runs) {
      String name = run.role().equals("champion") ? run.model() : run.model() + ", " + run.role();
      byModel.computeIfAbsent(name, x -> new ArrayList<>()).add(run);
    }
    return byModel;
  }

  private static void section(
      Markup page, String model, List<RunSummary> runs, Function<RunSummary, String> link) {
    page.open("section");
    page.leaf("h2", model);
    List<RunSummary> oldestFirst = new ArrayList<>(runs);
    Collections.reverse(oldestFirst);
    page.open(
        "div",
        "class",
        "scroll",
        "role",
        "region",
        "aria-label",
        "PSI of " + model + " over time",
        "tabindex",
        "0");
    Timeline.write(page, model, oldestFirst);
    page.close();
    page.open(
        "div",
        "class",
        "scroll",
        "role",
        "region",
        "aria-label",
        "Runs of " + model,
        "tabindex",
        "0");
    page.open("table", "class", "runs");
    page.leaf("caption", "Runs, newest first");
    page.open("thead").open("tr");
    for (String heading : List.of("Date", "Verdict", "In words")) {
      page.leaf("th", heading, "scope", "col");
    }
    for (String heading : List.of("Rows", "Greatest PSI", "PSI of predictions")) {
      page.leaf("th", heading, "scope", "col", "class", "number");
    }
    page.close().close().open("tbody");
    runs.forEach(run -> row(page, run, link.apply(run)));
    page.close().close().close().close();
  }

  private static void row(Markup page, RunSummary run, String address) {
    page.open("tr");
    page.open("th", "scope", "row", "class", "date");
    String date = run.scoreDate().toString();
    if (address.isEmpty()) {
      page.text(date);
    } else {
      page.leaf("a", date, "href", address);
    }
    page.close();
    String word = run.alert() ? "alert" : "quiet";
    page.open("td").leaf("span", word, "class", "verdict small " + word).close();
    page.leaf("td", run.sentence());
    page.leaf("td", Wording.count(run.rows()), "class", "number");
    number(page, run.psiMax());
    number(page, run.psiPrediction());
    page.close();
  }

  private static void number(Markup page, OptionalDouble psi) {
    page.leaf("td", Wording.index(psi), "class", "number");
  }
}
