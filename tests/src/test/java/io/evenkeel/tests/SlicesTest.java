package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.job.ExportJob;
import io.evenkeel.job.Journal;
import io.evenkeel.job.ScoreResult;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.profile.FeatureProfile;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.ReferenceSlices;
import io.evenkeel.profile.Slice;
import io.evenkeel.profile.SlicedCounts;
import io.evenkeel.profile.SlicesJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Slices by columns of the spine, which are no features: frozen by an export, told by a run. */
public class SlicesTest {
  private static final SparkSession SPARK = TestSpark.session();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void anExportFreezesThemBesideItsRows() {
    FlightLakehouse lakehouse = FlightLakehouse.loaded();
    LocalDate day = LocalDate.of(2013, 7, 4);
    Path export = lakehouse.export(day);
    Dataset<Row> data = SPARK.read().format("delta").load(export.resolve("data").toString());
    List<String> before = List.of(data.columns());
    Path again =
        new ExportJob(SPARK, lakehouse.settings(Map.of()), Journal.SILENT)
            .run(
                FlightLakehouse.MODEL,
                day,
                day,
                Optional.empty(),
                List.of("carrier", "flight_number", "route"));
    assertThat(again).isEqualTo(export);
    assertThat(before).contains("carrier").doesNotContain("route", "flight_number");
    ReferenceSlices slices = SlicesJson.read(export.resolve("slices.json"));
    assertThat(slices.keys()).containsExactly("carrier", "flight_number", "route");
    assertThat(slices.leftOut()).containsOnlyKeys("flight_number", "route");
    data.createOrReplaceTempView("exported");
    lakehouse.table("schedule").createOrReplaceTempView("scheduled");
    List<Row> largest =
        SPARK
            .sql(
                "select concat(s.origin, '-', s.destination) as route, count(*) as n,"
                    + " count_if(x.origin = 'JFK') as jfk from exported x join scheduled s"
                    + " on s.flight_id = x._row_id and s.flight_date = x._date"
                    + " group by all order by n desc, route limit 20")
            .collectAsList();
    List<Slice> routes = slices.slices().stream().filter(s -> s.key().equals("route")).toList();
    assertThat(routes)
        .extracting(Slice::value)
        .isEqualTo(largest.stream().map(r -> r.get(0)).toList());
    for (int i = 0; i < largest.size(); i++) {
      long[] origins = slices.counts().of(routes.get(i)).get("origin");
      assertThat(Arrays.stream(origins).sum()).isEqualTo(largest.get(i).getLong(1));
      assertThat(origins[1]).as("flights from JFK").isEqualTo(largest.get(i).getLong(2));
    }
    Dataset<Row> rows = SPARK.read().format("delta").load(export.resolve("slices").toString());
    assertThat(rows.columns())
        .containsExactly("_row_id", "_date", "carrier", "flight_number", "route");
    assertThat(rows.count()).isEqualTo(data.count());
  }

  @Test
  public void aRunTellsThemAndIsMadeAgainForThem() throws IOException {
    SmallLakehouse small = SmallLakehouse.in(folder.getRoot().toPath());
    ScoreResult without = score(small);
    freeze(small);
    ScoreResult with = score(small);
    assertThat(with.alreadyDone()).isFalse();
    assertThat(with.runId()).isNotEqualTo(without.runId());
    assertThat(score(small).alreadyDone()).isTrue();
    List<Row> counted =
        SPARK
            .read()
            .format("delta")
            .load(small.table("feature_histogram").toString())
            .where("slice_key <> '' and kind = 'value'")
            .where("run_id = '%s'".formatted(with.runId()))
            .groupBy("slice_value", "feature")
            .sum("n")
            .orderBy("slice_value", "feature")
            .collectAsList();
    // Sixty visits of a day to twenty shops; shop 99 has none.
    assertThat(counted)
        .containsExactlyElementsOf(
            Stream.of("3", "7", "99")
                .flatMap(
                    shop ->
                        Stream.of("area", "prediction", "sales_7d", "sold_7d")
                            .map(f -> RowFactory.create(shop, f, shop.equals("99") ? 0L : 3L)))
                .toList());
    assertThat(small.scores(SmallLakehouse.FIRST)).hasSize(SmallLakehouse.ROWS);
    assertThat(reports(small)).contains("Slice by slice", "By shop", "Predictions, PSI");
  }

  private static ScoreResult score(SmallLakehouse small) {
    return small.score(SmallLakehouse.FIRST, Map.of(), Journal.SILENT);
  }

  /** Gives the model a reference of three shops, as training writes it. */
  private static void freeze(SmallLakehouse small) throws IOException {
    ReferenceProfile reference =
        ModelArtifact.open(small.models(), SmallLakehouse.MODEL, OptionalInt.empty()).reference();
    Map<String, long[]> counts = new TreeMap<>();
    for (FeatureProfile feature : reference.features()) {
      long[] own = new long[feature.layout().length()];
      own[0] = 50;
      counts.put(feature.name(), own);
    }
    Map<Slice, Map<String, long[]>> slices = new LinkedHashMap<>(Map.of(Slice.ALL, Map.of()));
    for (String shop : List.of("3", "7", "99")) {
      slices.put(new Slice("shop", shop), counts);
    }
    Files.write(
        small.models().resolve(SmallLakehouse.MODEL).resolve("1/reference-slices.json"),
        SlicesJson.write(
            new ReferenceSlices(
                reference.without(ReferenceProfile.PREDICTION).id(),
                new SlicedCounts(slices),
                Map.of("shop", 17L))));
  }

  private static String reports(SmallLakehouse small) throws IOException {
    try (Stream<Path> files = Files.walk(small.home().resolve("reports"))) {
      StringBuilder pages = new StringBuilder();
      for (Path page : files.filter(file -> file.toString().endsWith(".html")).toList()) {
        pages.append(Files.readString(page));
      }
      return pages.toString();
    }
  }
}
