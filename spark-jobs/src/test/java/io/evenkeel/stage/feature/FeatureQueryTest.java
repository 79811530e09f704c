package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.Test;

/** A definition resolved for some dates. */
public class FeatureQueryTest {
  private static final LocalDate DAY = LocalDate.of(2024, 3, 21);

  @Test
  public void refusesDatesOfWhichThereAreNone() {
    Scene scene = RandomScene.of(new Random(41));
    assertThatThrownBy(
            () -> new FeatureEngine().query(scene.set(), scene::table, DAY, DAY.minusDays(1)))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("The dates from 2024-03-21 to 2024-03-20 are none");
  }

  @Test
  public void givesTheSpineAndTheRowsOfItsDatesOnly() {
    Scene scene = RandomScene.of(new Random(42));
    FeatureQuery query = new FeatureEngine().query(scene.set(), scene::table, DAY, DAY);
    assertThat(query.spine().count()).isEqualTo(40);
    assertThat(query.rows().count()).isEqualTo(40);
    LocalDate before = DAY.minusDays(1);
    assertThat(scene.rows(before, before).count()).isZero();
  }

  @Test
  public void carriesColumnsOfTheSpineWithoutChangingAFeature() {
    Scene scene = RandomScene.of(new Random(42));
    FeatureQuery query = new FeatureEngine().query(scene.set(), scene::table, DAY, DAY);
    List<String> carried = List.of(query.carriable().names());
    assertThat(carried).isNotEmpty();
    Dataset<Row> with = query.carrying(carried).rows();
    String[] others =
        Arrays.stream(with.columns()).filter(x -> !carried.contains(x)).toArray(String[]::new);
    Dataset<Row> without = query.rows();
    assertThat(others).isEqualTo(without.columns());
    assertThat(sorted(with.select(others[0], Arrays.copyOfRange(others, 1, others.length))))
        .isEqualTo(sorted(without));
    assertThat(query.carrying(carried).spine().columns()).contains(carried.toArray(String[]::new));
  }

  @Test
  public void carriesNeitherAFeatureNorWhatTheSpineLacks() {
    Scene scene = RandomScene.of(new Random(42));
    FeatureQuery query = new FeatureEngine().query(scene.set(), scene::table, DAY, DAY);
    for (String name : List.of(scene.set().columns().get(0).name(), "nowhere", "_row_id")) {
      assertThatThrownBy(() -> query.carrying(List.of(name)))
          .isInstanceOf(EvenkeelException.class)
          .hasMessageContaining("Some of [%s] are not columns of the spine".formatted(name));
    }
  }

  private static List<String> sorted(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
