package io.evenkeel.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.ScoreRequest;
import io.evenkeel.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** What a scoring run refuses, and that nothing is claimed or published then. */
public class RefusalsTest {
  private static final LocalDate DAY = LocalDate.of(2013, 8, 1);
  private static final FlightLakehouse LAKEHOUSE = FlightLakehouse.loaded();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @After
  public void nothingOfTheDayIsPublished() {
    Path slot = LAKEHOUSE.settings(Map.of()).folders().ledger().resolve("flight_delay/champion");
    assertThat(slot.resolve(DAY.toString())).doesNotExist();
  }

  @Test
  public void anUnknownModelIsRefusedWithThoseThereAre() {
    EvenkeelException refused = refused(LAKEHOUSE.settings(Map.of()), "flight_dely", DAY);
    assertThat(refused.fault()).isEqualTo(Fault.USAGE);
    assertThat(refused).hasMessageContaining("flight_dely").hasMessageContaining("flight_delay");
  }

  @Test
  public void aDayWithoutRowsIsRefused() {
    EvenkeelException refused =
        refused(LAKEHOUSE.settings(Map.of()), "flight_delay", LocalDate.of(2014, 8, 1));
    assertThat(refused.fault()).isEqualTo(Fault.GATE);
    assertThat(refused).hasMessageContaining("no row of 2014-08-01");
    assertThat(refused.next()).contains("--allow-empty");
  }

  @Test
  public void aDayWhosePredictionMomentHasNotComeIsRefused() {
    Instant before = Instant.parse("2013-07-31T23:59:59.999999Z");
    ScoreRequest request =
        new ScoreRequest(
            "flight_delay", OptionalInt.empty(), DAY, /* allowEmpty= */ false, Optional.of(before));
    EvenkeelException refused =
        catchThrowableOfType(
            EvenkeelException.class, () -> LAKEHOUSE.score(LAKEHOUSE.settings(Map.of()), request));
    assertThat(refused.fault()).isEqualTo(Fault.RETRYABLE);
    assertThat(refused)
        .hasMessageContaining("after the cut-off 2013-07-31T23:59:59.999999Z (given)");
    assertThat(refused.next()).contains("evenkeel.score.before_prediction_moment");
  }

  @Test
  public void aChangedByteOfTheModelIsRefused() throws IOException {
    Path models =
        copy(
            LAKEHOUSE.settings(Map.of()).folders().models().resolve("flight_delay/1"),
            "flight_delay/1");
    Path onnx = models.resolve("flight_delay/1/model.onnx");
    byte[] bytes = Files.readAllBytes(onnx);
    bytes[bytes.length / 2] ^= 1;
    Files.write(onnx, bytes);
    EvenkeelException refused =
        refused(
            LAKEHOUSE.settings(Map.of("evenkeel.models", models.toString())), "flight_delay", DAY);
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refused).hasMessageContaining("model.onnx");
  }

  @Test
  public void aDefinitionThatIsNotTheModelsIsRefused() throws IOException {
    Path changed = folder.newFolder("definitions").toPath();
    String text =
        Files.readString(
            LAKEHOUSE.settings(Map.of()).folders().definitions().resolve("flight_delay.conf"));
    Files.writeString(
        changed.resolve("flight_delay.conf"),
        text.replace(
            "window = 6h, type = float32, missing = keep, nan = missing",
            "window = 5h, type = float64, missing = keep, nan = missing"));
    EvenkeelException refused =
        refused(
            LAKEHOUSE.settings(Map.of("evenkeel.definitions", changed.toString())),
            "flight_delay",
            DAY);
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refused).hasMessageContaining("fingerprint").hasMessageContaining("temperature");
  }

  @Test
  public void aMissingTableIsRefusedByName() throws IOException {
    Path empty = folder.newFolder("tables").toPath();
    EvenkeelException refused =
        refused(
            LAKEHOUSE.settings(Map.of("evenkeel.tables", empty.toString())), "flight_delay", DAY);
    assertThat(refused.fault()).isEqualTo(Fault.CONTRACT);
    assertThat(refused).hasMessageContaining("There is no table 'flights'");
  }

  private static EvenkeelException refused(Settings settings, String model, LocalDate day) {
    return catchThrowableOfType(
        EvenkeelException.class,
        () -> LAKEHOUSE.score(settings, FlightLakehouse.request(model, day)));
  }

  private Path copy(Path from, String to) throws IOException {
    Path root = folder.newFolder("models").toPath();
    Path target = Files.createDirectories(root.resolve(to));
    try (Stream<Path> files = Files.list(from)) {
      List<Path> all = files.toList();
      for (Path file : all) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
    return root;
  }
}
