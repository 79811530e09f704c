package io.evenkeel.stage.feature;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.classic.SparkSession;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/** A parsed SQL expression whose column names can be replaced. */
record SqlExpression(Expression parsed) {
  /**
   * Returns the expression.
   *
   * @throws ParseException if it is not one
   */
  static SqlExpression parse(SparkSession session, String sql) throws ParseException {
    return new SqlExpression(session.sessionState().sqlParser().parseExpression(sql));
  }

  /** Returns the expression as a column, reading {@code renames.get(name)} instead of name. */
  Column column(Map<String, String> renames) {
    return ExpressionUtils.column(parsed.transformUp(new Renaming(renames)));
  }

  private static String first(UnresolvedAttribute attribute) {
    return attribute.nameParts().apply(0).toLowerCase(Locale.ROOT);
  }

  private static final class Renaming extends AbstractPartialFunction<Expression, Expression> {
    private final Map<String, String> renames;

    Renaming(Map<String, String> renames) {
      this.renames = renames;
    }

    @Override
    public boolean isDefinedAt(Expression expression) {
      return expression instanceof UnresolvedAttribute attribute
          && renames.containsKey(first(attribute));
    }

    @Override
    public Expression apply(Expression expression) {
      UnresolvedAttribute attribute = (UnresolvedAttribute) expression;
      List<String> parts = new ArrayList<>(CollectionConverters.asJava(attribute.nameParts()));
      parts.set(0, renames.get(first(attribute)));
      return attribute.copy(CollectionConverters.asScala(parts).toList());
    }
  }
}
