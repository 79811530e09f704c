package io.evenkeel.delta;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What each commit of a Delta table says of itself, newest first, as far back as the table keeps
 * its log. Reads the {@code commitInfo} of the commit files, as the Delta protocol describes them:
 * some milliseconds where {@code DeltaTable.history} starts a Spark job.
 */
final class CommitLog {
  private static final Pattern COMMIT = Pattern.compile("(\\d{20})\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem store;
  private final Path folder;

  CommitLog(Configuration hadoop, String table) throws IOException {
    this.folder = new Path(table, "_delta_log");
    this.store = folder.getFileSystem(hadoop);
  }

  /** Returns the table's versions that still have their commit file, newest first. */
  List<Long> versions() throws IOException {
    try {
      return Arrays.stream(store.listStatus(folder))
          .map(FileStatus::getPath)
          .map(path -> COMMIT.matcher(path.getName()))
          .filter(Matcher::matches)
          .map(name -> Long.valueOf(name.group(1)))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (FileNotFoundException noTable) {
      return List.of();
    }
  }

  /** Returns the {@code commitInfo} of a version, or empty where its writer left it out. */
  Optional<JsonNode> info(long version) throws IOException {
    Path file = new Path(folder, "%020d.json".formatted(version));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(store.open(file), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode info = JSON.readTree(line).path("commitInfo");
        if (info.isObject()) {
          return Optional.of(info);
        }
      }
      return Optional.empty();
    }
  }
}
