package io.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.SparkTestSession;
import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.Test;
import org.slf4j.MDC;

public class RunLinesTest {
  private static final SparkSession SPARK = SparkTestSession.session();
  private static final Claim CLAIM =
      new Claim(
          new Slot("visits", "champion", LocalDate.of(2026, 3, 2)),
          new Generation(1),
          RunId.next(Instant.EPOCH));

  @Test
  public void nameTheRunInThisThreadInThoseBesideItAndInTasks() {
    List<String> found =
        RunLines.of(
            SPARK.sparkContext(),
            CLAIM,
            () -> {
              Supplier<String> named = () -> String.valueOf(MDC.get(RunLines.KEY));
              String beside = SideBySide.take("Looking", 1, List.of(named)).get(0);
              return List.of(named.get(), beside, inATask());
            });
    assertThat(found).containsOnly(CLAIM.run().value());
  }

  @Test
  public void nameNothingAfterwards() {
    String unused = RunLines.of(SPARK.sparkContext(), CLAIM, () -> "done");
    assertThat(MDC.get(RunLines.KEY)).isNull();
    assertThat(inATask()).isEqualTo("null");
  }

  private static String inATask() {
    return SPARK
        .range(1)
        .map(
            (MapFunction<Long, String>) id -> String.valueOf(MDC.get(RunLines.KEY)),
            Encoders.STRING())
        .head();
  }
}
