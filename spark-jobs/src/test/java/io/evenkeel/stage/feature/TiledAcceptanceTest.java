package io.evenkeel.stage.feature;

/** The same cases with tiles for every key, down to a single event in a slice. */
public class TiledAcceptanceTest extends AcceptanceTest {
  @Override
  WindowStrategy strategy() {
    return new TileJoin(new Tiling(1, 1, 1, 1));
  }
}
