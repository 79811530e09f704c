package io.evenkeel.stage.feature;

import io.evenkeel.SparkTestSession;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;

/** A definition with every kind of feature, and random tables whose instants lie close together. */
final class RandomScene {
  static final StructType EVENTS =
      StructType.fromDDL(
          "id string, who string, place int, ts timestamp, known timestamp, n int, x double,"
              + " price decimal(12,2), word string, ok boolean");
  static final long MOMENT = Timestamp.valueOf("2024-03-20 12:00:00").getTime();
  static final int HOUR = 3_600_000;

  private static final String DEFINITION =
      """
      features.random {
        version = 1, timezone = "America/New_York"
        spine { table = requests, row_id = id, keys { who = string, place = int }, date = day, as_of = at }
        sources {
          events { table = events, event_time = ts, known_at = known, keys { who = who, place = place }
                   dedup { key = [id] }, where = "n <> 13", row { y = "x * 2" } }
          delayed { table = readings, event_time = ts, delay = 1h, keys { place = place } }
          people { table = people, kind = states, keys { who = who }, valid { from = since, to = until } }
        }
        columns {
          hour { expr = "hour(as_of)", type = int32, missing = reject }
          n { from = events, by = [who], agg = "count(*)", window = 1d, empty = 0, type = int64, missing = reject }
          n_both { from = events, agg = "count(x)", window = 10d, empty = 0, type = int32, missing = reject }
          words { from = events, by = [who], agg = "count_distinct(word)", window = 10d, empty = 0, type = int64, missing = reject }
          total { from = events, by = [who], agg = "sum(n)", window = 10d, type = float32, missing = keep }
          price { from = events, by = [who], agg = "sum(price)", window = 1d, type = float64, missing = keep }
          mean { from = events, by = [place], agg = "avg(y)", scale = 3, nan = missing, window = 10d, type = float32, missing = keep }
          spread { from = events, by = [who], agg = "stddev(price)", window = 10d, type = float64, missing = keep }
          least { from = events, by = [who], agg = "min(x)", window = 10d, type = float64, missing = keep }
          most { from = events, by = [place], agg = "max(n)", window = 1d, type = float32, missing = keep, range = [0, 40], on_violation = clip }
          share { from = events, by = [who], agg = "share(ok)", window = 10d, type = float32, missing = keep }
          latest { from = events, by = [who], agg = "last(word)", window = 10d, order = [known, id], type = category, values = [a, b], unknown = other, missing = other }
          oldest { from = events, by = [who], agg = "first(n)", window = 10d, order = [id, known], type = float32, missing = keep }
          untied { from = events, by = [who], agg = "last(n)", window = 10d, type = float32, missing = keep }
          day { from = delayed, by = [place], agg = "count(*)", window { days = 10, calendar = "America/New_York" }, empty = 0, type = int64, missing = reject }
          level { from = people, expr = "level", type = float32, missing = keep }
          ratio { expr = "total / nullif(n, 0)", type = float32, missing = -1, range = [-1, 1000], on_violation = flag }
        }
        label.more { from = events, by = [who], agg = "count(*) >= 2", empty = 0, window = "[0d,2d)", mature_after = 1d, type = int8 }
      }
      """;

  private RandomScene() {}

  /** Returns a scene whose spine has one prediction moment, so that "the future" is one thing. */
  static Scene of(Random random) {
    List<Row> requests = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      requests.add(
          RowFactory.create(
              "r" + i,
              who(random),
              random.nextInt(3),
              java.sql.Date.valueOf("2024-03-21"),
              new Timestamp(MOMENT)));
    }
    List<Row> people = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      people.add(
          RowFactory.create("p" + i, new Timestamp(MOMENT - HOUR), new Timestamp(MOMENT + i), i));
    }
    return Scene.of(DEFINITION)
        .table(
            "requests", frame(requests, "id string, who string, place int, day date, at timestamp"))
        .table("people", frame(people, "who string, since timestamp, until timestamp, level int"))
        .table("readings", SparkTestSession.session().createDataFrame(events(random), EVENTS))
        .table("events", SparkTestSession.session().createDataFrame(events(random), EVENTS));
  }

  private static Dataset<Row> frame(List<Row> rows, String schema) {
    return SparkTestSession.session().createDataFrame(rows, StructType.fromDDL(schema));
  }

  private static List<Row> events(Random random) {
    List<Row> events = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      long time = MOMENT + (random.nextInt(300) - 250) * (long) HOUR + random.nextInt(3) - 1;
      long known = time + (random.nextInt(5) == 0 ? random.nextInt(72) * (long) HOUR : 0);
      events.add(event(random, "e" + random.nextInt(400), time, known));
    }
    return events;
  }

  static Row event(Random random, String id, long time, long known) {
    return RowFactory.create(
        id,
        who(random),
        random.nextInt(4) == 0 ? null : random.nextInt(3),
        new Timestamp(time),
        new Timestamp(known),
        random.nextInt(50),
        number(random),
        java.math.BigDecimal.valueOf(random.nextInt(1_000_000), 2),
        random.nextInt(6) == 0 ? null : String.valueOf((char) ('a' + random.nextInt(3))),
        random.nextInt(5) == 0 ? null : random.nextBoolean());
  }

  private static String who(Random random) {
    return random.nextInt(10) == 0 ? null : "p" + random.nextInt(5);
  }

  private static Double number(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> null;
      case 1 -> Double.NaN;
      case 2 -> -0.0;
      case 3 -> 0.0;
      default -> random.nextGaussian() * 100;
    };
  }
}
