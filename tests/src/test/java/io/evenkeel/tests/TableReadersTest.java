package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.Test;

/** Published tables in the hands of deltalake and DuckDB, which are neither Spark nor Java. */
public class TableReadersTest {
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
