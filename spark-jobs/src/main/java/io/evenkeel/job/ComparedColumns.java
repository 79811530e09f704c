package io.evenkeel.job;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureColumn;
import io.evenkeel.feature.FeatureSet;
import io.evenkeel.feature.FeatureType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;

/** Which columns two tables are compared by, and what kind each is. */
final class ComparedColumns {
  private ComparedColumns() {}

  /**
   * Returns the type of each column: that of the set, or else that of the first side that has it.
   *
   * @throws EvenkeelException with fault USAGE and every problem found
   */
  static Map<String, FeatureType> of(
      CompareRequest request,
      Optional<FeatureSet> set,
      ComparedTable reference,
      ComparedTable current) {
    List<String> problems = new ArrayList<>();
    Map<String, FeatureType> types = new LinkedHashMap<>();
    set.ifPresent(
        s -> {
          for (FeatureColumn column : s.columns()) {
            types.put(column.name(), column.type());
          }
        });
    for (String column : request.columns()) {
      Optional<ComparedTable> side =
          List.of(reference, current).stream().filter(one -> one.has(column)).findFirst();
      side.ifPresentOrElse(
          one -> type(one, column, types, problems),
          () -> problems.add("Neither side has a column '%s'".formatted(column)));
    }
    for (ComparedTable side : List.of(reference, current)) {
      types.forEach((column, type) -> check(side, column, type, problems));
      request.by().stream()
          .filter(column -> !side.has(column))
          .forEach(column -> problems.add(lacking(side, column)));
    }
    if (problems.isEmpty() && types.keySet().stream().noneMatch(reference::has)) {
      problems.add("'%s' has none of the columns %s".formatted(reference.label(), types.keySet()));
    }
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.USAGE, problems).safe("Nothing was written.");
    }
    return types;
  }

  private static void type(
      ComparedTable side, String column, Map<String, FeatureType> types, List<String> problems) {
    DataType found = side.rows().schema().apply(column).dataType();
    if (found instanceof NumericType) {
      types.put(column, FeatureType.FLOAT64);
    } else if (found.equals(DataTypes.BooleanType)) {
      types.put(column, FeatureType.BOOL);
    } else if (found.equals(DataTypes.StringType)) {
      types.put(column, FeatureType.STRING);
    } else {
      problems.add(
          "Column '%s' of '%s' is %s; compared are numbers, truth values and text"
              .formatted(column, side.label(), found.simpleString()));
    }
  }

  private static void check(
      ComparedTable side, String column, FeatureType type, List<String> problems) {
    if (!side.has(column) || !type.numeric()) {
      return;
    }
    DataType found = side.rows().schema().apply(column).dataType();
    if (!(found instanceof NumericType)) {
      problems.add(
          "Column '%s' is a number, and in '%s' it is %s"
              .formatted(column, side.label(), found.simpleString()));
    }
  }

  private static String lacking(ComparedTable side, String column) {
    return "'%s' has no column '%s' to slice by; there are %s"
        .formatted(side.label(), column, Arrays.toString(side.rows().columns()));
  }
}
