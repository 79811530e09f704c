package io.evenkeel.stage.warehouse;

import java.util.Optional;
import java.util.Properties;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A table of a database.
 *
 * @param name under which the warehouse has it
 * @param url without user and password
 * @param table table or view, with its schema; or a query in parentheses with an alias
 * @param parts how it is read in several queries at once; empty for one
 */
public record JdbcSource(
    String name,
    String url,
    String table,
    Optional<SecretPlace> user,
    Optional<SecretPlace> password,
    Optional<Parts> parts) {
  private static final int FETCHED_ROWS = 10_000;

  /**
   * Queries that share the rows out by ranges of a column. Rows below and above the bounds, and
   * those where the column is null, are in the first and last part: bounds leave nothing out.
   *
   * @param column of a number, date or timestamp type
   * @param from about the least value
   * @param to about the greatest value
   * @param number of queries, from 1
   */
  public record Parts(String column, String from, String to, int number) {}

  /** Returns the rows, read when they are asked for, each time anew. */
  Dataset<Row> rows(SparkSession spark) {
    var reader =
        spark
            .read()
            .format("jdbc")
            .option("url", url)
            .option("dbtable", table)
            .option("fetchsize", FETCHED_ROWS);
    Properties secrets = new Properties();
    user.ifPresent(place -> secrets.put("user", place.read()));
    password.ifPresent(place -> secrets.put("password", place.read()));
    for (String secret : secrets.stringPropertyNames()) {
      reader = reader.option(secret, secrets.getProperty(secret));
    }
    if (parts.isPresent()) {
      Parts each = parts.get();
      reader =
          reader
              .option("partitionColumn", each.column())
              .option("lowerBound", each.from())
              .option("upperBound", each.to())
              .option("numPartitions", each.number());
    }
    return reader.load();
  }

  /** Returns the url up to its parameters, which may hold anything. */
  String place() {
    return url.split("[?;]", 2)[0] + " " + table;
  }
}
