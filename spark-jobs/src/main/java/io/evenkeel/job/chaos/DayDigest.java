package io.evenkeel.job.chaos;

import java.math.BigDecimal;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a day's tables hold, in a few numbers that do not depend on the order of rows: equal digests
 * are equal scores to the bit and equal quarantined rows with equal reasons.
 *
 * @param scored rows in predictions
 * @param scores sum of the hashes of row id and score
 * @param quarantined rows in quarantine
 * @param reasons sum of the hashes of row id, reason and column
 */
record DayDigest(long scored, BigDecimal scores, long quarantined, BigDecimal reasons) {
  private static final String SUM = "coalesce(sum(cast(xxhash64(%s) AS decimal(38,0))), 0)";

  /** Returns the digest of what is published of a day, as the tables are now. */
  static DayDigest of(SparkSession spark, ScratchWarehouse warehouse, Object day) {
    Row scored = of(spark, warehouse, day, "predictions", SUM.formatted("row_id, score"));
    Row quarantined =
        of(spark, warehouse, day, "quarantine", SUM.formatted("row_id, reason, column"));
    return new DayDigest(
        scored.getLong(0), scored.getDecimal(1), quarantined.getLong(0), quarantined.getDecimal(1));
  }

  private static Row of(
      SparkSession spark, ScratchWarehouse warehouse, Object day, String table, String sum) {
    return spark
        .read()
        .format("delta")
        .load(warehouse.table(table).toString())
        .where("score_date = DATE'%s'".formatted(day))
        .selectExpr("count(*)", sum)
        .first();
  }
}
