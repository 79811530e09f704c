package io.evenkeel.feature.language;

import io.evenkeel.feature.FeatureSet;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What ties exports, models and predictions to the definition that they were made by. */
public final class Fingerprint {
  private Fingerprint() {}

  /** Returns the SHA-256 of the set's {@link CanonicalForm} in UTF-8: 64 lower-case hex digits. */
  public static String of(FeatureSet set) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      byte[] text = CanonicalForm.of(set).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(sha256.digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
