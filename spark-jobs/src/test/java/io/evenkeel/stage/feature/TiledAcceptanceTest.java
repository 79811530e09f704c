package io.evenkeel.stage.feature;

import org.junit.ClassRule;
import org.junit.rules.ExternalResource;

/** The same cases with tiles for every key, down to a single event in a slice. */
public class TiledAcceptanceTest extends AcceptanceTest {
  @ClassRule public static final ExternalResource PLANS = new QuickPlans();

  @Override
  WindowStrategy strategy() {
    return new TileJoin(new Tiling(1, 1, 1, 1));
  }
}
