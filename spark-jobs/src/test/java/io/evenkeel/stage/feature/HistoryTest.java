package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.stage.feature.AnswerHistory.Folded;
import io.evenkeel.stage.feature.BlockFold.Operation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.spark.sql.RowFactory;
import org.junit.Test;

/** Histories against a plain look at every event. */
public class HistoryTest {
  private static final int SPAN = 20_000;

  private final Random random = new Random(41);

  /** In order of time is what a history makes of it. */
  private record Event(long time, long known, long until, Long number) {}

  private Event event(boolean lags) {
    long time = random.nextInt(SPAN) - SPAN / 2L;
    long known = time + (lags && random.nextInt(4) == 0 ? random.nextInt(SPAN) : 0);
    long until = lags && random.nextInt(3) == 0 ? known + random.nextInt(SPAN / 4) : Long.MAX_VALUE;
    return new Event(
        time, known, until, random.nextInt(9) == 0 ? null : (Long) (random.nextLong() >> 20));
  }

  private static History history(List<Event> events, boolean lags) {
    Values numbers = Values.of(Form.LONG);
    for (int i = 0; i < events.size(); i++) {
      Packed packed = new Packed();
      packed.value(Form.LONG, RowFactory.create(events.get(i).number()), 0);
      numbers.read(i, ByteBuffer.wrap(packed.toBytes()));
    }
    return History.of(
        events.stream().mapToLong(Event::time).toArray(),
        events.stream().filter(e -> lags).mapToLong(Event::known).toArray(),
        events.stream().filter(e -> lags).mapToLong(Event::until).toArray(),
        List.of(
            new Folded(Operation.EVERY, 0),
            new Folded(Operation.COUNT, 0),
            new Folded(Operation.SUM, 0),
            new Folded(Operation.MIN, 0),
            new Folded(Operation.MAX, 0)),
        List.of(numbers));
  }

  private void compare(int size, boolean lags) {
    List<Event> events = IntStream.range(0, size).mapToObj(i -> event(lags)).toList();
    History history = history(events, lags);
    for (int i = 0; i < 40; i++) {
      long from = random.nextInt(SPAN) - SPAN / 2L;
      long to = from + random.nextInt(SPAN) - 10;
      long seen = to + random.nextInt(100);
      List<Event> in =
          events.stream()
              .filter(e -> e.time() >= from && e.time() < to)
              .filter(e -> !lags || (e.known() <= seen && e.until() > seen))
              .toList();
      List<Long> numbers =
          in.stream().map(Event::number).filter(number -> number != null).sorted().toList();
      history.ask(seen);
      history.add(from, to);
      assertThat(history.met()).isEqualTo(!in.isEmpty());
      assertThat(history.result(0)).isEqualTo((long) in.size());
      assertThat(history.result(1)).isEqualTo((long) numbers.size());
      boolean none = numbers.isEmpty();
      assertThat(history.result(2))
          .isEqualTo(none ? null : (Long) numbers.stream().mapToLong(n -> n).sum());
      assertThat(history.result(3)).isEqualTo(none ? null : numbers.get(0));
      assertThat(history.result(4)).isEqualTo(none ? null : numbers.get(numbers.size() - 1));
    }
  }

  @Test
  public void foldsAnyWindowOfAnyNumberOfEvents() {
    for (int size : new int[] {0, 1, 15, 31, 32, 33, 500, 512, 9000}) {
      compare(size, false);
    }
  }

  @Test
  public void tellsWhatIsKnownAndNotReplaced() {
    for (int size : new int[] {1, 40, 511, 513, 9000}) {
      compare(size, true);
    }
  }

  @Test
  public void addsDecimalsExactlyHoweverLargeTheyAre() {
    for (int bits : new int[] {3, 59, 70, 110}) {
      for (int trial = 0; trial < 5; trial++) {
        compareDecimals(bits, 1 + random.nextInt(3000), trial);
      }
    }
  }

  private void compareDecimals(int bits, int size, int scale) {
    List<Optional<BigDecimal>> values =
        IntStream.range(0, size).mapToObj(i -> decimal(bits, scale)).toList();
    History history = decimals(values);
    for (int i = 0; i < 20; i++) {
      int from = random.nextInt(size);
      int to = from + random.nextInt(size - from) + 1;
      List<BigDecimal> in =
          values.subList(from, to).stream().flatMap(Optional::stream).sorted().toList();
      history.ask(to);
      history.add(from, to);
      boolean none = in.isEmpty();
      assertThat(history.result(0)).isEqualTo((long) in.size());
      assertThat(history.result(1))
          .isEqualTo(none ? null : in.stream().reduce(BigDecimal.ZERO, BigDecimal::add));
      assertThat(history.result(2)).isEqualTo(none ? null : in.get(0));
      assertThat(history.result(3)).isEqualTo(none ? null : in.get(in.size() - 1));
    }
  }

  /** Most have one digit, so that the first of many bits comes late. */
  private Optional<BigDecimal> decimal(int bits, int scale) {
    int drawn = random.nextInt(40) == 0 ? bits : 3;
    BigInteger units = new BigInteger(drawn, random);
    return random.nextInt(9) == 0
        ? Optional.empty()
        : Optional.of(new BigDecimal(random.nextBoolean() ? units : units.negate(), scale));
  }

  private static History decimals(List<Optional<BigDecimal>> values) {
    Values column = Values.of(Form.DECIMAL);
    long[] times = new long[values.size()];
    for (int i = 0; i < times.length; i++) {
      times[i] = i;
      Packed packed = new Packed();
      packed.value(Form.DECIMAL, RowFactory.create(values.get(i).orElse(null)), 0);
      column.read(i, ByteBuffer.wrap(packed.toBytes()));
    }
    return History.of(
        times,
        new long[0],
        new long[0],
        List.of(
            new Folded(Operation.COUNT, 0),
            new Folded(Operation.SUM, 0),
            new Folded(Operation.MIN, 0),
            new Folded(Operation.MAX, 0)),
        List.of(column));
  }

  @Test
  public void addsSmallDecimalsToMoreThanALong() {
    List<Optional<BigDecimal>> values =
        Collections.nCopies(400, Optional.of(new BigDecimal("-999999999999999.999")));
    History history = decimals(values);
    history.ask(0);
    history.add(0, 400);
    assertThat(history.result(1)).isEqualTo(new BigDecimal("-399999999999999999.600"));
    history.ask(0);
    history.add(1, 400);
    assertThat(history.result(1)).isEqualTo(new BigDecimal("-398999999999999999.601"));
  }

  @Test
  public void ordersInstantsBeforeAndAfter1970() {
    long[] times = random.longs(1000).toArray();
    times[7] = Long.MIN_VALUE;
    times[8] = Long.MAX_VALUE;
    times[9] = times[10];
    assertThat(TimeOrder.arranged(times, TimeOrder.of(times))).isSorted();
  }
}
