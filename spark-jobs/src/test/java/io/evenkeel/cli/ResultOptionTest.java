package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ResultOptionTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  @Test
  public void keepsEachStepAsItIsPrinted() throws IOException {
    int exitCode =
        option()
            .of(
                journal(),
                journal -> {
                  journal.step("groups", "by origin", Map.of("group_key", "origin"));
                  journal.step("groups", "by carrier", Map.of("group_key", "carrier"));
                  journal.step("retrain", "Retrain now", Map.of("action", "retrain_now"));
                });
    JsonNode steps = result().path("steps");
    assertThat(exitCode).isZero();
    assertThat(result().path("exit_code").asInt(-1)).isZero();
    assertThat(steps.findValuesAsText("group_key")).containsExactly("origin", "carrier");
    assertThat(steps.get(2).path("action").asText()).isEqualTo("retrain_now");
    assertThat(printed.toString(StandardCharsets.UTF_8).strip().lines())
        .containsExactly(steps.get(0).toString(), steps.get(1).toString(), steps.get(2).toString());
  }

  @Test
  public void tellsWhyARunStoppedAndLetsItStop() throws IOException {
    EvenkeelException failure =
        EvenkeelException.of(Fault.RETRYABLE, "no label is mature").next("later");
    assertThatThrownBy(
            () ->
                option()
                    .of(
                        journal(),
                        journal -> {
                          throw failure;
                        }))
        .isSameAs(failure);
    assertThat(result().path("exit_code").asInt()).isEqualTo(40);
    assertThat(result().path("fault").asText()).isEqualTo("retryable");
  }

  @Test
  public void writesNothingOnADefectAndKeepsNoEarlierResult() {
    var unused = option().of(journal(), journal -> {});
    assertThat(file()).exists();
    assertThatThrownBy(
            () ->
                option()
                    .of(
                        journal(),
                        journal -> {
                          throw new IllegalStateException("defect");
                        }))
        .hasMessage("defect");
    assertThat(file()).doesNotExist();
  }

  private ResultOption option() {
    return new ResultOption(file());
  }

  private JsonJournal journal() {
    return new JsonJournal(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private Path file() {
    return folder.getRoot().toPath().resolve("result.json");
  }

  private JsonNode result() throws IOException {
    return new ObjectMapper().readTree(Files.readString(file()));
  }
}
