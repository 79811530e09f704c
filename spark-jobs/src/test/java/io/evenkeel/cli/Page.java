package io.evenkeel.cli;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation.
 *
 * @param name its path from the root of the checkout
 */
record Page(String name, String text) {
  static final Path ROOT = Path.of("").toAbsolutePath().resolve("..").normalize();

  private static final Pattern BLOCK =
      Pattern.compile("^```\\w*\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern INLINE = Pattern.compile("`(\\./evenkeel [^`]*)`");
  private static final Pattern IN_BLOCK =
      Pattern.compile(
          "^(?:\\$ )?(?:[A-Z_]+=\\S+ )?(\\./evenkeel (?:\"[^\"]*\"|[^\"\\n])*)", Pattern.MULTILINE);
  private static final Pattern SUBMITTED =
      Pattern.compile("evenkeel\\.jar \\\\\\n((?:.*\\\\\\n)*.*)");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  /** Returns every page: those at the root, in docs, and one for each folder and model. */
  static List<Page> all() {
    List<Path> files = new ArrayList<>();
    for (String folder :
        List.of(
            "",
            "docs",
            "feature-defs",
            "models",
            "models/flight_delay",
            "spark-jobs",
            "tests",
            "airflow-dags",
            "conf",
            "tests/data/nycflights13")) {
      try (Stream<Path> there = Files.list(ROOT.resolve(folder))) {
        there.filter(file -> file.toString().endsWith(".md")).forEach(files::add);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files.stream().map(Page::read).toList();
  }

  /** Returns a page by its path from the root. */
  static Page named(String name) {
    return read(ROOT.resolve(name));
  }

  private static Page read(Path file) {
    try {
      return new Page(ROOT.relativize(file).toString(), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the blocks between three backticks. */
  List<String> blocks() {
    return BLOCK.matcher(text).results().map(block -> block.group(1)).toList();
  }

  /** Returns each command that the page shows, as it stands there, from {@code ./evenkeel} on. */
  List<String> commands() {
    List<String> commands = new ArrayList<>();
    Matcher inline = INLINE.matcher(BLOCK.matcher(text).replaceAll(""));
    while (inline.find()) {
      commands.add(inline.group(1));
    }
    for (String block : blocks()) {
      IN_BLOCK.matcher(block).results().forEach(line -> commands.add(line.group(1)));
      SUBMITTED
          .matcher(block)
          .results()
          .forEach(line -> commands.add("./evenkeel " + line.group(1).replace("\\\n", " ")));
    }
    return commands;
  }

  /**
   * Returns the arguments of a command: words without quotes, up to a comment or what follows
   * {@code &&}; a word in angle brackets is given a value of its kind.
   */
  static List<String> arguments(String command) {
    String given =
        Splitter.on(Pattern.compile(" && | {2,}#| +\\("))
            .splitToList(command)
            .get(0)
            .substring("./evenkeel".length())
            .replaceAll("<date>|(?<=--date )D\\b", "2013-07-04")
            .replaceAll("<[^>]*>", "x")
            .replaceAll("(\\\\\\|\\w+)+", "");
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(given);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : word.group(1));
    }
    return words;
  }
}
