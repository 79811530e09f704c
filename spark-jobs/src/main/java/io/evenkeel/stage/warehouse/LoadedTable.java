package io.evenkeel.stage.warehouse;

/**
 * What became of one table of a load.
 *
 * @param name the table
 * @param rows rows in it now
 * @param version its Delta version now
 * @param alreadyLoaded true where the same files had made it before, and nothing was written
 */
public record LoadedTable(String name, long rows, long version, boolean alreadyLoaded) {}
