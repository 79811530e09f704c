package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Published tables in the hands of deltalake and DuckDB, which are neither Spark nor Java. */
public class TableReadersTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void theLinesOfThePageReadThemAsTheyStand() throws IOException {
    Path predictions = SmallLakehouse.scored().table("predictions");
    Path home = folder.newFolder("lakehouse").toPath();
    Path linked = Files.createSymbolicLink(home.resolve("tables"), predictions.getParent());
    String page = Files.readString(Checkout.root().resolve("docs/queries.md"));
    String lines = page.replaceAll("(?s).*```python\\n(.*?)```.*", "$1");
    String mean =
        TestSpark.session()
            .read()
            .format("delta")
            .load(linked.resolve("predictions").toString())
            .selectExpr("cast(avg(score) as string)")
            .head()
            .getString(0);
    String leading = mean.substring(0, 12);
    assertThat(PythonEnvironment.installed().in(home.getParent(), "-c", lines).lines())
        .filteredOn(line -> line.contains(leading))
        .hasSize(2);
  }

  @Test
  public void deltalakeAndDuckDbReadThePredictionsThatSparkWrote() throws IOException {
    SmallLakehouse small = SmallLakehouse.scored();
    String printed =
        PythonEnvironment.installed().run("read_tables.py", small.table("predictions").toString());
    JsonNode found = new ObjectMapper().readTree(printed);
    String sum =
        TestSpark.session()
            .read()
            .format("delta")
            .load(small.table("predictions").toString())
            .selectExpr("cast(round(sum(score), 6) as string)")
            .head()
            .getString(0);
    String day = SmallLakehouse.FIRST.toString();
    assertThat(found.path("arrow").toString())
        .isEqualTo("[\"60\",\"60\",\"%s\",\"%s\",\"%s\"]".formatted(sum, day, day));
    assertThat(found.path("files")).isEqualTo(found.path("arrow"));
    assertThat(found.path("rows").asInt()).isEqualTo(SmallLakehouse.ROWS);
    found
        .path("comments")
        .forEach(comment -> assertThat(comment.asText("")).as(printed).isNotBlank());
  }
}
