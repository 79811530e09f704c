package io.evenkeel.feature.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The README's grammar: it has the settings that are read, and is right in what it requires. */
public class GrammarTest {
  private static final Pattern GRAMMAR = Pattern.compile("```grammar\n(.*?)```", Pattern.DOTALL);
  private static final Pattern RULE = Pattern.compile("(?m)^(\\w+) += (.*)$");
  private static final Pattern OPTIONAL = Pattern.compile("\\[(\\w+)]");
  private static final Pattern WORD = Pattern.compile("\\w+");

  /** Where each rule of a block is followed in {@link #LEAST}. */
  private static final Map<String, String> BLOCKS =
      Map.of(
          "set", "",
          "spine", "spine.",
          "events", "sources.e.",
          "states", "sources.s.",
          "expression", "columns.x.",
          "look_up", "columns.l.",
          "aggregate", "columns.a.",
          "label", "label.y.");

  /** Nothing but what is required. */
  private static final String LEAST =
      """
      features.least {
        version = 1, timezone = UTC
        spine { table = t, row_id = id, keys { k = int }, date = day, as_of = at }
        sources {
          e { table = t, keys { k = k }, event_time = at, delay = 0s }
          s { table = t, kind = states, keys { k = k }, valid = always }
        }
        columns {
          x { expr = n, type = int32, missing = reject }
          l { from = s, expr = n, type = int32, missing = reject }
          a { from = e, agg = "sum(n)", window = 7d, type = int64, missing = reject }
        }
        label.y { from = e, agg = "sum(n)", window = "[0d,1d)", mature_after = 0s, type = int64 }
      }
      """;

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Map<String, String> rules = new LinkedHashMap<>();

  @Before
  public void readGrammar() throws IOException {
    Matcher grammar = GRAMMAR.matcher(Files.readString(Path.of("README.md")));
    assertThat(grammar.find()).isTrue();
    RULE.matcher(grammar.group(1))
        .results()
        .forEach(rule -> rules.put(rule.group(1), rule.group(2)));
    rules.replaceAll((name, rule) -> rule.replace("policy", rules.get("policy")));
  }

  private static List<String> words(String rule) {
    return WORD.matcher(rule).results().map(word -> word.group()).toList();
  }

  private List<String> required(String block) {
    String rule = rules.get(block).replaceAll("\\(.*?\\)", "");
    return words(OPTIONAL.matcher(rule).replaceAll(""));
  }

  private Path file(Config features) {
    String text = features.root().render(ConfigRenderOptions.concise().setFormatted(true));
    return DefinitionFile.write(temporary.getRoot().toPath(), "least.conf", text);
  }

  private static Config least() {
    return ConfigFactory.parseString(LEAST);
  }

  @Test
  public void hasTheSettingsOfEachBlockAndNoOthers() {
    Map<String, Collection<String>> read =
        Map.of(
            "set", SetReader.SETTINGS,
            "spine", SpineReader.SETTINGS,
            "events", SourceReader.EVENTS,
            "states", SourceReader.STATES,
            "expression", ColumnReader.EXPRESSION,
            "look_up", ColumnReader.LOOKED_UP,
            "aggregate", ColumnReader.AGGREGATED,
            "label", LabelReader.SETTINGS);
    assertThat(read.keySet()).isEqualTo(BLOCKS.keySet());
    read.forEach(
        (block, settings) ->
            assertThat(words(rules.get(block)))
                .as(block)
                .containsExactlyInAnyOrderElementsOf(settings));
  }

  @Test
  public void requiresNothingMoreThanItSays() {
    assertThat(Definitions.read(file(least())).columns()).hasSize(3);
    BLOCKS.forEach(
        (block, path) -> {
          Config found = path.isEmpty() ? set() : set().getConfig(path.replaceAll("\\.$", ""));
          assertThat(found.root().keySet()).as(block).containsAll(required(block));
        });
  }

  private static Config set() {
    return least().getConfig("features.least");
  }

  @Test
  public void saysOfEachRequiredSettingWhereItIsMissingAndWhatIsPossible() {
    BLOCKS.forEach(
        (block, path) -> {
          for (String setting : required(block)) {
            // A source without 'kind' has events, and a column without 'from' is an expression.
            if (!List.of("kind", "from").contains(setting)) {
              String at = "features.least." + path + setting;
              assertThat(DefinitionFile.problemsOf(file(least().withoutPath(at))))
                  .as(at)
                  .anyMatch(problem -> named(problem, at) && problem.contains("is missing; "));
            }
          }
        });
  }

  @Test
  public void saysOfEverySettingWhereItIsWrongWhatWasFoundAndWhatIsPossible() {
    BLOCKS.forEach(
        (block, path) ->
            words(rules.get(block)).stream()
                .filter(setting -> !List.of("sources", "columns", "label").contains(setting))
                .forEach(setting -> wrong("features.least." + path + setting)));
  }

  private void wrong(String at) {
    Stream.of(List.of(List.of("x")), "no such thing (")
        .forEach(
            value -> {
              Config with = least().withValue(at, ConfigValueFactory.fromAnyRef(value));
              List<String> names = List.of("table", "row_id", "values", "unknown", "keys", "row");
              if (value instanceof String && names.stream().anyMatch(n -> at.endsWith("." + n))) {
                return;
              }
              assertThat(DefinitionFile.problemsOf(file(with)))
                  .as("%s = %s", at, value)
                  .anyMatch(problem -> named(problem, at) && tells(problem));
            });
  }

  @Test
  public void tellsEverythingThatIsWrongAtOnce() {
    Config wrong = least();
    List<String> places =
        Arrays.asList(
            "version", "spine.as_of", "sources.e.delay", "columns.a.window", "label.y.window");
    for (String place : places) {
      wrong =
          wrong.withValue("features.least." + place, ConfigValueFactory.fromAnyRef("now() + ("));
    }

    List<String> problems = DefinitionFile.problemsOf(file(wrong));

    for (String place : places) {
      assertThat(problems).anyMatch(problem -> named(problem, "features.least." + place));
    }
  }

  private static boolean named(String problem, String setting) {
    return problem.matches("least\\.conf:\\d+: " + Pattern.quote(setting) + "(\\.\\w+)?: .*");
  }

  private static boolean tells(String problem) {
    return Stream.of("ossible", "is for ", "never closes a '('").anyMatch(problem::contains);
  }
}
