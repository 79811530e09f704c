package io.evenkeel.job;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.stage.outcome.ClassifierOutcomes;
import io.evenkeel.stage.outcome.MultiClassOutcomes;
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

  /** Returns the predicted class in the form of {@link OutcomeRows}, never null. */
  Column predicted(Column predictedClass);

  /** Returns the figures. */
  SlicedFigures measure(OutcomeRows rows, int maxGroups, int leastGroupRows);

  /** Returns the kind of a model. */
  static OutcomeKind of(ModelMetadata model) {
    if (model.classRule() instanceof ClassRule.None) {
      return new Quantity();
    }
    List<String> classes = model.targetClasses();
    int last = classes.size() - 1;
    int positive =
        model.classRule() instanceof ClassRule.Threshold
            ? 1
            : Math.min(last, model.score().index());
    return classes.size() == 2
        ? new TwoClasses(classes, positive)
        : new ManyClasses(classes, positive);
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
      return coalesce(predictedClass.equalTo(classes.get(positive)), lit(false));
    }

    @Override
    public SlicedFigures measure(OutcomeRows rows, int maxGroups, int leastGroupRows) {
      return new ClassifierOutcomes(maxGroups).measure(rows, leastGroupRows);
    }
  }

  /**
   * A label that is one of several classes: a class's name, or its position among the classes, from
   * 0.
   *
   * @param scored position of the class whose probability is the score
   */
  record ManyClasses(List<String> classes, int scored) implements OutcomeKind {
    /** Copies the list. */
    public ManyClasses {
      classes = List.copyOf(classes);
    }

    @Override
    public Column observed(Column label) {
      Column text = label.cast(DataTypes.StringType);
      Column position = label.try_cast(DataTypes.DoubleType);
      Column named = when(text.isin(classes.toArray()), text);
      for (int i = 0; i < classes.size(); i++) {
        named = named.when(position.equalTo(lit((double) i)), lit(classes.get(i)));
      }
      return named;
    }

    @Override
    public Column predicted(Column predictedClass) {
      return coalesce(predictedClass, lit(""));
    }

    @Override
    public SlicedFigures measure(OutcomeRows rows, int maxGroups, int leastGroupRows) {
      return new MultiClassOutcomes(maxGroups, classes, classes.get(scored))
          .measure(rows, leastGroupRows);
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
      return lit(false);
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
