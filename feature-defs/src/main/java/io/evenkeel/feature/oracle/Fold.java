package io.evenkeel.feature.oracle;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.Aggregate.Comparison;
import io.evenkeel.feature.Aggregate.Function;
import io.evenkeel.feature.Reason;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An aggregate over the events that count.
 *
 * @param name the column or label
 * @param counted with canonical values
 * @param tied whether it is not decided which version of an event counts
 */
record Fold(String name, Aggregate aggregate, List<OracleEvent> counted, boolean tied) {

  /** Returns the value: of the fold or, for no event, of {@code empty}; compared where it says. */
  Computed value() {
    Computed folded = counted.isEmpty() ? Computed.of(empty()) : overEvents();
    return new Computed(
        folded
            .value()
            .flatMap(
                value ->
                    aggregate.comparison().map(c -> met(value, c)).or(() -> Optional.of(value))),
        folded.defect());
  }

  /** Returns the events among which first or last finds its value: all that tie for it. */
  List<OracleEvent> finalists() {
    Comparator<OracleEvent> order =
        Comparator.comparing(Fold::time)
            .thenComparing((a, b) -> Values.compareAll(orderOf(a), orderOf(b)));
    Comparator<OracleEvent> towards =
        aggregate.function() == Function.FIRST ? order.reversed() : order;
    return counted.stream()
        .max(towards)
        .map(best -> counted.stream().filter(e -> order.compare(e, best) == 0).toList())
        .orElse(List.of());
  }

  private Computed overEvents() {
    if (tied) {
      return Computed.defect(Reason.AMBIGUOUS);
    }
    if (aggregate.function() == Function.COUNT && aggregate.argument().equals("*")) {
      return Computed.of((long) counted.size());
    }
    List<Object> arguments = counted.stream().flatMap(event -> argument(event).stream()).toList();
    return switch (aggregate.function()) {
      case COUNT -> Computed.of((long) arguments.size());
      case COUNT_DISTINCT -> Computed.of((long) Set.copyOf(arguments).size());
      case MIN -> Computed.of(arguments.stream().min(Values::compare));
      case MAX -> Computed.of(arguments.stream().max(Values::compare));
      case FIRST, LAST -> picked();
      case SHARE -> share(arguments);
      case SUM, AVG, STDDEV -> added(arguments);
    };
  }

  private Computed added(List<Object> arguments) {
    if (arguments.isEmpty()) {
      return Computed.missing();
    }
    ExactNumbers numbers = ExactNumbers.of(arguments, aggregate.scale());
    return switch (aggregate.function()) {
      case SUM -> numbers.sum();
      case AVG -> numbers.average(arguments.size());
      default -> numbers.deviation(arguments.size());
    };
  }

  private static Computed share(List<Object> arguments) {
    long met = arguments.stream().filter(Boolean.TRUE::equals).count();
    return arguments.isEmpty()
        ? Computed.missing()
        : Computed.of((double) met / (double) arguments.size());
  }

  private Computed picked() {
    Set<Optional<Object>> values = new HashSet<>();
    finalists().forEach(event -> values.add(argument(event)));
    return values.size() > 1
        ? Computed.defect(Reason.AMBIGUOUS)
        : Computed.of(values.iterator().next());
  }

  private Optional<Object> argument(OracleEvent event) {
    return Optional.ofNullable(event.arguments().get(name));
  }

  private List<Optional<Object>> orderOf(OracleEvent event) {
    return event.order().getOrDefault(name, List.of());
  }

  private static Instant time(OracleEvent event) {
    return event.eventTime().orElseThrow();
  }

  private Optional<Object> empty() {
    boolean real =
        aggregate.scale().isPresent()
            || Set.of(Function.AVG, Function.STDDEV, Function.SHARE).contains(aggregate.function());
    return aggregate
        .empty()
        .map(Literal::value)
        .map(value -> real ? ((Number) value).doubleValue() : value);
  }

  private static Object met(Object value, Comparison comparison) {
    int order = Values.compare(value, Literal.value(comparison.literal()));
    return switch (comparison.operator()) {
      case "=" -> order == 0;
      case "<>" -> order != 0;
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      default ->
          throw new IllegalArgumentException(
              "The operator '%s' is unknown".formatted(comparison.operator()));
    };
  }
}
