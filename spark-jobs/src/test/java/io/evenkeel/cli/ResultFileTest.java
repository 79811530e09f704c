package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.job.ScoreResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ResultFileTest {
  private static final ScoreResult ALERT =
      new ScoreResult("r-1", false, Map.of("rows_in", 7L, "drift_verdict", "alert"));

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void tellsARunsFactsAndItsExitCode() throws IOException {
    ResultFile file = file();
    file.write(ALERT, 11);
    JsonNode object = read(file);
    assertThat(object.path("run_id").asText()).isEqualTo("r-1");
    assertThat(object.path("rows_in").asLong()).isEqualTo(7);
    assertThat(object.path("exit_code").asInt()).isEqualTo(11);
    assertThat(object.path("already_done").asBoolean()).isFalse();
  }

  @Test
  public void tellsWhyARunStoppedAndWhatIsNext() throws IOException {
    ResultFile file = file();
    file.write(EvenkeelException.of(Fault.GATE, "held").next("look").safe("all"));
    JsonNode object = read(file);
    assertThat(object.path("exit_code").asInt()).isEqualTo(10);
    assertThat(object.path("next").asText()).isEqualTo("look");
    assertThat(object.path("problems").get(0).asText()).isEqualTo("held");
  }

  @Test
  public void forgetsWhatAnEarlierRunWrote() {
    ResultFile file = file();
    file.write(ALERT, 0);
    file.clear();
    assertThat(file.path()).doesNotExist();
  }

  @Test
  public void refusesAFolderThatIsNotThereBeforeTheRun() {
    ResultFile file = new ResultFile(folder.getRoot().toPath().resolve("no/result.json"));
    assertThatThrownBy(file::clear)
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining("its folder is not there");
  }

  @Test
  public void driftEndsARunWithElevenOnlyWhereThatIsAskedFor() {
    ScoreResult quiet = new ScoreResult("r-2", true, Map.of("drift_verdict", "quiet"));
    assertThat(ScoreCommand.exitCode(ALERT, false)).isZero();
    assertThat(ScoreCommand.exitCode(ALERT, true)).isEqualTo(11);
    assertThat(ScoreCommand.exitCode(quiet, true)).isZero();
  }

  private ResultFile file() {
    return new ResultFile(folder.getRoot().toPath().resolve("result.json"));
  }

  private static JsonNode read(ResultFile file) throws IOException {
    Path path = file.path();
    return new ObjectMapper().readTree(Files.readString(path));
  }
}
