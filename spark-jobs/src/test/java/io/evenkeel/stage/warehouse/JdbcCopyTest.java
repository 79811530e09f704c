package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.SparkTestSession;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.ui.SQLExecutionUIData;
import org.junit.AfterClass;
import org.junit.Before;
import org.junit.BeforeClass;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import scala.jdk.javaapi.CollectionConverters;

/** Tables of a real PostgreSQL. */
public class JdbcCopyTest {
  private static final String PASSWORD = "correct-horse";

  private static EmbeddedPostgres postgres;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final SparkSession spark = SparkTestSession.session();
  private Path secret = Path.of("");

  @BeforeClass
  public static void startPostgres() throws IOException, SQLException {
    postgres = EmbeddedPostgres.builder().start();
    execute("create role reader login password '" + PASSWORD + "'");
    execute("create schema shop authorization reader");
  }

  @AfterClass
  public static void stopPostgres() throws IOException {
    postgres.close();
  }

  @Before
  public void fillTable() throws IOException, SQLException {
    execute("drop table if exists shop.payments");
    execute(
        """
        create table shop.payments as
        select i as id, 'rider ' || i % 7 as rider, (i * 1.25)::numeric(12, 2) as amount,
               timestamptz '2024-01-01 00:00:00Z' + i * interval '1 minute' as paid_at,
               case when i % 10 = 0 then null else i / 10 end as part
        from generate_series(1, 1000) as i""");
    execute("grant select on shop.payments to reader");
    secret = Files.writeString(folder.newFile("password").toPath(), PASSWORD + "\n");
  }

  @Test
  public void copiesEveryRowInSeveralQueriesWhateverTheBounds() {
    JdbcSource source = source(Optional.of(new JdbcSource.Parts("part", "20", "60", 4)));
    assertThat(source.rows(spark).rdd().getNumPartitions()).isEqualTo(4);
    assertThat(copy().refresh(source)).isTrue();
    assertThat(rows().count()).isEqualTo(1000);
    assertThat(rows().selectExpr("sum(amount)", "count(distinct id)").first().toString())
        .isEqualTo("[625625.00,1000]");
    assertThat(rows().selectExpr("unix_micros(min(paid_at))").first().getLong(0))
        .isEqualTo(1_704_067_260_000_000L);
  }

  @Test
  public void makesAVersionOnlyWhereRowsHaveChanged() throws SQLException {
    Warehouse warehouse = new Warehouse(spark, tables());
    assertThat(copy().refresh(source(Optional.empty()))).isTrue();
    PinnedTable first = warehouse.pin("payments");
    assertThat(copy().refresh(source(Optional.empty()))).as("unchanged").isFalse();
    assertThat(warehouse.pin("payments")).isEqualTo(first);
    execute("update shop.payments set amount = amount + 0.01 where id = 500");
    assertThat(copy().refresh(source(Optional.empty()))).as("changed").isTrue();
    assertThat(warehouse.pin("payments").version()).isNotEqualTo(first.version());
    assertThat(warehouse.read(first).where("id = 500").first().<Object>getAs("amount"))
        .as("what a run that pinned it before sees")
        .hasToString("625.00");
    assertThat(rows().where("id = 500").first().<Object>getAs("amount")).hasToString("625.01");
  }

  @Test
  public void leavesATableOfTheSameNameAlone() {
    spark.range(3).write().format("delta").save(tables() + "/payments");
    EvenkeelException refused =
        catchThrowableOfType(
            EvenkeelException.class, () -> copy().refresh(source(Optional.empty())));
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refused).hasMessageContaining("no copy of jdbc:postgresql://");
    assertThat(rows().count()).isEqualTo(3);
  }

  @Test
  public void tellsNoSecretWhereTheDatabaseRefuses() {
    JdbcSource source =
        new JdbcSource(
            "payments",
            "jdbc:postgresql://localhost:1/postgres?connectTimeout=2",
            "shop.payments",
            Optional.of(new SecretPlace.FirstLine(secret)),
            Optional.of(new SecretPlace.FirstLine(secret)),
            Optional.empty());
    EvenkeelException failure =
        catchThrowableOfType(EvenkeelException.class, () -> copy().refresh(source));
    assertThat(failure.fault()).isEqualTo(Fault.RETRYABLE);
    assertThat(failure.getMessage()).contains("localhost:1").doesNotContain(PASSWORD);
    assertThat(failure.getCause()).isNull();
    assertThat(source.toString()).doesNotContain(PASSWORD);
  }

  @Test
  public void keepsThePasswordOutOfThePlan() {
    Dataset<Row> rows = source(Optional.empty()).rows(spark);
    assertThat(rows.queryExecution().toString()).doesNotContain(PASSWORD);
    assertThat(rows.count()).isEqualTo(1000);
  }

  @Test
  public void leavesThePasswordInNoFileAndOnNoPageOfSpark() throws IOException {
    assertThat(copy().refresh(source(Optional.empty()))).isTrue();
    try (Stream<Path> files = Files.walk(folder.getRoot().toPath())) {
      for (Path file : files.filter(Files::isRegularFile).filter(x -> !x.equals(secret)).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain(PASSWORD);
      }
    }
    assertThat(spark.sparkContext().getConf().toDebugString()).doesNotContain(PASSWORD);
    var shown = ((org.apache.spark.sql.classic.SparkSession) spark).sharedState().statusStore();
    List<SQLExecutionUIData> pages = CollectionConverters.asJava(shown.executionsList());
    assertThat(pages).anyMatch(page -> page.physicalPlanDescription().contains("JDBC"));
    assertThat(pages)
        .noneMatch(page -> page.physicalPlanDescription().contains(PASSWORD))
        .noneMatch(page -> page.modifiedConfigs().toString().contains(PASSWORD));
  }

  private JdbcCopy copy() {
    return new JdbcCopy(spark, tables(), folder.getRoot() + "/scratch");
  }

  private JdbcSource source(Optional<JdbcSource.Parts> parts) {
    try {
      Path user = Files.writeString(folder.getRoot().toPath().resolve("user"), "reader");
      return new JdbcSource(
          "payments",
          "jdbc:postgresql://localhost:%d/postgres".formatted(postgres.getPort()),
          "shop.payments",
          Optional.of(new SecretPlace.FirstLine(user)),
          Optional.of(new SecretPlace.FirstLine(secret)),
          parts);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Dataset<Row> rows() {
    return spark.read().format("delta").load(tables() + "/payments");
  }

  private String tables() {
    return folder.getRoot() + "/tables";
  }

  private static void execute(String sql) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
