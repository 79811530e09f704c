package io.evenkeel.feature.language;

import static io.evenkeel.feature.language.DefinitionFile.flights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What is told about definitions that are wrong: one slip at a time, then all at once. */
public class ProblemsTest {
  private static final String MONTH =
      "month { expr = \"month(flight_date)\", type = int32, missing = reject, range = [1, 12] }";
  private static final String RATIO = "expr = \"carrier_delay_7d / nullif(flights_day, 0)\"";

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private List<String> problems(String text) {
    return DefinitionFile.problems(temporary.getRoot().toPath(), text);
  }

  /** Replaces a part of the flights' definition and expects exactly one problem. */
  private void slip(String old, String replacement, String... told) {
    assertThat(problems(flights(old, replacement))).singleElement().asString().contains(told);
  }

  private void month(String column, String... told) {
    slip(MONTH, "month { " + column + " }", told);
  }

  @Test
  public void namesFileLineSettingWhatWasFoundAndWhatIsPossible() {
    assertThat(problems(flights("mature_after = 1d", "mature_after = 1 fortnight")))
        .containsExactly(
            "flight_delay.conf:34: features.flight_delay.label.late.mature_after: found '1 fortnight'; possible is a whole number and a unit, such as 7d, 6h, 30m, 90s, 500ms or 250us");
  }

  @Test
  public void namesTheIncludedFileWhereTheSlipIsThere() {
    DefinitionFile.write(
        temporary.getRoot().toPath(),
        "parts/late.conf",
        "features.flight_delay.columns {\n\n  tardy { expr = \"late\", type = bool } }");

    assertThat(problems(DefinitionFile.FLIGHTS + "include \"parts/late.conf\""))
        .containsExactly(
            "late.conf:3: features.flight_delay.columns.tardy.missing: is missing; possible is reject, or a fill: true or false");
  }

  @Test
  public void tellsEverythingAtOnceInOrderOfLines() {
    String text =
        flights("version = 1", "version = 0")
            .replace("known_at = known_at", "knownat = known_at")
            .replace("window = 6h", "window = 6 hours")
            .replace("expr = \"seats\"", "expr = \"seats + rand()\"");
    Path file = DefinitionFile.write(temporary.getRoot().toPath(), text);

    EvenkeelException failure =
        catchThrowableOfType(EvenkeelException.class, () -> Definitions.read(file));

    assertThat(failure.fault()).isEqualTo(Fault.USAGE);
    assertThat(failure.problems())
        .extracting(problem -> problem.replaceAll("^[^:]*:(\\d+): .*", "$1"))
        .containsExactly("2", "13", "17", "30", "31");
    assertThat(failure.safe()).isNotEmpty();
    assertThat(failure.next()).contains("flight_delay.conf");
  }

  @Test
  public void refusesUnknownSettingsAndNamesTheNearest() {
    slip("timezone =", "timezone = UTC, time_zone =", "time_zone", "did you mean 'timezone'?");
    slip("mature_after", "mature_after = 1d, x_after", "x_after: unknown setting; possible are");
    slip("row_id = flight_id", "row_id = flight_id, wher = a", "did you mean 'where'?");
    slip("features.flight_delay", "defs { x = 1 }\nfeatures.flight_delay", "defs: unknown");
  }

  @Test
  public void refusesMissingSettings() {
    slip("version = 1", "", "version: is missing");
    slip("  as_of = \"to_timestamp", "  #", "as_of: is missing", "prediction moment");
    slip("table = weather, ", "", "sources.weather.table: is missing");
    slip("type = int8 }", "}", "label.late.type: is missing");
    slip(", missing = -1", "", "ratio.missing: is missing", "keep, reject, or a fill");
    slip(", window = 6h", "", "temperature.window: is missing");
    slip(", valid = always", "", "planes.valid: is missing");
    slip("dedup { key = [flight_id] }", "dedup { }", "dedup.key: is missing");
    slip("empty = 0, type = int64", "type = int64", "flights_day.empty: is missing");
  }

  @Test
  public void refusesValuesOfTheWrongShape() {
    slip("table = schedule", "table { a = 1 }", "spine.table: found a block");
    slip(
        "dedup { key = [flight_id] }",
        "dedup = flight_id",
        "found 'flight_id'; possible is a block");
    slip("order = [station]", "order = station", "found 'station'; possible is a list");
    slip("table = schedule", "table = null", "spine.table: is null");
    slip("table = schedule", "table = \"\"", "found ''; possible is the name of a warehouse table");
    slip("table = schedule", "table = [a]", "spine.table: found a list");
    slip("seats { from", "seats = 3, x { from", "columns.seats: found '3'; possible is a block");
  }

  @Test
  public void refusesUnknownSourcesKeysAndFunctions() {
    slip("from = planes", "from = plane", "unknown source 'plane'; did you mean 'planes'?");
    slip("by = [carrier]", "by = [carier]", "'carier' is not a key", "did you mean 'carrier'?");
    slip("by = [carrier]", "by = []", "by: is empty", "[carrier, flight_id, origin]");
    slip("by = [carrier]", "by = [route]", "'route' is not a key of source 'flights'");
    slip("avg(arrival_delay)", "agv(arrival_delay)", "unknown function 'agv'; did you mean 'avg'?");
    slip(
        "keys { tail_number =",
        "keys { tail = n, tail_number =",
        "tail: is not a key of the spine");
    slip("kind = states", "kind = state", "kind: found 'state'; possible is one of");
    slip("route = string", "route = text", "keys.route: found 'text'");
  }

  @Test
  public void refusesAggregatesThatAreNone() {
    slip("avg(arrival_delay)", "arrival_delay", "found 'arrival_delay'; possible is FUNCTION(");
    slip("avg(arrival_delay)", "avg(arrival_delay", "possible is FUNCTION(");
    slip("avg(arrival_delay)", "avg()", "argument is empty");
    slip("avg(arrival_delay)", "avg(*)", "found avg(*)");
    slip("avg(arrival_delay)", "avg(distinct x)", "possible is count_distinct(expression)");
    slip("avg(arrival_delay)", "avg(sum(x))", "'sum' is over several rows");
    slip("avg(arrival_delay)", "avg(x) + 1", "found '+ 1' after the function");
    slip(">= 15\"", "=> 15\"", "found '=> 15' after the function");
    slip(">= 15\"", ">= limit\"", "found '>= limit' after the function");
  }

  @Test
  public void refusesAggregatesWhoseResultIsNotOfTheType() {
    slip(
        "empty = 0, missing = keep, type = float32",
        "missing = a, type = string",
        "agg is a number");
    slip("mature_after = 1d, type = int8", "mature_after = 1d, type = string", "true or false");
    slip("order = [station], ", "scale = 2, ", "scale: is for sum, avg and stddev only");
    slip("empty = 0, missing", "scale = 40, missing", "a whole number from 0 to 18");
    slip("empty = 0, missing", "empty = no, missing", "empty: found 'no'; possible is a number");
    slip("empty = 0, missing", "order = [x], missing", "order: is for first and last only");
  }

  @Test
  public void refusesBadDurationsAndWindows() {
    slip("window = 7d", "window = 7", "window: found '7'");
    slip("window = 7d", "window = -7d", "window: found '-7d'");
    slip("window = 7d", "window = 0d", "window: found '0d'");
    slip("window = 7d", "window = 7ns", "window: found '7ns'");
    slip("window = 7d", "window = 999999999d", "window: found '999999999d'");
    slip("delay = 1h", "delay = 1.5h", "delay: found '1.5h'");
    slip("[0d,3d)", "[0d,3d]", "found '[0d,3d]'; possible is two durations");
    slip("[0d,3d)", "[3d,3d)", "found '[3d,3d)'");
    slip("days = 1,", "days = 0,", "days: found '0'");
    slip("calendar = \"America/New_York\"", "calendar = Atlantis", "found 'Atlantis'");
    slip("timezone = \"America/New_York\"", "timezone = Atlantis", "found 'Atlantis'");
  }

  @Test
  public void refusesEventsThatDoNotSayOnceWhenTheyAreKnown() {
    slip("observed_at, delay = 1h", "observed_at", "does not say when its events can be seen");
    slip("known_at = known_at", "known_at = a, delay = 1h", "has both known_at and delay");
  }

  @Test
  public void refusesBadRanges() {
    slip("[1, 12]", "[12, 1]", "range: found [12, 1]");
    slip("[1, 12]", "[1]", "two numbers");
    slip("[1, 12]", "[1, many]", "two numbers");
    slip("[1, 12]", "[1, 2.5], on_violation = clip", "the bound 2.5, which takes the place");
    slip(
        "[1, 12] }", "[1, 12], on_violation = ignore }", "possible is one of [reject, clip, flag]");
    month("expr = m, type = int32, missing = 0, range = [1, 12]", "'0', which is outside range");
    month("expr = m, type = int32, missing = 0, on_violation = clip", "columns with a range only");
    month("expr = m, type = bool, missing = false, range = [0, 1]", "range: is for numbers only");
  }

  @Test
  public void refusesBadCategories() {
    slip("values = [UA, AA]", "values = [UA, AA, UA]", "has 'UA' more than once");
    slip("values = [UA, AA], ", "", "values: is missing");
    slip("values = [UA, AA]", "values = []", "values: is empty");
    slip("unknown = other, ", "", "unknown: is missing", "reject, missing, or the value");
    slip("unknown = other, missing", "unknown = other, nan = keep, missing", "nan: is for numbers");
    month("expr = m, type = string, missing = a, values = [a]", "for type = category only");
    month("expr = m, type = string, missing = a, unknown = b", "for type = category only");
  }

  @Test
  public void refusesPoliciesThatTheTypeCannotHold() {
    month("expr = m, type = int32, missing = keep", "a tensor of type int32 has no missing value");
    month("expr = m, type = int8, missing = 200", "found '200'", "a whole number that fits int8");
    month("expr = m, type = int32, missing = 1.5", "found '1.5'");
    month("expr = m, type = bool, missing = maybe", "true or false");
    month("expr = m, type = float32, missing = 1e39", "a number that fits float32");
    month("expr = m, type = bool, missing = false, nan = keep", "nan: is for numbers only");
    month("expr = m, type = number, missing = 1", "type: found 'number'");
  }

  @Test
  public void refusesNamesThatAreReservedOrNoNames() {
    slip("month {", "as_of {", "'as_of' is a reserved word");
    slip("month {", "select {", "'select' is a reserved word");
    slip("month {", "\"a.b\" {", "'a.b' is not a name");
    slip("month {", "_month {", "'_month' is not a name");
    slip("month {", "Ratio {", "only in case");
    slip("label.late", "label.Month", "'Month' is also the name of a column");
  }

  @Test
  public void refusesColumnsThatUseOneAnotherInACircle() {
    String circle =
        flights("month(flight_date)", "Ratio + 1").replace(RATIO, "expr = \"seats * `month`\"");

    assertThat(problems(circle))
        .singleElement()
        .asString()
        .contains("columns use one another in a circle: month -> ratio -> month");
  }

  @Test
  public void refusesMoreThanOneSetAndMoreThanOneLabel() {
    assertThat(problems("features { a { version = 1 }, b { version = 1 } }"))
        .singleElement()
        .asString()
        .contains("found the sets [a, b]; possible is one set a file");
    slip("label.late", "label.early { type = int8 }, label.late", "found [early, late]");
  }

  @Test
  public void refusesAggregatesOfStatesAndValuesOfEvents() {
    slip(
        "from = planes, expr = \"seats\"",
        "from = planes, agg = \"max(seats)\", expr = s",
        "has states");
    slip("agg = \"last(temp)\"", "agg = \"last(temp)\", expr = temp", "has events");
    slip("expr = \"month(flight_date)\"", "agg = \"max(x)\"", "month.from: is missing");
    slip("from = flights, by = [flight_id]", "from = planes", "'planes' has states; a label is");
  }

  @Test
  public void refusesSqlThatIsNotDeterministic() {
    for (String sql :
        List.of(
            "now()",
            "CURRENT_DATE",
            "current_timestamp()",
            "rand(7)",
            "randn()",
            "uuid()",
            "shuffle(array(1))",
            "monotonically_increasing_id()",
            "spark_partition_id()",
            "input_file_name()",
            "localtimestamp",
            "unix_timestamp()",
            "curdate()")) {
      slip(RATIO, "expr = \"x + " + sql + "\"", sql.replaceAll("\\W.*", ""), "ratio.expr");
    }
  }

  @Test
  public void seesWordsOutsideOfLiteralsOnly() {
    String sql = "unix_timestamp(t) + length('now() rand()') + length(\\\"uuid()\\\") + now.x";
    Path file =
        DefinitionFile.write(
            temporary.getRoot().toPath(), flights(RATIO, "expr = \"" + sql + "\""));

    assertThat(Definitions.read(file).columns()).hasSize(7);
  }

  @Test
  public void refusesSqlThatIsNotOneExpressionOverOneRow() {
    slip(RATIO, "expr = \"sum(x)\"", "'sum' is over several rows");
    slip(RATIO, "expr = \"(select 1)\"", "'select' is a query");
    slip(RATIO, "expr = \"lag(x) over (order by y)\"", "'over' is a query");
    slip(RATIO, "expr = \"a; b\"", "has a ';'");
    slip(RATIO, "expr = \"a -- b\"", "has a SQL comment");
    slip(RATIO, "expr = \"a /* b */\"", "has a SQL comment");
    slip(RATIO, "expr = \"(a\"", "never closes a '('");
    slip(RATIO, "expr = \"a)\"", "closes a ')' that is not open");
    slip(RATIO, "expr = \"concat('a)\"", "a quotation mark ' that is never closed");
    slip(RATIO, "expr = \" \"", "is empty; possible is a SQL expression");
  }
}
