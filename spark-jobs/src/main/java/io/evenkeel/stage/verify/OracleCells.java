package io.evenkeel.stage.verify;

import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureRows;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.Label;
import io.evenkeel.feature.oracle.Judgement;
import io.evenkeel.feature.oracle.Oracle;
import io.evenkeel.feature.oracle.OracleFeatures;
import io.evenkeel.feature.oracle.OracleLabel;
import io.evenkeel.feature.oracle.OracleSpineRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the oracle says of rows, cell by cell.
 *
 * @param cutoff instant at which labels are mature; empty to leave the label out
 */
record OracleCells(FeatureSet set, Oracle oracle, Optional<Instant> cutoff) {

  /** Returns the cells of rows that have ids, in their order. */
  List<Cells> of(List<OracleSpineRow> rows) {
    List<OracleFeatures> features = oracle.features(rows);
    List<Cells> cells = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      cells.add(of(rows.get(i), features.get(i)));
    }
    return cells;
  }

  private Cells of(OracleSpineRow row, OracleFeatures features) {
    Map<String, Optional<Object>> values = new HashMap<>();
    for (FeatureColumn column : set.columns()) {
      values.put(column.name(), Optional.ofNullable(features.values().get(column.name())));
    }
    List<Judgement> breaches = new ArrayList<>(features.breaches());
    if (cutoff.isPresent()) {
      Label label = set.label().orElseThrow();
      OracleLabel found = oracle.label(row, cutoff.get());
      values.put(
          label.name(),
          found instanceof OracleLabel.Known known ? Optional.of(known.value()) : Optional.empty());
      if (found instanceof OracleLabel.Refused refused) {
        breaches.add(new Judgement(label.name(), refused.reason()));
      }
    }
    values.put(FeatureRows.BREACHES, Optional.of(text(breaches)));
    values.put(FeatureRows.FLAGS, Optional.of(text(features.flags())));
    return new Cells(row.rowId().orElseThrow(), values);
  }

  private static String text(List<Judgement> judgements) {
    return judgements.stream()
        .map(judgement -> judgement.column() + " " + judgement.reason().word())
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
