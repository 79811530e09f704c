package io.evenkeel.stage.feature;

import org.junit.ClassRule;
import org.junit.rules.ExternalResource;

/** The same cases out of histories, for however few queries. */
public class HistoryAcceptanceTest extends AcceptanceTest {
  @ClassRule public static final ExternalResource PLANS = new QuickPlans();

  @Override
  WindowStrategy strategy() {
    return new HistoryJoin(new Sizing(1, 0, 0, 1000));
  }
}
