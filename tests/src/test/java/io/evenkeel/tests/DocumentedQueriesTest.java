package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.job.Journal;
import io.evenkeel.job.OutcomesJob;
import io.evenkeel.job.OutcomesRequest;
import io.evenkeel.job.QueryJob;
import io.evenkeel.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;
import org.junit.BeforeClass;
import org.junit.Test;

/** Every query of {@code docs/queries.md}, asked of two scored days of flights. */
public class DocumentedQueriesTest {
  private static final FlightLakehouse LAKEHOUSE = FlightLakehouse.loaded();
  private static final LocalDate FIRST = LocalDate.of(2013, 7, 4);
  private static final LocalDate SECOND = FIRST.plusDays(1);
  private static final Pattern QUERY =
      Pattern.compile(
          "^## (\\d+)\\. ([^\\n]*)\\n.*?```sql\\n(.*?)```", Pattern.DOTALL | Pattern.MULTILINE);

  /** The query whose answer is that nothing is wrong. */
  private static final int CONSERVATION = 6;

  @BeforeClass
  public static void scoreTwoDaysAndJudgeTheFirst() {
    for (LocalDate day : List.of(FIRST, SECOND)) {
      var unused = LAKEHOUSE.score(day);
    }
    Settings settings = LAKEHOUSE.settings(Map.of());
    var unused =
        new OutcomesJob(LAKEHOUSE.spark(), settings, Journal.SILENT, Clock.systemUTC())
            .run(
                new OutcomesRequest(
                    FlightLakehouse.MODEL, FIRST, FIRST, List.of("carrier"), Optional.empty()));
  }

  @Test
  public void thereAreTwelve() throws IOException {
    assertThat(queries()).hasSize(12);
  }

  @Test
  public void eachHasAnAnswer() throws IOException {
    List<String> queries = queries();
    for (int number = 1; number <= queries.size(); number++) {
      List<Row> answer = query(queries.get(number - 1));
      if (number == CONSERVATION) {
        assertThat(answer).as("runs that have lost a row").isEmpty();
      } else {
        assertThat(answer).as("answer to query %d", number).isNotEmpty();
      }
    }
  }

  @Test
  public void thePageOfTablesIsWhatTheTablesAre() throws IOException {
    Path tables = LAKEHOUSE.settings(Map.of()).folders().tables();
    String made = new TablesPage(LAKEHOUSE.spark(), tables).text();
    Path page = Checkout.root().resolve("docs/tables.md");
    if (Boolean.getBoolean("evenkeel.golden.write")) {
      Files.writeString(page, made);
    }
    assertThat(made.lines()).containsExactlyElementsOf(Files.readAllLines(page));
    assertThat(made).as("a column without a comment").doesNotContain("|  |");
  }

  @Test
  public void historyHasEachPredictionOnceAndTheOneBeforeItOnTheSameRow() {
    assertThat(query("select count(*) from predictions_history"))
        .isEqualTo(query("select count(*) from predictions"));
    assertThat(
            query(
                """
                select h.row_id from predictions_history h
                left join predictions p on p.model = h.model and p.row_id = h.row_id
                  and p.score_date = h.previous_date and p.score = h.previous_score
                where h.previous_date is not null
                  and (p.row_id is null or h.previous_date >= h.score_date)
                """))
        .isEmpty();
  }

  @Test
  public void costHasARowForEachRunThatIsDone() {
    assertThat(query("select run_id from cost order by 1"))
        .isEqualTo(query("select run_id from runs where state = 'DONE' order by 1"))
        .isNotEmpty();
    assertThat(query("select 1 from cost where cost_per_million is null or cost_per_million < 0"))
        .isEmpty();
  }

  private static List<String> queries() throws IOException {
    Matcher page = QUERY.matcher(Files.readString(Checkout.root().resolve("docs/queries.md")));
    List<String> queries = new ArrayList<>();
    while (page.find()) {
      assertThat(Integer.parseInt(page.group(1))).as(page.group(2)).isEqualTo(queries.size() + 1);
      queries.add(page.group(3));
    }
    return queries;
  }

  private static List<Row> query(String sql) {
    return new QueryJob(LAKEHOUSE.spark(), LAKEHOUSE.settings(Map.of()).folders().tables())
        .run(sql)
        .collectAsList();
  }
}
