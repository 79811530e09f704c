package io.evenkeel.stage.warehouse;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import io.delta.tables.DeltaTable;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Copies tables of databases into Delta tables of the warehouse. A database has no versions, so a
 * run that read it twice could see two states, and nobody could read a past one again; the copy is
 * read once a run, and has versions. Equal rows make no new version, so a run that is repeated
 * finds what it found before.
 *
 * <p>Each part of a table is a query of its own: where the table is written to meanwhile, a copy
 * may hold some parts as they were before a change and others as they were after it. A view that
 * shows only what is finished avoids that.
 *
 * @param tables folder of the warehouse's tables
 * @param scratch folder in which rows wait until they are whole
 */
public record JdbcCopy(SparkSession spark, String tables, String scratch) {
  private static final String PROPERTY = "evenkeel.copy_of";

  /**
   * Copies a table.
   *
   * @return true where its rows differ from those of the copy before, which makes a new version
   * @throws EvenkeelException with fault CONTRACT, if the warehouse has a table of that name that
   *     is no copy of this one; RETRYABLE, if the database cannot be read
   */
  public boolean refresh(JdbcSource source) {
    String target = new Path(tables, source.name()).toString();
    boolean there = DeltaTable.isDeltaTable(spark, target);
    if (there) {
      requireCopy(source, target);
    }
    Path waiting = new Path(scratch, "jdbc/" + source.name() + "-" + UUID.randomUUID());
    try {
      read(source, waiting);
      Dataset<Row> rows = spark.read().parquet(waiting.toString());
      if (there && same(rows, spark.read().format("delta").load(target))) {
        return false;
      }
      if (!there) {
        create(source, rows, target);
      }
      rows.write().format("delta").mode("overwrite").option("overwriteSchema", "true").save(target);
      return true;
    } finally {
      delete(waiting);
    }
  }

  private void read(JdbcSource source, Path waiting) {
    try {
      source.rows(spark).write().parquet(waiting.toString());
    } catch (EvenkeelException e) {
      throw e;
    } catch (Exception e) {
      // Drivers throw SQLException, which Scala does not declare. The cause may name the user.
      throw EvenkeelException.of(
              Fault.RETRYABLE,
              "Table '%s' cannot be read from %s: %s"
                  .formatted(source.name(), source.place(), reason(e)))
          .safe("the copy of before is as it was")
          .next(
              "check the database, its driver (--conf spark.jars=...) and the settings evenkeel.jdbc");
    }
  }

  private static String reason(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getClass().getSimpleName()
        + ": "
        + String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }

  private void requireCopy(JdbcSource source, String target) {
    Map<?, ?> properties =
        DeltaTable.forPath(spark, target).detail().select("properties").head().getJavaMap(0);
    Optional<Object> copyOf = Optional.ofNullable(properties.get(PROPERTY));
    if (!copyOf.equals(Optional.of(source.place()))) {
      throw EvenkeelException.of(
              Fault.CONTRACT,
              "'%s' is a table of its own and no copy of %s".formatted(target, source.place()))
          .safe("it is as it was")
          .next("give the JDBC table another name, or move that table away");
    }
  }

  private void create(JdbcSource source, Dataset<Row> rows, String target) {
    DeltaTable.create(spark)
        .location(target)
        .comment("Copy of " + source.place() + ", made anew where its rows have changed")
        .property(PROPERTY, source.place())
        .addColumns(rows.schema())
        .execute();
  }

  private static boolean same(Dataset<Row> rows, Dataset<Row> before) {
    return rows.schema().sameType(before.schema()) && tally(rows).equals(tally(before));
  }

  /** A row that is lost and one that is repeated cancel in the count, but not in the sum. */
  private static Row tally(Dataset<Row> rows) {
    return rows.agg(count(lit(1)), sum(xxhash64(struct("*")).cast("decimal(38,0)"))).head();
  }

  private void delete(Path folder) {
    try {
      folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).delete(folder, true);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot remove " + folder, e);
    }
  }
}
