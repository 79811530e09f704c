package io.evenkeel.job;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.stage.outcome.ClassifierOutcomes;
import io.evenkeel.stage.outcome.OutcomeRows;
import io.evenkeel.stage.outcome.RegressorOutcomes;
import io.evenkeel.stage.outcome.SlicedFigures;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataTypes;

/** How a model's label is read beside its prediction, and what is measured of the two. */
sealed interface OutcomeKind {

  /** Returns the outcome in the form of {@link OutcomeRows}; null where the label is no outcome. */
  Column observed(Column label);

  /** Returns whether the positive class was predicted; null for a regressor. */
  Column predicted(Column predictedClass);

  /** Returns the figures. */
  SlicedFigures measure(OutcomeRows rows, int maxGroups, int leastGroupRows);

  /**
   * Returns the kind of a model.
   *
   * @throws EvenkeelException with fault USAGE, if it has more than two classes
   */
  static OutcomeKind of(ModelMetadata model) {
    if (model.classRule() instanceof ClassRule.None) {
      return new Quantity();
    }
    List<String> classes = model.targetClasses();
    if (classes.size() != 2) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "%s tells %d classes apart; outcomes are measured of two classes or of a number"
                  .formatted(model.model(), classes.size()))
          .safe("Nothing was written.")
          .next("Query predictions and labels with ./evenkeel sql.");
    }
    int positive =
        model.classRule() instanceof ClassRule.Threshold ? 1 : Math.min(1, model.score().index());
    return new TwoClasses(classes, positive);
  }

  /**
   * A label that is one of two classes: a class's name, or its position among the classes, 0 or 1
   * (or false and true).
   *
   * @param positive position of the class whose probability is the score
   */
  record TwoClasses(List<String> classes, int positive) implements OutcomeKind {
    /** Copies the list. */
    public TwoClasses {
      classes = List.copyOf(classes);
    }

    @Override
    public Column observed(Column label) {
      Column text = label.cast(DataTypes.StringType);
      Column position = label.try_cast(DataTypes.DoubleType);
      return when(text.isin(classes.toArray()), text.equalTo(classes.get(positive)))
          .when(position.isin(0.0, 1.0), position.equalTo(lit((double) positive)));
    }

    @Override
    public Column predicted(Column predictedClass) {
      return predictedClass.equalTo(classes.get(positive));
    }

    @Override
    public SlicedFigures measure(OutcomeRows rows, int maxGroups, int leastGroupRows) {
      return new ClassifierOutcomes(maxGroups).measure(rows, leastGroupRows);
    }
  }

  /** A label that is a number. */
  record Quantity() implements OutcomeKind {
    @Override
    public Column observed(Column label) {
      Column number = label.try_cast(DataTypes.DoubleType);
      return when(org.apache.spark.sql.functions.abs(number).leq(lit(Double.MAX_VALUE)), number);
    }

    @Override
    public Column predicted(Column predictedClass) {
      return lit(null).cast(DataTypes.BooleanType);
    }

    @Override
    public SlicedFigures measure(OutcomeRows rows, int maxGroups, int leastGroupRows) {
      return new RegressorOutcomes(maxGroups)
          .measure(
              new OutcomeRows(rows.rows().drop(col(OutcomeRows.PREDICTED)), rows.groups()),
              leastGroupRows);
    }
  }
}
