package io.evenkeel.stage.warehouse;

import java.util.OptionalLong;

/**
 * A source table as a run reads it, from its start to its end.
 *
 * @param name the name by which it was found
 * @param location path or URI of its folder; for a catalog table that is not Delta, its name
 * @param format where the rows come from
 * @param version the Delta version; empty for the other formats, whose rows may change under a run
 */
public record PinnedTable(String name, String location, Format format, OptionalLong version) {

  /** Where rows come from. */
  public enum Format {
    /** A Delta table: every read sees the pinned version. */
    DELTA,
    /** A folder of Parquet files: a read sees the files of that moment. */
    PARQUET,
    /** A table of the session's catalog in another format: a read sees the rows of that moment. */
    CATALOG
  }

  /** Refuses a Delta table without a version and any other with one. */
  public PinnedTable {
    if ((format == Format.DELTA) != version.isPresent()) {
      throw new IllegalArgumentException(
          "Table '%s' has the format %s and the version %s; a Delta table has one, others none"
              .formatted(name, format, version));
    }
  }

  /** Returns {@code flights@v3}, or {@code flights (PARQUET, not versioned)}. */
  @Override
  public String toString() {
    return version.isPresent()
        ? name + "@v" + version.getAsLong()
        : "%s (%s, not versioned)".formatted(name, format);
  }
}
