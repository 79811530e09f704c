package io.evenkeel.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SettingTest {
  private static final String ROWS = "evenkeel.score.batch_rows";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void namesTheFlag() throws IOException {
    SettingsLayers layers = layers(Map.of(ROWS, "9"), Map.of("EVENKEEL__SCORE__BATCH_ROWS", "8"));
    assertThat(rows(layers)).isEqualTo(new Setting(ROWS, "9", Setting.Source.FLAG, "--conf"));
    assertThat(SettingsReader.read(layers).score().batchRows()).hasValue(9);
  }

  @Test
  public void namesTheVariableWhereNoFlagIsGiven() throws IOException {
    SettingsLayers layers =
        layers(Map.of(), Map.of("EVENKEEL__SCORE__BATCH_ROWS", "8", "EVENKEEL_MEMORY", "4g"));
    assertThat(rows(layers))
        .isEqualTo(
            new Setting(ROWS, "8", Setting.Source.ENVIRONMENT, "EVENKEEL__SCORE__BATCH_ROWS"));
    assertThat(SettingsReader.read(layers).score().batchRows()).hasValue(8);
  }

  @Test
  public void refusesWhatIsNoSettingAndNamesWhoSetIt() throws IOException {
    SettingsLayers layers =
        layers(Map.of("evenkeel.score.rows", "9"), Map.of("EVENKEEL__SCORE__BATCH_ROW", "8"));
    assertThatThrownBy(() -> SettingsReader.read(layers))
        .hasMessageContaining("'evenkeel.score.rows' (--conf) is unknown")
        .hasMessageContaining("'evenkeel.score.batch_row' (EVENKEEL__SCORE__BATCH_ROW) is unknown");
  }

  @Test
  public void namesTheFileAndItsLine() throws IOException {
    SettingsLayers layers = layers(Map.of(), Map.of());
    assertThat(rows(layers)).isEqualTo(new Setting(ROWS, "7", Setting.Source.FILE, file() + ":3"));
  }

  @Test
  public void namesTheReferenceForWhatNobodyHasSet() throws IOException {
    Setting currency = setting(layers(Map.of(), Map.of()), "evenkeel.cost.currency");
    assertThat(currency.given()).isFalse();
    assertThat(currency.value()).isEqualTo("$");
    assertThat(currency.place()).matches("conf/reference\\.conf:\\d+");
  }

  @Test
  public void countsWhatFollowsAnotherSettingAsTheDefaultThatItIs() throws IOException {
    SettingsLayers layers = layers(Map.of("evenkeel.home", "/data"), Map.of());
    Setting tables = setting(layers, "evenkeel.tables");
    assertThat(tables.value()).isEqualTo("/data/tables");
    assertThat(tables.source()).isEqualTo(Setting.Source.DEFAULT);
  }

  @Test
  public void tellsTablesOfDatabasesToo() throws IOException {
    Setting url =
        setting(
            layers(Map.of("evenkeel.jdbc.t.url", "jdbc:h2:x"), Map.of()), "evenkeel.jdbc.t.url");
    assertThat(url.value()).isEqualTo("jdbc:h2:x");
    assertThat(url.source()).isEqualTo(Setting.Source.FLAG);
  }

  @Test
  public void neverTellsASecret() {
    assertThat(Redaction.of("evenkeel.a.password", "hunter2")).isEqualTo("(hidden)");
    assertThat(Redaction.of("evenkeel.a.password", "")).isEmpty();
    assertThat(Redaction.of("evenkeel.a.password_file", "/run/secrets/a"))
        .isEqualTo("/run/secrets/a");
    assertThat(Redaction.of("evenkeel.a.url", "http://me:hunter2@host/x?Token=abc&y=1"))
        .isEqualTo("http://(hidden)@host/x?Token=(hidden)&y=1");
    assertThat(Redaction.of("evenkeel.a.url", "jdbc:x://host;password=hunter2;y=1"))
        .isEqualTo("jdbc:x://host;password=(hidden);y=1");
  }

  private static Setting rows(SettingsLayers layers) {
    return setting(layers, ROWS);
  }

  private static Setting setting(SettingsLayers layers, String key) {
    return layers.settings().stream().filter(s -> s.key().equals(key)).findFirst().orElseThrow();
  }

  private SettingsLayers layers(Map<String, String> flags, Map<String, String> environment)
      throws IOException {
    Files.writeString(file(), "evenkeel {\n  score {\n    batch_rows = 7\n  }\n}\n");
    return SettingsLayers.of(Optional.of(file()), flags, environment);
  }

  private Path file() {
    return folder.getRoot().toPath().resolve("evenkeel.conf");
  }
}
