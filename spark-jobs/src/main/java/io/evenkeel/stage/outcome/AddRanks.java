package io.evenkeel.stage.outcome;

import io.evenkeel.stage.outcome.measure.RankSums;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/**
 * Adds up the sums of {@link RankSums} over all cells in the order of their scores, holding one
 * cell at a time. Squares of ranks exceed 64 bits; of {@link ExactSum#ROWS} rows no sum exceeds
 * {@code 4 P N^2}, which is below 2^96 and has 29 digits.
 */
record AddRanks() implements MapPartitionsFunction<Row, Row> {
  static final StructType SCHEMA =
      StructType.fromDDL(
          "p BIGINT, n BIGINT, pv DECIMAL(38,0), pvv DECIMAL(38,0), nw DECIMAL(38,0),"
              + " nww DECIMAL(38,0), met DECIMAL(38,0)");

  @Override
  public Iterator<Row> call(Iterator<Row> cells) {
    long positives = 0;
    long negatives = 0;
    BigInteger pv = BigInteger.ZERO;
    BigInteger pvv = BigInteger.ZERO;
    BigInteger nw = BigInteger.ZERO;
    BigInteger nww = BigInteger.ZERO;
    BigInteger met = BigInteger.ZERO;
    while (cells.hasNext()) {
      Row cell = cells.next();
      long p = cell.getLong(1);
      long n = cell.getLong(2);
      BigInteger v = BigInteger.valueOf(2 * negatives + n);
      BigInteger w = BigInteger.valueOf(2 * positives + p);
      BigInteger weighted = BigInteger.valueOf(p).multiply(v);
      pv = pv.add(weighted);
      pvv = pvv.add(weighted.multiply(v));
      weighted = BigInteger.valueOf(n).multiply(w);
      nw = nw.add(weighted);
      nww = nww.add(weighted.multiply(w));
      met = met.add(BigInteger.valueOf(p).multiply(BigInteger.valueOf(n)));
      positives += p;
      negatives += n;
    }
    return Collections.singleton(
            RowFactory.create(
                positives,
                negatives,
                new BigDecimal(pv),
                new BigDecimal(pvv),
                new BigDecimal(nw),
                new BigDecimal(nww),
                new BigDecimal(met)))
        .iterator();
  }

  /** Returns what {@link #call} added up; empty of one class alone. */
  static Optional<RankSums> read(Row row) {
    long positives = row.getLong(0);
    long negatives = row.getLong(1);
    return positives == 0 || negatives == 0
        ? Optional.empty()
        : Optional.of(
            new RankSums(
                positives,
                negatives,
                whole(row, 2),
                whole(row, 3),
                whole(row, 4),
                whole(row, 5),
                whole(row, 6)));
  }

  private static BigInteger whole(Row row, int column) {
    return row.getDecimal(column).toBigIntegerExact();
  }
}
