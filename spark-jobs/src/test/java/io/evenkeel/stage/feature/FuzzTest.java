package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.stage.verify.CellReport;
import io.evenkeel.stage.verify.OracleSample;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.junit.Test;

/**
 * Random definitions over random data: the engine and the oracle, which share nothing but the
 * reading of definitions, must agree in every bit of every cell. {@code -Dfuzz.definitions=100}
 * tries more than a build does.
 */
public class FuzzTest {
  private static final int DEFINITIONS = Integer.getInteger("fuzz.definitions", 12);
  private static final int FIRST_SEED = Integer.getInteger("fuzz.seed", 1000);
  private static final int DATA_SETS = 42;
  private static final int COLUMNS = Integer.getInteger("fuzz.columns", 12);
  private static final LocalDate DAY = LocalDate.of(2024, 3, 10);
  private static final Instant CUTOFF = Instant.parse("2024-03-12T04:00:00Z");

  @Test
  public void engineAndOracleAgreeInEveryCell() {
    long cells = 0;
    List<String> differing = new ArrayList<>();
    for (int seed = FIRST_SEED; seed < FIRST_SEED + DEFINITIONS; seed++) {
      int s = seed;
      String definition = new FuzzDefinition(s, COLUMNS).text();
      Supplier<CellReport> compared =
          () -> compare(new FuzzTables(s, DATA_SETS).under(definition), s);
      // Every twelfth definition runs as in production.
      CellReport report = seed % 12 == 0 ? compared.get() : QuickPlans.during(compared);
      cells += report.cells();
      if (!report.equal()) {
        differing.add("seed %d: %s\n%s".formatted(seed, someOfEachColumn(report), definition));
      }
    }
    System.out.printf(
        "%d definitions of %d columns x %d data sets: %,d cells compared%n",
        DEFINITIONS, COLUMNS, DATA_SETS, cells);
    assertThat(differing).isEmpty();
    assertThat(cells).isGreaterThan(DEFINITIONS * 1000L);
  }

  /** Half of them as in production, where so few events get no tiles; half with forced tiles. */
  private static WindowStrategy way(int seed) {
    return switch (seed % 6) {
      case 0 -> new TileJoin(new Tiling(1, 1, 2, 2));
      case 1 -> new TileJoin(new Tiling(1, 1, 1, 1));
      case 3 -> new TileJoin(new Tiling(2, 3, 1, 3));
      default -> new TileJoin(Tiling.measured());
    };
  }

  private static CellReport compare(Scene scene, int seed) {
    try {
      OracleSample sample =
          OracleSample.ofDay(scene.set(), scene::table, DAY, Integer.MAX_VALUE - 1, 100_000);
      List<Row> rows = scene.through(way(seed)).labelled(CUTOFF).collectAsList();
      return sample.compare(rows, Optional.of(CUTOFF));
    } catch (RuntimeException e) {
      throw new AssertionError("seed %d\n%s".formatted(seed, scene.set()), e);
    }
  }

  private static String someOfEachColumn(CellReport report) {
    Map<String, List<CellReport.Difference>> byColumn =
        report.differences().stream()
            .collect(
                Collectors.groupingBy(
                    CellReport.Difference::column, TreeMap::new, Collectors.toList()));
    StringBuilder text = new StringBuilder();
    byColumn.forEach(
        (column, cells) ->
            text.append(
                "\n  %d cells, such as %s"
                    .formatted(cells.size(), cells.subList(0, Math.min(3, cells.size())))));
    return text.toString();
  }
}
