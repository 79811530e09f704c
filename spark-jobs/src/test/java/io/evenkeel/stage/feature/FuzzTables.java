package io.evenkeel.stage.feature;

import io.evenkeel.SparkTestSession;
import java.math.BigDecimal;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Several random data sets in one set of tables. They cannot see each other, because each has keys
 * of its own: its people are called {@code 3:a}, its places 30 to 33. Instants lie on, and a
 * microsecond beside, the edges of windows and of tiles; some of them where clocks change. The
 * first data set has hot keys.
 */
final class FuzzTables {
  private static final String DAY = "2024-03-10";
  private static final StructType EVENTS =
      StructType.fromDDL(
          "id string, who string, place int, ts timestamp, known timestamp, n int, big bigint,"
              + " x double, f float, price decimal(20,2), word string, ok boolean, at_day date");

  /** New York loses an hour on 10 March 2024, Lord Howe gains half of one on 7 April. */
  private static final List<Instant> MOMENTS =
      List.of(
          Instant.parse("2024-03-10T07:00:00Z"),
          Instant.parse("2024-03-11T04:00:00Z"),
          Instant.parse("2024-11-03T06:30:00Z"),
          Instant.parse("2024-04-06T15:00:00Z"),
          Instant.parse("2024-02-29T12:34:56.789012Z"));

  private static final List<Duration> EDGES =
      List.of(
          Duration.ZERO,
          Duration.of(1, ChronoUnit.MICROS),
          Duration.ofSeconds(1),
          Duration.ofMinutes(90),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofHours(23),
          Duration.ofDays(1),
          Duration.ofHours(25),
          Duration.ofDays(2),
          Duration.ofDays(7));

  private final Random random;
  private final List<Row> requests = new ArrayList<>();
  private final List<Row> events = new ArrayList<>();
  private final List<Row> readings = new ArrayList<>();
  private final List<Row> people = new ArrayList<>();

  FuzzTables(long seed, int dataSets) {
    this.random = new Random(seed);
    for (int i = 0; i < dataSets; i++) {
      add(i);
    }
  }

  /** Returns the scene of a definition over these tables. */
  Scene under(String definition) {
    return Scene.of(definition)
        .table("events", frame(events, EVENTS))
        .table("readings", frame(readings, EVENTS))
        .table(
            "requests",
            frame(
                requests,
                StructType.fromDDL(
                    "id string, who string, place int, day date, at timestamp, w double, m int, txt"
                        + " string")))
        .table(
            "people",
            frame(
                people,
                StructType.fromDDL(
                    "who string, place int, since timestamp, until timestamp, known timestamp,"
                        + " level int, title string, score double")));
  }

  private static Dataset<Row> frame(List<Row> rows, StructType schema) {
    return SparkTestSession.session().createDataFrame(rows, schema);
  }

  private void add(int dataSet) {
    Instant moment = MOMENTS.get(random.nextInt(MOMENTS.size()));
    int rows = 2 + random.nextInt(5);
    for (int i = 0; i < rows; i++) {
      // A row in twenty has the id of the one before it.
      int number = i > 0 && random.nextInt(20) == 0 ? i - 1 : i;
      requests.add(
          RowFactory.create(
              "%d/%d".formatted(dataSet, number),
              who(dataSet),
              place(dataSet),
              Date.valueOf(DAY),
              random.nextInt(25) == 0 ? null : Timestamp.from(moment.plus(edge(3))),
              real(),
              small(),
              word()));
    }
    int size = dataSet == 0 ? 400 : random.nextInt(40);
    for (int i = 0; i < size; i++) {
      events.add(event(dataSet, moment, size));
      readings.add(event(dataSet, moment, size));
    }
    for (int i = 0; i < random.nextInt(6); i++) {
      people.add(
          RowFactory.create(
              who(dataSet),
              place(dataSet),
              instant(moment),
              instant(moment),
              instant(moment),
              small(),
              word(),
              real()));
    }
  }

  private Row event(int dataSet, Instant moment, int size) {
    @Nullable Timestamp time = instant(moment);
    boolean prompt = time != null && random.nextInt(3) > 0;
    return RowFactory.create(
        random.nextInt(15) == 0 ? null : "e" + dataSet + "." + random.nextInt(Math.max(1, size)),
        who(dataSet),
        place(dataSet),
        time,
        prompt ? time : instant(moment),
        small(),
        random.nextInt(12) == 0
            ? (Long) Long.MAX_VALUE
            : small() == null ? null : random.nextLong() >> 20,
        real(),
        real() == null ? null : (Float) (float) (random.nextGaussian() * 50),
        price(),
        word(),
        random.nextInt(5) == 0 ? null : random.nextBoolean(),
        random.nextInt(5) == 0 ? null : Date.valueOf("2024-01-0" + (1 + random.nextInt(3))));
  }

  /** An instant at some edge of a window, or a microsecond from it; one in thirty is null. */
  private @Nullable Timestamp instant(Instant moment) {
    if (random.nextInt(30) == 0) {
      return null;
    }
    Instant instant = moment.plus(edge(4));
    if (random.nextInt(3) == 0) {
      // Widths of tiles are powers of two.
      long width = 1L << random.nextInt(40);
      instant = instant.minus(Math.floorMod(micros(instant), width), ChronoUnit.MICROS);
    }
    return Timestamp.from(instant.plus(random.nextInt(3) - 1L, ChronoUnit.MICROS));
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  /** Usually before the moment. */
  private Duration edge(int often) {
    Duration edge = EDGES.get(random.nextInt(EDGES.size()));
    return random.nextInt(often) == 0 ? edge : edge.negated();
  }

  private @Nullable String who(int dataSet) {
    return random.nextInt(12) == 0 ? null : dataSet + ":" + (char) ('a' + random.nextInt(3));
  }

  private @Nullable Integer place(int dataSet) {
    return random.nextInt(12) == 0 ? null : (Integer) (dataSet * 10 + random.nextInt(3));
  }

  private @Nullable Integer small() {
    return random.nextInt(8) == 0 ? null : (Integer) (random.nextInt(60) - 10);
  }

  private @Nullable String word() {
    return random.nextInt(6) == 0
        ? null
        : List.of("a", "b", "c", "A", "é", "\uD83D\uDE00").get(random.nextInt(6));
  }

  private @Nullable BigDecimal price() {
    return switch (random.nextInt(10)) {
      case 0 -> null;
      case 1 -> new BigDecimal("99999999999999999.99");
      default -> BigDecimal.valueOf(random.nextInt(2_000_000) - 500_000, 2);
    };
  }

  private @Nullable Double real() {
    return switch (random.nextInt(24)) {
      case 0, 1 -> null;
      case 2 -> Double.NaN;
      case 3 -> -0.0;
      case 4 -> 0.0;
      case 5 -> Double.POSITIVE_INFINITY;
      case 6 -> 1e300;
      case 7 -> 0.125;
      case 8, 9 -> (double) (random.nextInt(9) - 4);
      default -> random.nextGaussian() * 100;
    };
  }
}
