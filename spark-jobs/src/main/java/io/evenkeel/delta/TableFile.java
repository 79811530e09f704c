package io.evenkeel.delta;

import java.io.Serializable;

/**
 * A Parquet file in a table's folder, which a commit may make part of the table.
 *
 * @param path relative to the table's folder, of letters, digits and {@code _ . - = /} only
 * @param length in bytes
 * @param modified milliseconds since 1970
 * @param statistics of its columns
 */
public record TableFile(String path, long length, long modified, FileStatistics statistics)
    implements Serializable {}
