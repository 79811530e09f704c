package io.evenkeel.stage.warehouse;

import io.delta.storage.LogStore;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** A process that tries to commit every version of a log and writes down those that it got. */
final class ClaimVersions {
  private ClaimVersions() {}

  /**
   * Arguments: folder of the log, this process's name, number of versions, file for the claims, the
   * store's class.
   */
  public static void main(String[] arguments) throws Exception {
    Path log = Path.of(arguments[0]);
    String name = arguments[1];
    Configuration configuration = new Configuration();
    LogStore store =
        Class.forName(arguments[4])
            .asSubclass(LogStore.class)
            .getConstructor(Configuration.class)
            .newInstance(configuration);
    List<String> claims = new ArrayList<>();
    awaitTheOthers(log.resolveSibling("go"));
    for (int version = 0; version < Integer.parseInt(arguments[2]); version++) {
      var file = new org.apache.hadoop.fs.Path(log.toUri().toString(), version + ".json");
      if (claims(store, file, name, configuration)) {
        claims.add(version + " " + name);
      }
    }
    Files.write(Path.of(arguments[3]), claims);
  }

  private static boolean claims(
      LogStore store, org.apache.hadoop.fs.Path file, String name, Configuration configuration)
      throws IOException {
    try {
      store.write(file, List.of(name, "line 2 of " + name).iterator(), false, configuration);
      return true;
    } catch (FileAlreadyExistsException taken) {
      return false;
    }
  }

  private static void awaitTheOthers(Path go) throws InterruptedException {
    while (!Files.exists(go)) {
      Thread.sleep(1);
    }
  }
}
