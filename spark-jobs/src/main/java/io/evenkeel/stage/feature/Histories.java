package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import io.evenkeel.feature.FeatureColumn.Aggregated;
import io.evenkeel.feature.FeatureRows;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds features whose windows reach back beyond their source's first event.
 *
 * @param spine rows with {@link FeatureRows#AS_OF}
 */
record Histories(FeaturePlan plan, Dataset<Row> spine) {

  /**
   * Returns them, ordered by name. Starts a job over the spine's prediction moments and, for each
   * source, one that ends at the first event that is early enough; only where there is none are all
   * event times looked at.
   */
  List<ShortHistory> shortOnes() {
    Map<EventView, List<Aggregated>> bySource = bySource();
    List<Aggregated> columns = bySource.values().stream().flatMap(List::stream).toList();
    if (columns.isEmpty()) {
      return List.of();
    }
    Row earliest = aggregate(columns, column -> min(start(column)));
    List<ShortHistory> found = new ArrayList<>();
    bySource.forEach(
        (events, readers) -> found.addAll(shortOnes(events, readers, columns, earliest)));
    return found.stream().sorted(Comparator.comparing(ShortHistory::feature)).toList();
  }

  private List<ShortHistory> shortOnes(
      EventView events, List<Aggregated> readers, List<Aggregated> columns, Row earliest) {
    Optional<Long> needed =
        readers.stream()
            .map(columns::indexOf)
            .filter(position -> !earliest.isNullAt(position))
            .map(earliest::getLong)
            .min(Long::compareTo);
    if (needed.isEmpty() || events.reaches(instant(needed.get()))) {
      return List.of();
    }
    Optional<Instant> starts = events.firstEvent();
    Column first = starts.map(at -> lit(micros(at))).orElseGet(() -> lit(Long.MAX_VALUE));
    Row rows = aggregate(readers, column -> count_if(start(column).lt(first)));
    List<ShortHistory> found = new ArrayList<>();
    for (int i = 0; i < readers.size(); i++) {
      if (rows.getLong(i) > 0) {
        Aggregated reader = readers.get(i);
        found.add(new ShortHistory(reader.name(), reader.source(), starts, rows.getLong(i)));
      }
    }
    return found;
  }

  private Map<EventView, List<Aggregated>> bySource() {
    Map<EventView, List<Aggregated>> bySource = new LinkedHashMap<>();
    plan.set().columns().stream()
        .filter(Aggregated.class::isInstance)
        .map(Aggregated.class::cast)
        .forEach(
            column ->
                bySource
                    .computeIfAbsent(group(column).events(), events -> new ArrayList<>())
                    .add(column));
    return bySource;
  }

  private WindowGroup group(Aggregated column) {
    return Objects.requireNonNull(plan.questions().get(column.name())).group();
  }

  private Column start(Aggregated column) {
    Column end = Sql.micros(col(FeatureRows.AS_OF)).plus(lit(Sql.micros(group(column).endAfter())));
    return WindowStart.of(column.window()).before(end);
  }

  private Row aggregate(List<Aggregated> columns, Function<Aggregated, Column> of) {
    List<Column> all = columns.stream().map(of).toList();
    return spine.agg(all.get(0), all.subList(1, all.size()).toArray(Column[]::new)).first();
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
