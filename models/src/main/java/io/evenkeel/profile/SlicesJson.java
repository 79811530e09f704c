package io.evenkeel.profile;

import io.evenkeel.disk.Document;
import io.evenkeel.disk.Sealed;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A reference's slices as a sealed JSON document, see {@link Sealed}: one line, and its digest in a
 * second. Counts are written as pairs of position and count, without those that are zero:
 *
 * <pre>{@code
 * {"format": "evenkeel-reference-slices/1", "profile": "<id of the export's profile>",
 *  "left_out": {"carrier": 2},
 *  "slices": [{"key": "carrier", "value": "UA",
 *              "counts": {"distance": {"length": 1006, "pairs": [3, 120, 4, 98]}}}]}
 * }</pre>
 */
public final class SlicesJson {
  private static final String FORMAT = "evenkeel-reference-slices/1";

  private SlicesJson() {}

  /** Returns the file's content. */
  public static byte[] write(ReferenceSlices slices) {
    List<Map<String, Object>> told = new ArrayList<>();
    for (Slice slice : slices.slices()) {
      Map<String, Object> counts = new TreeMap<>();
      slices.counts().of(slice).forEach((feature, own) -> counts.put(feature, sparse(own)));
      told.add(Map.of("key", slice.key(), "value", slice.value(), "counts", counts));
    }
    return Sealed.of(
            Map.of(
                "format",
                FORMAT,
                "profile",
                slices.profile(),
                "left_out",
                slices.leftOut(),
                "slices",
                told))
        .bytes();
  }

  /**
   * Returns the slices in that file.
   *
   * @throws EvenkeelException with fault CONTRACT, if the file cannot be read, was changed, or is
   *     not of this format
   */
  public static ReferenceSlices read(Path file) {
    try {
      Sealed document =
          Sealed.open(Files.readAllBytes(file))
              .orElseThrow(() -> refused(file, "it is not as it was written: its SHA-256 differs"));
      return slices(document.document());
    } catch (IOException e) {
      throw refused(file, "it cannot be read: " + e.getMessage()).causedBy(e);
    } catch (IllegalArgumentException | ClassCastException | IndexOutOfBoundsException e) {
      throw refused(file, String.valueOf(e.getMessage())).causedBy(e);
    }
  }

  private static ReferenceSlices slices(Document document) {
    if (!document.text("format").equals(FORMAT)) {
      throw new IllegalArgumentException(
          "Its format is '%s', not '%s'".formatted(document.text("format"), FORMAT));
    }
    Map<Slice, Map<String, long[]>> counts = new LinkedHashMap<>();
    counts.put(Slice.ALL, Map.of());
    for (Document slice : document.objects("slices")) {
      Document features = slice.object("counts");
      Map<String, long[]> own = new TreeMap<>();
      features.fields().keySet().forEach(name -> own.put(name, dense(features.object(name))));
      counts.put(new Slice(slice.text("key"), slice.text("value")), own);
    }
    Document leftOut = document.object("left_out");
    Map<String, Long> left = new TreeMap<>();
    leftOut.fields().keySet().forEach(key -> left.put(key, leftOut.number(key)));
    return new ReferenceSlices(document.text("profile"), new SlicedCounts(counts), left);
  }

  private static Map<String, Object> sparse(long[] counts) {
    List<Long> pairs = new ArrayList<>();
    for (int position = 0; position < counts.length; position++) {
      if (counts[position] != 0) {
        pairs.add((long) position);
        pairs.add(counts[position]);
      }
    }
    return Map.of("length", counts.length, "pairs", pairs);
  }

  private static long[] dense(Document counts) {
    List<Long> pairs = counts.numbers("pairs");
    long[] dense = new long[Math.toIntExact(counts.number("length"))];
    for (int i = 0; i < pairs.size(); i += 2) {
      dense[Math.toIntExact(pairs.get(i))] = pairs.get(i + 1);
    }
    return dense;
  }

  private static EvenkeelException refused(Path file, String why) {
    return EvenkeelException.of(
            Fault.CONTRACT, "The slices %s are refused: %s".formatted(file, why))
        .safe("Nothing was scored or judged with them.")
        .next("Restore the file from the training export, or remove it: runs then tell no slices.");
  }
}
