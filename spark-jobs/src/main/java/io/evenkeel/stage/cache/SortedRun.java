package io.evenkeel.stage.cache;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of entries sorted by key, which one task wrote: of each the lengths of key and value, four
 * bytes each with the big end first, then both.
 *
 * @param marks every thousandth entry, so that a reader need not begin with the first
 */
record SortedRun(String file, EntryChecksum.Total total, List<Mark> marks) implements Serializable {
  private static final int MARK_ENTRIES = 1_000;
  private static final int HEADER_BYTES = 2 * Integer.BYTES;
  private static final int WRITE_BYTES = 1 << 18;

  /**
   * Where an entry is.
   *
   * @param key as {@link #comparable} writes it
   * @param offset of its lengths in the file
   */
  record Mark(String key, long offset) implements Serializable {}

  /** Returns a key as a text that is before another's exactly if its unsigned bytes are. */
  static String comparable(byte[] key) {
    return new String(key, StandardCharsets.ISO_8859_1);
  }

  /** Sorts and writes the entries of a buffer. */
  static SortedRun write(EntryBuffer buffer, Path folder, String file) throws IOException {
    buffer.sortByKey();
    EntryChecksum checksum = new EntryChecksum();
    List<Mark> marks = new ArrayList<>();
    long offset = 0;
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(folder.resolve(file)), WRITE_BYTES))) {
      for (int i = 0; i < buffer.size(); i++) {
        int entry = buffer.sorted(i);
        if (i % MARK_ENTRIES == 0) {
          marks.add(new Mark(comparable(buffer.key(entry)), offset));
        }
        int keyLength = buffer.keyLength(entry);
        int valueLength = buffer.valueLength(entry);
        out.writeInt(keyLength);
        out.writeInt(valueLength);
        out.write(buffer.bytes(), buffer.start(entry), keyLength + valueLength);
        checksum.add(buffer, entry);
        offset += HEADER_BYTES + keyLength + valueLength;
      }
    }
    return new SortedRun(file, checksum.total(), marks);
  }

  /** Returns from where to read to find the first key that is not before {@code key}. */
  long before(String key) {
    long offset = 0;
    for (Mark mark : marks) {
      if (mark.key().compareTo(key) > 0) {
        break;
      }
      offset = mark.offset();
    }
    return offset;
  }
}
