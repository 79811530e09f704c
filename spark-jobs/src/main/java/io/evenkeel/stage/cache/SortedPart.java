package io.evenkeel.stage.cache;

import io.evenkeel.disk.Document;
import io.evenkeel.disk.Sealed;
import java.util.Map;

/** A file of sorted entries that one task wrote. */
record SortedPart(String file, EntryChecksum.Total total) {
  String json() {
    return Sealed.of(Map.of("file", file, "entries", total.entries(), "checksum", total.checksum()))
        .json();
  }

  static SortedPart of(String json) {
    Document part = new Sealed(json).document();
    return new SortedPart(
        part.text("file"),
        new EntryChecksum.Total(part.number("entries"), part.number("checksum")));
  }
}
