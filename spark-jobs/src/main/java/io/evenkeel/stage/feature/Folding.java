package io.evenkeel.stage.feature;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sqrt;
import static org.apache.spark.sql.functions.try_multiply;
import static org.apache.spark.sql.functions.try_subtract;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.feature.Aggregate;
import io.evenkeel.feature.Reason;
import io.evenkeel.stage.feature.Partial.Fold;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * Turns an aggregate into folds and the expression that finishes them.
 *
 * <p>Sums are folded over integers or decimals, so they are exact and in no need of an order. A
 * double is made of them once, by the nearest; NaN and infinities, which no decimal holds, are
 * added apart, where their sum is the same in any order.
 *
 * @param window number of the window in the group
 * @param order columns of the events that break ties of first and last
 */
record Folding(WindowGroup group, int window, Argument argument, List<String> order) {
  private static final DataType WIDE_INTEGER = new DecimalType(38, 0);
  private static final Column NONE = lit(null).cast(DataTypes.StringType);

  /** Returns how many events are in the window, whatever their argument. */
  static Column events(WindowGroup group, int window) {
    return col(group.partial(Fold.COUNT, Partial.EVERY_EVENT, window));
  }

  /** Returns {@code count(*)}. */
  static Outcome everyEvent(WindowGroup group, int window) {
    return new Outcome(events(group, window), DataTypes.LongType, tied(group, window));
  }

  /** Returns the outcome of a function over the argument. */
  Outcome of(Aggregate.Function function) {
    return switch (function) {
      case COUNT -> simple(fold(Fold.COUNT, argument.plain()), DataTypes.LongType);
      case COUNT_DISTINCT ->
          simple(fold(Fold.COUNT_DISTINCT, argument.plain()), DataTypes.LongType);
      case MIN -> simple(fold(Fold.MIN, argument.plain()), argument.type());
      case MAX -> simple(fold(Fold.MAX, argument.plain()), argument.type());
      case SHARE -> simple(share(), DataTypes.DoubleType);
      case FIRST, LAST -> picked(group.pick(function == Aggregate.Function.LAST, window, order));
      case SUM -> sum();
      case AVG -> average();
      case STDDEV -> deviation();
    };
  }

  private Column fold(Fold fold, String value) {
    return col(group.partial(fold, value, window));
  }

  private Outcome simple(Column value, DataType type) {
    return new Outcome(value, type, tied(group, window));
  }

  private static Column tied(WindowGroup group, int window) {
    return group.events().deduplicates()
        ? when(col(group.partial(Fold.MAX, Names.TIED, window)), lit(Reason.AMBIGUOUS.word()))
        : NONE;
  }

  private Column share() {
    Column all = fold(Fold.COUNT, argument.plain());
    Column those = fold(Fold.COUNT, argument.holds());
    return when(
        all.gt(lit(0)), those.cast(DataTypes.DoubleType).divide(all.cast(DataTypes.DoubleType)));
  }

  private Outcome picked(Pick pick) {
    String value = argument.plain();
    Column picked = col(pick.value(value));
    Column ambiguous = when(col(pick.ambiguous(value)), lit(Reason.AMBIGUOUS.word()));
    return new Outcome(picked, argument.type(), coalesce(tied(group, window), ambiguous));
  }

  private Outcome sum() {
    Outcome exact = exactSum();
    if (!Sql.floating(argument.type())) {
      return exact;
    }
    return new Outcome(
        withSpecials(Sql.nearestDouble(exact.value(), exact.type())),
        DataTypes.DoubleType,
        exact.defect());
  }

  private Outcome average() {
    Outcome exact = exactSum();
    Column count = fold(Fold.COUNT, argument.plain()).cast(DataTypes.DoubleType);
    Column mean = Sql.nearestDouble(exact.value(), exact.type()).divide(count);
    Column value = when(count.gt(lit(0.0)), mean);
    return new Outcome(
        Sql.floating(argument.type()) ? withSpecials(value) : value,
        DataTypes.DoubleType,
        exact.defect());
  }

  private Outcome exactSum() {
    DataType added = argument.exactType();
    Column misfits = NONE;
    Fold fold = Fold.SUM;
    if (added instanceof DecimalType decimal && decimal.precision() > 28) {
      fold = Fold.TRY_SUM;
    }
    Column sum = fold(fold, argument.exact());
    if (fold == Fold.TRY_SUM) {
      misfits = misfit(sum.isNull().and(fold(Fold.COUNT, argument.exact()).gt(lit(0))));
    }
    if (Sql.floating(argument.type())) {
      misfits = misfit(fold(Fold.MAX, argument.misfits()).isNotNull());
    }
    return new Outcome(sum, sumType(added), coalesce(tied(group, window), misfits));
  }

  private static DataType sumType(DataType added) {
    return added instanceof DecimalType decimal
        ? new DecimalType(Math.min(38, decimal.precision() + 10), decimal.scale())
        : DataTypes.LongType;
  }

  private static Column misfit(Column condition) {
    return when(condition, lit(Reason.DOES_NOT_FIT_TYPE.word()));
  }

  private Column withSpecials(Column value) {
    Column specials = fold(Fold.SUM, argument.specials());
    return when(specials.notEqual(lit(0.0)), specials).otherwise(value);
  }

  /**
   * {@code sqrt((n * sum(x^2) - sum(x)^2) / (n * (n - 1)))} over integers {@code x}, which are the
   * values in units of their last digit: the numerator is exact and becomes the nearest double
   * once, so there is no cancellation.
   */
  private Outcome deviation() {
    Column n = fold(Fold.COUNT, argument.squares());
    Column sum = fold(Fold.TRY_SUM, argument.units());
    Column squares = fold(Fold.TRY_SUM, argument.squares());
    Column numerator =
        try_subtract(
            try_multiply(n.cast(WIDE_INTEGER), squares), try_multiply(sum, sum).cast(WIDE_INTEGER));
    Column scaled =
        concat(numerator.cast(DataTypes.StringType), lit("E-" + 2 * argument.exactScale()))
            .cast(DataTypes.DoubleType);
    Column pairs = n.multiply(n.minus(lit(1))).cast(DataTypes.DoubleType);
    Column value = when(n.gt(lit(1)), sqrt(scaled.divide(pairs)));
    Column all = fold(Fold.COUNT, argument.plain());
    if (!Sql.floating(argument.type())) {
      Column lost = n.lt(all).or(n.gt(lit(1)).and(numerator.isNull()));
      return new Outcome(value, DataTypes.DoubleType, coalesce(tied(group, window), misfit(lost)));
    }
    Column specials = fold(Fold.SUM, argument.specials());
    Column finite = specials.equalTo(lit(0.0));
    Column lost = finite.and(n.lt(all).or(n.gt(lit(1)).and(numerator.isNull())));
    return new Outcome(
        when(finite, value).when(all.gt(lit(1)), lit(Double.NaN)),
        DataTypes.DoubleType,
        coalesce(tied(group, window), misfit(lost)));
  }
}
