package io.evenkeel.profile;

import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The id of a profile: SHA-256 over lines of ASCII that any language can write again. It does not
 * depend on how a JSON writer spaces or prints numbers.
 *
 * <p>Every line ends with a line feed; words in a line are parted by one blank; a list may be
 * empty, and then the line is its first word alone. <i>hex</i> is the lower-case hex of a text's
 * UTF-8 bytes, <i>bits</i> the 16 lower-case hex digits of a double's IEEE 754 bits, most
 * significant first, and <i>n</i> a whole number in decimal digits.
 *
 * <pre>{@code
 * evenkeel-reference-profile/1
 * feature_set <hex>
 * fingerprint <hex>
 * rows <n>
 * }</pre>
 *
 * then for each feature, in order, either
 *
 * <pre>{@code
 * numeric <hex of name>
 * summary <n of values> <bits of min> <bits of max> <bits of mean> <bits of variance>
 * edges <bits>...
 * bins <n>...
 * others <n of nulls> <n of nans> <n below min> <n above max>
 * }</pre>
 *
 * or
 *
 * <pre>{@code
 * categorical <hex of name>
 * categories <hex>...
 * bins <n>...
 * others <n of nulls> <n of unseen>
 * }</pre>
 *
 * In Python, hex is {@code s.encode().hex()} and bits is {@code struct.pack(">d", x).hex()}.
 */
final class ProfileHash {
  static final String FORMAT = "evenkeel-reference-profile/1";

  private static final HexFormat HEX = HexFormat.of();

  private final StringBuilder text = new StringBuilder();

  private ProfileHash() {}

  /** Returns the id of a profile with that content. */
  static String of(
      String featureSet, String fingerprint, long rows, List<FeatureProfile> features) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] lines =
          canonical(featureSet, fingerprint, rows, features).getBytes(StandardCharsets.US_ASCII);
      return HEX.formatHex(sha.digest(lines));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Returns the lines that are hashed. */
  static String canonical(
      String featureSet, String fingerprint, long rows, List<FeatureProfile> features) {
    ProfileHash lines = new ProfileHash();
    lines.word(FORMAT).end();
    lines.word("feature_set").hex(featureSet).end();
    lines.word("fingerprint").hex(fingerprint).end();
    lines.word("rows").count(rows).end();
    features.forEach(lines::feature);
    return lines.text.toString();
  }

  private void feature(FeatureProfile feature) {
    if (feature instanceof Numeric numeric) {
      numeric(numeric);
    } else if (feature instanceof Categorical categorical) {
      categorical(categorical);
    }
  }

  private void numeric(Numeric feature) {
    word("numeric").hex(feature.name()).end();
    Summary summary = feature.summary();
    word("summary").count(summary.values()).bits(summary.min()).bits(summary.max());
    bits(summary.mean()).bits(summary.variance()).end();
    word("edges");
    for (int i = 0; i < feature.edges().size(); i++) {
      bits(feature.edges().at(i));
    }
    end();
    bins(feature);
    BinLayout layout = feature.layout();
    Counts counts = feature.counts();
    word("others").count(counts.at(layout.nullBin())).count(counts.at(layout.nanBin()));
    count(counts.at(layout.belowMin())).count(counts.at(layout.aboveMax())).end();
  }

  private void categorical(Categorical feature) {
    word("categorical").hex(feature.name()).end();
    word("categories");
    feature.categories().forEach(this::hex);
    end();
    bins(feature);
    BinLayout layout = feature.layout();
    word("others").count(feature.counts().at(layout.nullBin()));
    count(feature.counts().at(layout.unseenBin())).end();
  }

  private void bins(FeatureProfile feature) {
    word("bins");
    for (int bin = 0; bin < feature.layout().bins(); bin++) {
      count(feature.counts().at(bin));
    }
    end();
  }

  private ProfileHash word(String word) {
    text.append(word);
    return this;
  }

  private ProfileHash hex(String value) {
    text.append(' ').append(HEX.formatHex(value.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  private ProfileHash bits(double value) {
    text.append(' ').append(HEX.toHexDigits(Double.doubleToLongBits(value)));
    return this;
  }

  private ProfileHash count(long value) {
    text.append(' ').append(value);
    return this;
  }

  private void end() {
    text.append('\n');
  }
}
