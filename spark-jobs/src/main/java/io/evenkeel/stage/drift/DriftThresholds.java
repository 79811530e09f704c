package io.evenkeel.stage.drift;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the verdict goes by. An index of stability counts as moved beyond its threshold and beyond
 * what chance gives it at these sizes, so small samples raise no alarm; a test counts where its
 * adjusted p is small and its effect is not.
 *
 * @param psiModerate index from which a feature has moved, at least 0
 * @param psiMajor index from which it has moved far, at least {@code psiModerate}
 * @param effectFloor least effect of a test that matters: the lower bound of D, or the largest
 *     difference of a category's shares, in [0, 1]
 * @param significance greatest adjusted p that is beyond chance, and the chance of one false PSI
 *     alarm among all features, in (0, 1)
 * @param leastRows rows that each side needs to be judged, at least 1
 * @param positiveFrom score from which a prediction is positive
 * @param positiveShift change of the positive rate that alerts, in [0, 1]
 */
public record DriftThresholds(
    double psiModerate,
    double psiMajor,
    double effectFloor,
    double significance,
    int leastRows,
    double positiveFrom,
    double positiveShift) {
  /** The thresholds of the reference: PSI 0.1 and 0.25, effect 0.05, significance 0.01. */
  public static final DriftThresholds DEFAULTS =
      new DriftThresholds(.1, .25, .05, .01, 50, .5, .05);

  /** Refuses thresholds that contradict each other. */
  public DriftThresholds {
    boolean valid =
        psiModerate >= 0
            && psiMajor >= psiModerate
            && effectFloor >= 0
            && effectFloor <= 1
            && significance > 0
            && significance < 1
            && leastRows >= 1
            && Double.isFinite(positiveFrom)
            && positiveShift >= 0
            && positiveShift <= 1;
    if (!valid) {
      throw new IllegalArgumentException(
          ("PSI %s and %s, effect floor %s, significance %s, least rows %d, positive from %s, positive"
                  + " shift %s: possible are 0 <= moderate <= major, shares in [0, 1], significance in"
                  + " (0, 1), rows from 1")
              .formatted(
                  psiModerate,
                  psiMajor,
                  effectFloor,
                  significance,
                  leastRows,
                  positiveFrom,
                  positiveShift));
    }
  }

  /** Returns the SHA-256 of the thresholds, 64 lower-case hex digits. */
  public String hash() {
    try {
      byte[] text = toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
