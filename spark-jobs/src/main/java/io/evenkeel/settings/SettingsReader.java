package io.evenkeel.settings;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.retrain.RetrainRules;
import io.evenkeel.stage.warehouse.JdbcSource;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@link Settings} from four places, the first that has a key wins: overrides from the
 * command line, the environment, a file, {@code reference.conf}. Stateless.
 */
public final class SettingsReader {
  private static final String ROOT = "evenkeel";

  private SettingsReader() {}

  /**
   * Returns the settings in force.
   *
   * @param file a settings file; empty for {@code conf/evenkeel.conf} where that exists
   * @param overrides path (starting with {@code evenkeel.}) to value, as text
   * @throws EvenkeelException with fault USAGE that lists every unknown key and every bad value
   */
  public static Settings read(Optional<Path> file, Map<String, String> overrides) {
    return read(SettingsLayers.of(file, overrides, System.getenv()));
  }

  /**
   * Returns every setting in force by name, with who set it.
   *
   * @throws EvenkeelException with fault USAGE, if a file or value can't be read
   */
  public static List<Setting> settings(Optional<Path> file, Map<String, String> overrides) {
    return SettingsLayers.of(file, overrides, System.getenv()).settings();
  }

  static Settings read(SettingsLayers layers) {
    List<String> problems =
        new ArrayList<>(UnknownKeys.in(layers.given(), layers.reference(), ROOT));
    return checked(new Values(layers.merged().getConfig(ROOT), problems), problems);
  }

  private static Settings checked(Values values, List<String> problems) {
    Settings.Folders folders =
        new Settings.Folders(
            values.path("tables"),
            values.path("exports"),
            values.path("staging"),
            values.path("ledger"),
            values.path("reports"),
            values.path("cache.folder"),
            values.path("definitions"),
            values.path("models"),
            values.path("kept_definitions"));
    Settings.Score score =
        new Settings.Score(
            values.integerOr("score.batch_rows", "auto", 1, 1_000_000),
            values.integer("score.batch_millis", 1, 60_000),
            values.integer("score.batch_megabytes", 1, 1_024),
            values.number("score.max_quarantine_percent", 0, 100),
            values.choice("score.before_prediction_moment", EarlyRows.class),
            values.integer("score.parity_rows", 0, 100_000),
            values.choice("onnx.device", Device.class),
            new Settings.Texts(
                values.integer("score.text.window_rows", 1, 100_000),
                values.integer("score.text.window_megabytes", 1, 1_024),
                values.integer("score.text.batch_tokens", 1, 1_000_000)));
    Settings.Leakage leakage =
        new Settings.Leakage(
            values.integer("export.leakage.noise_rows", 0, 10_000),
            values.number("export.leakage.auc", 0.5, 1),
            values.choice("export.leakage.on_suspect", OnSuspect.class));
    Settings.Drift drift = drift(values, problems);
    Settings.Outcome outcome = outcome(values);
    RetrainRules retrain = retrain(values);
    Settings.Verify verify =
        new Settings.Verify(values.integer("verify.max_source_rows", 1, 100_000_000));
    Settings.Cache cache = CacheValues.read(values);
    Settings.Maintain maintain =
        new Settings.Maintain(values.integer("maintain.keep_history_days", 7, 3_650));
    Settings.Cost cost =
        new Settings.Cost(
            values.number("cost.core_hour", 0, 1_000_000),
            values.number("cost.gpu_hour", 0, 1_000_000),
            values.text("cost.currency"));
    Settings.Observe observe = ObserveValues.read(values);
    Settings.Logs logs = values.choice("logs", Settings.Logs.class);
    Path load = values.path("load.folder");
    List<JdbcSource> jdbc = values.jdbcTables();
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.USAGE, problems)
          .next("correct the settings; conf/reference.conf has every key with its default");
    }
    return new Settings(
        folders, load, jdbc, score, leakage, drift, outcome, retrain, verify, cache, maintain, cost,
        observe, logs);
  }

  private static Settings.Drift drift(Values values, List<String> problems) {
    Settings.Drift drift =
        new Settings.Drift(
            values.integer("drift.window_days", 1, 366),
            values.integer("drift.max_slices", 1, 1_000),
            values.number("drift.psi_moderate", 0, 1_000),
            values.number("drift.psi_major", 0, 1_000),
            values.number("drift.effect_floor", 0, 1),
            values.number("drift.significance", 1e-9, 0.5),
            values.integer("drift.least_rows", 1, 1_000_000_000),
            values.number("drift.positive_shift", 0, 1));
    if (drift.psiMajor() < drift.psiModerate()) {
      problems.add(
          "evenkeel.drift.psi_major is %s, below psi_moderate, which is %s"
              .formatted(drift.psiMajor(), drift.psiModerate()));
    }
    return drift;
  }

  private static Settings.Outcome outcome(Values values) {
    return new Settings.Outcome(
        values.integer("outcome.least_group_rows", 1, 1_000_000_000),
        values.integer("outcome.max_groups", 1, 1_000),
        values.number("outcome.label_shift", 0, 1),
        values.number("outcome.auc_drop", 0, 1),
        values.number("outcome.impact_floor", 0, 1));
  }

  /** A value that is out of range was noted; what is made here of it is then thrown away. */
  private static RetrainRules retrain(Values values) {
    double drop = values.number("retrain.accuracy_drop_percent", 0, 100) / 100;
    double psi = values.number("retrain.psi", 0, 1_000);
    int months = values.integer("retrain.max_age_months", 1, 1_200);
    int rows = values.integer("retrain.least_rows", 1, 1_000_000_000);
    return new RetrainRules(
        Math.min(1, Math.max(0, drop)), Math.max(0, psi), Math.max(1, months), Math.max(1, rows));
  }
}
