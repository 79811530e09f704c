package io.evenkeel.settings;

import io.evenkeel.retrain.RetrainRules;
import java.nio.file.Path;

/**
 * Everything that can be set, checked. {@code conf/reference.conf} documents each value and its
 * default.
 *
 * @param folders where things are
 * @param loadFolder folder of SQL statements and Parquet files that {@code load} runs
 * @param score how a scoring run behaves
 * @param drift how drift is judged
 * @param outcome how outcomes are judged
 * @param retrain when a model is to be trained again
 * @param verify how a sample is proved
 * @param cost what a core costs
 */
public record Settings(
    Folders folders,
    Path loadFolder,
    Score score,
    Drift drift,
    Outcome outcome,
    RetrainRules retrain,
    Verify verify,
    Cost cost) {

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
   */
  public record Folders(
      Path tables,
      Path exports,
      Path staging,
      Path ledger,
      Path reports,
      Path cache,
      Path definitions,
      Path models) {}

  /**
   * A scoring run.
   *
   * @param batchRows rows per call of the model, 1 to 1,000,000
   * @param maxQuarantinePercent percent of rows that may be in quarantine, 0 to 100
   */
  public record Score(int batchRows, double maxQuarantinePercent) {}

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
   * What scoring costs.
   *
   * @param coreHour price of one core for one hour, 0 where it is not known
   * @param currency the currency's sign
   */
  public record Cost(double coreHour, String currency) {}
}
