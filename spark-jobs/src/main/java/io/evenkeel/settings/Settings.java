package io.evenkeel.settings;

import io.evenkeel.model.onnx.Device;
import io.evenkeel.model.onnx.GpuLimits;
import io.evenkeel.model.onnx.TreeKernels;
import io.evenkeel.redis.RedisEndpoint;
import io.evenkeel.retrain.RetrainRules;
import io.evenkeel.stage.warehouse.JdbcSource;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Everything that can be set, checked. {@code conf/reference.conf} documents each value and its
 * default.
 *
 * @param folders where things are
 * @param loadFolder folder of SQL statements and Parquet files that {@code load} runs
 * @param jdbc tables that are copied from databases
 * @param score how a scoring run behaves
 * @param leakage what is tried on a training export
 * @param drift how drift is judged
 * @param outcome how outcomes are judged
 * @param retrain when a model is to be trained again
 * @param verify how a sample is proved
 * @param cache where predictions are cached
 * @param maintain what maintenance keeps
 * @param cost what a core costs
 * @param observe who is told of runs
 * @param logs how log lines are written
 */
public record Settings(
    Folders folders,
    Path loadFolder,
    List<JdbcSource> jdbc,
    Score score,
    Leakage leakage,
    Drift drift,
    Outcome outcome,
    RetrainRules retrain,
    Verify verify,
    Cache cache,
    Maintain maintain,
    Cost cost,
    Observe observe,
    Logs logs) {
  /** Copies the list. */
  public Settings {
    jdbc = List.copyOf(jdbc);
  }

  /** Returns these settings for runs whose input is not held against an export. */
  public Settings withoutParity() {
    return new Settings(
        folders,
        loadFolder,
        jdbc,
        score.withoutParity(),
        leakage,
        drift,
        outcome,
        retrain,
        verify,
        cache,
        maintain,
        cost,
        observe,
        logs);
  }

  /**
   * Folders, relative to the working directory or absolute; none needs to exist.
   *
   * @param tables tables that are read and published
   * @param exports training exports
   * @param staging output that waits for its audit
   * @param ledger who holds which slot
   * @param reports drift pages
   * @param cache the embedded cache
   * @param definitions feature definitions
   * @param models model artifacts
   * @param keptDefinitions every definition that was exported or scored with
   */
  public record Folders(
      Path tables,
      Path exports,
      Path staging,
      Path ledger,
      Path reports,
      Path cache,
      Path definitions,
      Path models,
      Path keptDefinitions) {}

  /**
   * A scoring run.
   *
   * @param batchRows rows per call of the model, 1 to 1,000,000; empty to measure what suits it
   * @param batchMillis longest call of the model where its rows are measured, 1 to 60,000
   * @param batchMegabytes most memory of a call's input where its rows are measured, 1 to 1,024
   * @param maxQuarantinePercent percent of rows that may be in quarantine, 0 to 100
   * @param early what becomes of rows whose prediction moment is after the run's cut-off
   * @param parityRows rows whose input is recomputed by the export's path, 0 to 100,000
   * @param device what runs the model
   * @param gpu what it may take of a GPU
   * @param texts how rows with a text are put into batches
   * @param trees whether trees may run in plain Java
   */
  public record Score(
      OptionalInt batchRows,
      int batchMillis,
      int batchMegabytes,
      double maxQuarantinePercent,
      EarlyRows early,
      int parityRows,
      Device device,
      GpuLimits gpu,
      Texts texts,
      TreeKernels trees) {
    Score withoutParity() {
      return new Score(
          batchRows,
          batchMillis,
          batchMegabytes,
          maxQuarantinePercent,
          early,
          /* parityRows= */ 0,
          device,
          gpu,
          texts,
          trees);
    }
  }

  /**
   * Batches of rows with a text.
   *
   * @param windowRows rows that are ordered by length together, 1 to 100,000
   * @param windowMegabytes most memory of their texts, 1 to 1,024
   * @param batchTokens tokens per call of the model, padding included, 1 to 1,000,000
   * @param mostPaddingPercent percent of a call's tokens that may be padding, 0 to 100
   */
  public record Texts(
      int windowRows, int windowMegabytes, int batchTokens, int mostPaddingPercent) {}

  /**
   * What is tried on a training export before it may be used.
   *
   * @param noiseRows rows computed again beside planted events of the future, 0 to 10,000
   * @param auc area above which a single feature is suspected, in [0.5, 1]
   * @param onSuspect what becomes of the export then
   */
  public record Leakage(int noiseRows, double auc, OnSuspect onSuspect) {}

  /**
   * Current data beside the reference.
   *
   * @param windowDays days whose rows a run's verdict is over, up to and with its own, 1 to 366
   * @param maxSlices slices of one column that are measured, the largest first, 1 to 1,000
   * @param psiModerate PSI above which a feature has moved, at least 0
   * @param psiMajor PSI above which it has moved far, at least {@code psiModerate}
   * @param effectFloor least effect of a test that matters, in [0, 1]
   * @param significance greatest adjusted p that is beyond chance, in (0, 1)
   * @param leastRows rows that each side needs to be judged, at least 1
   * @param positiveShift change of the positive rate that alerts, in [0, 1]
   */
  public record Drift(
      int windowDays,
      int maxSlices,
      double psiModerate,
      double psiMajor,
      double effectFloor,
      double significance,
      int leastRows,
      double positiveShift) {}

  /**
   * Predictions beside their outcomes.
   *
   * @param leastGroupRows labelled rows that a group needs to be judged, at least 1
   * @param maxGroups groups of one column that are told, the largest first, 1 to 1,000
   * @param labelShift change of the observed positive rate that alerts, in [0, 1]
   * @param aucDrop loss of AUC since training that alerts, in [0, 1]
   * @param impactFloor disparate impact ratio below which a group alerts, in [0, 1]
   */
  public record Outcome(
      int leastGroupRows, int maxGroups, double labelShift, double aucDrop, double impactFloor) {}

  /**
   * How a sample of rows is proved by the oracle.
   *
   * @param maxSourceRows greatest number of rows of a source to hold in memory, 1 to 100,000,000
   */
  public record Verify(int maxSourceRows) {}

  /**
   * Where predictions are cached.
   *
   * @param redis the server, which is asked only where the store is {@link Store#REDIS}
   * @param keyPrefix what every key of the server starts with
   * @param writers tasks that write to it at once, at least 1
   * @param pipelineCommands commands under way of each, at least 1
   * @param pipelineBytes bytes under way of each, at least 1
   */
  public record Cache(
      Store store,
      RedisEndpoint redis,
      String keyPrefix,
      int writers,
      int pipelineCommands,
      int pipelineBytes) {
    /** What a cache is kept in. */
    public enum Store {
      /** RocksDB, in the folder {@link Folders#cache}. */
      ROCKSDB,
      /** A Redis server. */
      REDIS
    }
  }

  /**
   * What maintenance keeps.
   *
   * @param keepHistoryDays days for which a replaced file stays, 7 to 3,650
   */
  public record Maintain(int keepHistoryDays) {}

  /**
   * What scoring costs.
   *
   * @param coreHour price of one core for one hour, 0 where it is not known
   * @param gpuHour price of one GPU for one hour, 0 where it is not known
   * @param currency the currency's sign
   */
  public record Cost(double coreHour, double gpuHour, String currency) {}

  /**
   * Who is told of scoring runs besides the ledger; nobody by default.
   *
   * @param metricsFolder folder of Prometheus text for node_exporter's textfile collector
   * @param pushgateway address of a Prometheus Pushgateway
   * @param lineageFile file to whose end OpenLineage events are written, one a line
   * @param lineageUrl address to which OpenLineage events are posted
   * @param lineageNamespace OpenLineage's namespace of jobs
   * @param timeout for a connection, and for an answer
   */
  public record Observe(
      Optional<Path> metricsFolder,
      Optional<URI> pushgateway,
      Optional<Path> lineageFile,
      Optional<URI> lineageUrl,
      String lineageNamespace,
      Duration timeout) {
    /** Hides the user and password that an address may carry. */
    @Override
    public String toString() {
      return "Observe[metricsFolder=%s, pushgateway=%s, lineageFile=%s, lineageUrl=%s, lineageNamespace=%s, timeout=%s]"
          .formatted(
              metricsFolder,
              shown("observe.metrics.pushgateway", pushgateway),
              lineageFile,
              shown("observe.lineage.url", lineageUrl),
              lineageNamespace,
              timeout);
    }

    private static Optional<String> shown(String key, Optional<URI> address) {
      return address.map(known -> Redaction.of(key, known.toString()));
    }
  }

  /** How log lines are written to standard error. */
  public enum Logs {
    /** For people. */
    TEXT,
    /** One JSON object a line. */
    JSON
  }
}
