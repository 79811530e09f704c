package io.evenkeel.job;

import io.evenkeel.retrain.RetrainDecision;
import io.evenkeel.retrain.RuleFound;
import io.evenkeel.stage.outcome.Figure;
import io.evenkeel.stage.outcome.Finding;
import io.evenkeel.stage.outcome.OutcomeReport;
import io.evenkeel.stage.outcome.OutcomeVerdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells an outcome report, each part once: what was judged, figures, groups, what it means. */
record OutcomeJournal(Journal journal) {

  void tell(OutcomesRequest request, OutcomeReport report, int scoredDays) {
    judged(request, report, scoredDays);
    OutcomeTexts texts = new OutcomeTexts(report);
    journal.step("figures", texts.figures(), Map.of("figures", texts.figureFacts()));
    for (String key : request.groups()) {
      journal.step(
          "groups",
          texts.groups(key),
          Map.of(
              "group_key",
              key,
              "groups",
              texts.groupFacts(key),
              "left_out",
              report.figures().leftOut().getOrDefault(key, 0L)));
    }
    verdict(report);
    retrain(report.retrain());
  }

  private void judged(OutcomesRequest request, OutcomeReport report, int scoredDays) {
    StringBuilder sentence = new StringBuilder();
    sentence.append(
        "%s@%s on %s\n%s, mature at %s"
            .formatted(
                request.model(),
                report.run().modelVersion(),
                request.dates(),
                report.coverage().sentence(),
                report.run().labelsUntil()));
    if (scoredDays < request.days()) {
      sentence.append("\n%d of %d days were scored".formatted(scoredDays, request.days()));
    }
    if (!report.run().sameDefinition()) {
      sentence.append(
          "\nthe definition has changed since these predictions; labels are those of today's");
    }
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", request.model());
    facts.put("model_version", report.run().modelVersion());
    facts.put("run_id", report.run().runId());
    facts.put("from", request.from().toString());
    facts.put("to", request.to().toString());
    facts.put("scored_days", scoredDays);
    facts.put("labels_until", report.run().labelsUntil().toString());
    facts.put("same_definition", report.run().sameDefinition());
    facts.put("predictions", report.coverage().predictions());
    facts.put("labelled", report.coverage().labelled());
    facts.put("pending", report.coverage().pending());
    facts.put("unlabelled", report.coverage().unlabelled());
    facts.put("unusable", report.coverage().unusable());
    journal.step("outcome", sentence.toString(), facts);
  }

  private void verdict(OutcomeReport report) {
    OutcomeVerdict verdict = report.verdict();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("sentence", verdict.sentence());
    for (Finding finding : verdict.findings()) {
      facts.put(
          finding.kind().word() + "_drift",
          Map.of("state", finding.state().word(), "sentence", finding.sentence()));
    }
    facts.put("alerts", report.alerts().stream().map(alert -> alert.sentence()).toList());
    String lines =
        verdict.findings().stream().map(Finding::sentence).collect(Collectors.joining("\n"));
    String alerts =
        report.alerts().stream()
            .filter(alert -> !lines.contains(alert.sentence()))
            .map(alert -> "\nalert: " + alert.sentence())
            .collect(Collectors.joining());
    journal.step("verdict", verdict.sentence() + "\n" + lines + alerts, facts);
  }

  private void retrain(RetrainDecision decision) {
    List<Map<String, Object>> path = decision.path().stream().map(OutcomeJournal::rule).toList();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("action", decision.action().word());
    facts.put("decided_by", decision.decidedBy().map(RuleFound::rule).orElse("none"));
    facts.put("path", path);
    String lines =
        decision.path().stream()
            .map(rule -> "\n%s %s".formatted(rule.fired() ? "[x]" : "[ ]", rule.sentence()))
            .collect(Collectors.joining());
    journal.step("retrain", decision.action().sentence() + lines, facts);
  }

  private static Map<String, Object> rule(RuleFound rule) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("rule", rule.rule());
    rule.figure().ifPresent(figure -> facts.put("figure", figure));
    facts.put("threshold", rule.threshold());
    facts.put("fired", rule.fired());
    facts.put("action", rule.action().word());
    facts.put("sentence", rule.sentence());
    return facts;
  }

  /** Returns a figure for a program; absent numbers are left out. */
  static Map<String, Object> fact(Figure figure) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("metric", figure.metric());
    figure.value().ifPresent(value -> facts.put("value", value));
    figure
        .interval()
        .ifPresent(
            bounds -> {
              facts.put("lo", bounds.lo());
              facts.put("hi", bounds.hi());
            });
    facts.put("n", figure.rows());
    facts.put("status", figure.status().name());
    facts.put("method", figure.method());
    return facts;
  }
}
