package io.evenkeel.delta;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The log of a table that was never made: its maker was killed between the folder and the first
 * commit. Delta takes the folder for a table and finds none in it, whoever tries again.
 */
final class AbandonedLog {
  private static final String LOG = "_delta_log";

  private AbandonedLog() {}

  /**
   * Removes the log of the table at {@code path}, if nothing but unfinished commits is in it, whose
   * names are hidden, and nothing at all beside it. Does nothing otherwise. A maker that lives all
   * the same can't end its commit then, and tries again.
   */
  static void remove(Configuration configuration, String path) throws IOException {
    Path table = new Path(path);
    Path log = new Path(table, LOG);
    FileSystem store = table.getFileSystem(configuration);
    boolean nothingElse = names(store, table).allMatch(LOG::equals);
    if (nothingElse && store.exists(log) && names(store, log).allMatch(AbandonedLog::hidden)) {
      for (FileStatus unfinished : store.listStatus(log)) {
        store.delete(unfinished.getPath(), /* recursive= */ false);
      }
      // Not with what may have come into it meanwhile.
      store.delete(log, /* recursive= */ false);
    }
  }

  private static boolean hidden(String name) {
    return name.startsWith(".");
  }

  private static Stream<String> names(FileSystem store, Path folder) throws IOException {
    return store.exists(folder)
        ? Arrays.stream(store.listStatus(folder)).map(found -> found.getPath().getName())
        : Stream.empty();
  }
}
