package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import org.junit.Test;

/** Words that are no command are told as every other failure is, in a few lines. */
public class RefusalTest {
  @Test
  public void aMisspeltOptionIsToldBeforeTheOneThatIsMissingForIt() {
    assertThat(refused("score", "--modle", "m", "--date=2013-07-04"))
        .isEqualTo(
            """
            error (usage): 2 problems
              - '--modle' is no option of 'score'; did you mean --model or --model-version?
              - Missing required option: '--model=NAME'
            safe:  nothing was started
            acts:  user
            next:  ./evenkeel score --help
            """);
  }

  @Test
  public void anOptionThatResemblesNoneIsToldWithAllThereAre() {
    assertThat(refused("runs", "--xyz=1"))
        .contains("'--xyz' is no option of 'runs'; possible are [")
        .contains("--limit")
        .doesNotContain("--xyz=1");
  }

  @Test
  public void aMisspeltCommandIsToldWithTheNearest() {
    assertThat(refused("scor")).contains("'scor' is no command of 'evenkeel'; did you mean score");
    assertThat(refused("cache", "verfy", "flight_delay"))
        .contains("'verfy' is no command of 'cache'; did you mean verify")
        .contains("next:  ./evenkeel cache --help");
  }

  @Test
  public void aQueryWithoutQuotationMarksIsToldSo() {
    assertThat(refused("sql", "select", "1")).contains("'1' is a word too many; a query");
  }

  @Test
  public void aDayAndAnInstantAreToldAsTheyAreWritten() {
    assertThat(refused("score", "--model", "m", "--date", "4.7.2013"))
        .contains("'--date': '4.7.2013' is not a day of the calendar")
        .contains("written as 2013-07-04");
    assertThat(refused("outcomes", "--model", "m", "--date", "2013-02-30"))
        .contains("'2013-02-30' is not a day of the calendar");
    assertThat(refused("score", "--model", "m", "--date", "2013-07-04", "--cutoff", "2013-07-04"))
        .contains("'2013-07-04' is not an instant, written as 2013-07-04T00:00:00Z");
  }

  @Test
  public void aLimitThatShowsNothingIsRefused() {
    for (String limit : new String[] {"0", "-1", "x", "2147483647"}) {
      assertThat(refused("runs", "--limit", limit))
          .contains("'%s' is not a whole number from 1 to 1,000,000,000".formatted(limit));
      assertThat(refused("sql", "select 1", "--limit", limit)).contains("is not a whole number");
    }
  }

  @Test
  public void aSettingsFileThatIsNotThereIsToldSo() {
    assertThat(refused("runs", "--settings", "nowhere.conf"))
        .startsWith("error (usage): There is no settings file 'nowhere.conf'\n")
        .contains("next:  name the file that there is");
  }

  @Test
  public void isJsonForAProgram() throws IOException {
    Told told = Told.of("runs", "--json", "--limit", "x");
    assertThat(told.exitCode()).isEqualTo(Fault.USAGE.exitCode());
    assertThat(told.errors()).isEmpty();
    assertThat(new ObjectMapper().readTree(told.output()).path("next").asText())
        .isEqualTo("./evenkeel runs --help");
  }

  @Test
  public void withoutACommandAllOfThemAreListed() {
    assertThat(refused()).contains("Commands:").contains("backfill");
    assertThat(refused("cache")).contains("Commands:").contains("rollback");
    assertThat(refused("features")).contains("Commands:").contains("audit");
  }

  private static String refused(String... words) {
    Told told = Told.of(words);
    assertThat(told.exitCode()).isEqualTo(Fault.USAGE.exitCode());
    assertThat(told.output()).isEmpty();
    return told.errors();
  }
}
