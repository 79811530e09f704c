package io.evenkeel.feature.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.feature.FeatureSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The language's README: each of its examples is read, and it leaves no setting out. */
public class LanguageReadmeTest {
  private static final Pattern BLOCK = Pattern.compile("```hocon (\\w+)\n(.*?)```", Pattern.DOTALL);
  private static final Pattern WRONG =
      Pattern.compile("```hocon wrong\n(.*?)```\n\n```\n(.*?)```", Pattern.DOTALL);
  private static final Path README = Path.of("README.md");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private record Example(String kind, String text) {}

  private static List<Example> examples(String... kinds) throws IOException {
    return BLOCK
        .matcher(Files.readString(README))
        .results()
        .map((MatchResult block) -> new Example(block.group(1), block.group(2)))
        .filter(example -> List.of(kinds).contains(example.kind()))
        .toList();
  }

  private FeatureSet read(String text) {
    return Definitions.read(DefinitionFile.write(temporary.getRoot().toPath(), "x.conf", text));
  }

  @Test
  public void hasWholeDefinitionsThatAreRead() throws IOException {
    assertThat(examples("file")).hasSize(2).allSatisfy(example -> read(example.text()));
  }

  @Test
  public void hasPartsThatAreReadWithinTheFirstDefinition() throws IOException {
    String whole = examples("file").get(0).text();
    List<Example> parts = examples("spine", "sources", "columns", "label");
    assertThat(parts).hasSizeGreaterThan(7);
    for (Example part : parts) {
      String block = "features.flight_delay.%s".formatted(part.kind());
      String cleared = part.kind().equals("label") ? block + " = null\n" : "";
      FeatureSet set = read(whole + cleared + block + " {\n" + part.text() + "}\n");
      assertThat(set).as(part.text()).isNotEqualTo(read(whole));
    }
  }

  @Test
  public void showsTheProblemsOfItsWrongExample() throws IOException {
    Matcher wrong = WRONG.matcher(Files.readString(README));
    assertThat(wrong.find()).isTrue();
    Path file = DefinitionFile.write(temporary.getRoot().toPath(), "rides.conf", wrong.group(1));

    assertThat(wrong.group(2).lines()).containsExactlyElementsOf(DefinitionFile.problemsOf(file));
  }

  @Test
  public void namesEverySetting() throws IOException {
    String readme = Files.readString(README);
    Stream.of(
            SetReader.SETTINGS,
            SpineReader.SETTINGS,
            SourceReader.EVENTS,
            SourceReader.STATES,
            ColumnReader.AGGREGATED,
            ColumnReader.LOOKED_UP,
            LabelReader.SETTINGS)
        .flatMap(settings -> settings.stream())
        .forEach(setting -> assertThat(readme).contains("`" + setting + "`"));
  }

  @Test
  public void standsBesideDefinitionsThatAreRead() {
    Path folder = Path.of(".");
    assertThat(Definitions.names(folder))
        .contains("flight_delay")
        .allSatisfy(name -> assertThat(Definitions.named(folder, name).columns()).isNotEmpty());
  }
}
