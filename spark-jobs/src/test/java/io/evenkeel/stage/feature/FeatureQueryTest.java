package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import java.time.LocalDate;
import java.util.Random;
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
}
