package io.evenkeel.stage.feature;

import io.evenkeel.SparkTestSession;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.sql.RuntimeConfig;
import org.junit.rules.ExternalResource;

/**
 * Settings of the test session under which a plan is interpreted as it stands. A plan over a few
 * hundred rows takes seconds to be compiled to Java and planned again after each shuffle, and
 * milliseconds to run. Tests that hold what production does, and every twelfth definition of {@link
 * FuzzTest}, do without.
 */
final class QuickPlans extends ExternalResource {
  private static final Map<String, String> QUICK =
      Map.of(
          "spark.sql.adaptive.enabled", "false",
          "spark.sql.codegen.wholeStage", "false",
          "spark.sql.codegen.factoryMode", "NO_CODEGEN",
          "spark.sql.shuffle.partitions", "1");

  private final Map<String, String> before = new TreeMap<>();

  /** Returns what {@code work} returns with these settings. */
  static <T> T during(Supplier<T> work) {
    QuickPlans plans = new QuickPlans();
    plans.before();
    try {
      return work.get();
    } finally {
      plans.after();
    }
  }

  @Override
  protected void before() {
    QUICK.forEach(
        (key, value) -> {
          conf().getOption(key).foreach(old -> before.put(key, old));
          conf().set(key, value);
        });
  }

  @Override
  protected void after() {
    QUICK.keySet().forEach(conf()::unset);
    before.forEach(conf()::set);
    before.clear();
  }

  private static RuntimeConfig conf() {
    return SparkTestSession.session().conf();
  }
}
