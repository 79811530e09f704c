package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.language.Definitions;
import io.evenkeel.settings.Settings;
import io.evenkeel.stage.feature.FeatureEngine;
import io.evenkeel.stage.verify.Explanation;
import io.evenkeel.stage.verify.OracleSample;
import io.evenkeel.stage.warehouse.Warehouse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.SparkSession;

/** Tells why a value is what it is: each event that could count, and each step after that. */
public record ExplainJob(SparkSession spark, Settings settings, Journal journal) {

  /**
   * Explains one cell by the oracle.
   *
   * @param column a feature or the label
   * @param shown events that count, and as many others, to list in the text; all are in the facts
   * @throws EvenkeelException with fault USAGE, if there is no such row or column
   */
  public void run(String features, LocalDate date, String rowId, String column, int shown) {
    FeatureSet set = Definitions.named(settings.folders().definitions(), features);
    requireColumn(set, column);
    Warehouse warehouse = new Warehouse(spark, settings.folders().tables().toString());
    PinnedTables inputs = PinnedTables.of(set, warehouse);
    new FeatureEngine().check(set, inputs::read);
    int limit = settings.verify().maxSourceRows();
    Explanation found =
        journal
            .watching(
                spark,
                "explain",
                () -> OracleSample.explain(set, inputs::read, date, rowId, column, limit))
            .orElseThrow(() -> noRow(set, date, rowId));
    journal.step("explain", ExplanationText.of(found, column, shown), facts(found, column));
  }

  private static void requireColumn(FeatureSet set, String column) {
    TreeSet<String> names = new TreeSet<>();
    set.columns().stream().map(FeatureColumn::name).forEach(names::add);
    set.label().map(Label::name).ifPresent(names::add);
    if (!names.contains(column)) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "Feature set '%s' has no column '%s'; possible are %s"
                  .formatted(set.name(), column, names))
          .next("Name one of these.");
    }
  }

  private static EvenkeelException noRow(FeatureSet set, LocalDate date, String rowId) {
    return EvenkeelException.of(
            Fault.USAGE, "'%s' has no row '%s' of %s".formatted(set.name(), rowId, date))
        .next(
            "Look for its %s: ./evenkeel sql \"select * from %s limit 5\""
                .formatted(set.spine().rowId(), set.spine().table()));
  }

  private static Map<String, Object> facts(Explanation found, String column) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("row_id", found.rowId());
    facts.put("column", column);
    found.asOf().ifPresent(at -> facts.put("as_of", at.toString()));
    found.source().ifPresent(source -> facts.put("source", source));
    facts.put("verdicts", verdicts(found));
    List<Map<String, String>> events = new ArrayList<>();
    found.events().forEach(event -> events.add(facts(event)));
    facts.put("events", events);
    facts.put("steps", found.trace().steps());
    found.trace().value().ifPresent(value -> facts.put("value", value.toString()));
    found.trace().breach().ifPresent(reason -> facts.put("breach", reason.word()));
    found.trace().flag().ifPresent(reason -> facts.put("flag", reason.word()));
    return facts;
  }

  private static Map<String, String> facts(Explanation.Looked event) {
    Map<String, String> facts = new LinkedHashMap<>();
    event.time().ifPresent(at -> facts.put("time", at.toString()));
    event.knownAt().ifPresent(at -> facts.put("known_at", at.toString()));
    event.value().ifPresent(value -> facts.put("value", value.toString()));
    facts.put("verdict", ExplanationText.word(event.verdict()));
    facts.put("detail", event.detail());
    return facts;
  }

  private static Map<String, Long> verdicts(Explanation found) {
    Map<String, Long> verdicts = new TreeMap<>();
    found
        .events()
        .forEach(event -> verdicts.merge(ExplanationText.word(event.verdict()), 1L, Long::sum));
    return verdicts;
  }
}
