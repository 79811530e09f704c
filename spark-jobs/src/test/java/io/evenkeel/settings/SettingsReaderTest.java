package io.evenkeel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.stage.warehouse.JdbcSource;
import io.evenkeel.stage.warehouse.SecretPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SettingsReaderTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void takesEveryDefaultFromTheReference() {
    Settings settings = SettingsReader.read(Optional.empty(), Map.of());
    assertThat(settings.folders().tables()).isEqualTo(Path.of("lakehouse/tables"));
    assertThat(settings.score().batchRows()).isEmpty();
  }

  @Test
  public void readsTablesOfDatabasesAndWhereTheirSecretsAre() throws IOException {
    Path file =
        write(
            """
            evenkeel.jdbc.payments {
              url = "jdbc:postgresql://db/shop", table = public.payments, user_env = SHOP_USER
              password_file = /run/secrets/shop, parts { column = id, from = 1, to = 9, number = 3 }
            }""");
    assertThat(SettingsReader.read(Optional.of(file), Map.of()).jdbc())
        .singleElement()
        .satisfies(
            table -> {
              assertThat(table.name()).isEqualTo("payments");
              assertThat(table.user()).contains(new SecretPlace.Environment("SHOP_USER"));
              assertThat(table.parts()).contains(new JdbcSource.Parts("id", "1", "9", 3));
            });
  }

  @Test
  public void refusesAPasswordInTheUrlAndOneInTheSettings() throws IOException {
    Path file =
        write(
            """
            evenkeel.jdbc.payments {
              url = "jdbc:postgresql://me:secret@db/shop", table = t, password = secret, parts { number = 0 }
            }""");
    assertThatThrownBy(() -> SettingsReader.read(Optional.of(file), Map.of()))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("evenkeel.jdbc.payments.url must")
        .hasMessageContaining("'evenkeel.jdbc.payments.password' is unknown")
        .hasMessageContaining("evenkeel.jdbc.payments.parts.number is 0")
        .hasMessageNotContaining("me:secret");
  }

  @Test
  public void movesEveryFolderWithItsHome() {
    Settings settings = SettingsReader.read(Optional.empty(), Map.of("evenkeel.home", "/data"));
    assertThat(settings.folders().staging()).isEqualTo(Path.of("/data/staging"));
    assertThat(settings.folders().cache()).isEqualTo(Path.of("/data/cache"));
  }

  @Test
  public void prefersTheCommandLineToTheFileAndTheFileToTheReference() throws IOException {
    Path file = write("evenkeel { score { batch_rows = 7, max_quarantine_percent = 1 } }");
    Settings settings =
        SettingsReader.read(Optional.of(file), Map.of("evenkeel.score.batch_rows", "9"));
    assertThat(settings.score().batchRows()).hasValue(9);
    assertThat(settings.score().maxQuarantinePercent()).isEqualTo(1);
  }

  @Test
  public void listsEveryProblemAtOnceWithTheNearestKnownKey() throws IOException {
    Path file = write("evenkeel { score { batch_row = 7, max_quarantine_percent = 101 } }");
    EvenkeelException thrown =
        catchThrowableOfType(
            EvenkeelException.class,
            () ->
                SettingsReader.read(Optional.of(file), Map.of("evenkeel.cost.core_hour", "cheap")));
    assertThat(thrown.problems()).hasSize(3);
    assertThat(thrown)
        .hasMessageContaining("'evenkeel.score.batch_row' (%s:1) is unknown".formatted(file))
        .hasMessageContaining("'evenkeel.score.batch_rows'")
        .hasMessageContaining("evenkeel.score.max_quarantine_percent is 101.0; possible are 0.0")
        .hasMessageContaining("evenkeel.cost.core_hour");
  }

  @Test
  public void takesAPasswordByReferenceOnly() {
    Settings settings =
        SettingsReader.read(
            Optional.empty(),
            Map.of(
                "evenkeel.cache.store", "redis",
                "evenkeel.cache.redis.password_variable", "REDIS_PASSWORD"));
    assertThat(settings.cache().store()).isEqualTo(Settings.Cache.Store.REDIS);
    assertThat(settings.cache().redis().password())
        .hasToString("environment variable REDIS_PASSWORD");
    EvenkeelException thrown =
        catchThrowableOfType(
            EvenkeelException.class,
            () ->
                SettingsReader.read(
                    Optional.empty(),
                    Map.of(
                        "evenkeel.cache.redis.password", "hunter2",
                        "evenkeel.cache.redis.password_variable", "hunter2",
                        "evenkeel.cache.redis.password_file", "/run/secret")));
    assertThat(thrown.problems()).hasSize(3);
    assertThat(thrown)
        .hasMessageContaining("'evenkeel.cache.redis.password' (--conf) is unknown")
        .hasMessageContaining("password_variable is not the name of an environment variable")
        .hasMessageContaining("both set");
    assertThat(thrown.toString()).doesNotContain("hunter2");
  }

  @Test
  public void listsEveryProblemOfTheCacheAtOnce() {
    EvenkeelException thrown =
        catchThrowableOfType(
            EvenkeelException.class,
            () ->
                SettingsReader.read(
                    Optional.empty(),
                    Map.of(
                        "evenkeel.cache.store", "memcached",
                        "evenkeel.cache.redis.port", "0",
                        "evenkeel.cache.redis.key_prefix", "{a}",
                        "evenkeel.cache.redis.host", " ",
                        "evenkeel.cache.redis.tls.enabled", "perhaps")));
    assertThat(thrown.problems()).hasSize(5);
    assertThat(thrown).hasMessageContaining("possible are [rocksdb, redis]");
  }

  @Test
  public void namesAFileThatIsNotThere() {
    Path missing = folder.getRoot().toPath().resolve("nowhere.conf");
    assertThatThrownBy(() -> SettingsReader.read(Optional.of(missing), Map.of()))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("nowhere.conf");
  }

  private Path write(String text) throws IOException {
    return Files.writeString(folder.newFile("evenkeel.conf").toPath(), text);
  }
}
