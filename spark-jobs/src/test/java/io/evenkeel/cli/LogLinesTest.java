package io.evenkeel.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.evenkeel.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.logging.log4j.core.config.Configurator;
import org.junit.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

public class LogLinesTest {
  @Test
  public void areOneJsonObjectEachWhereTheSettingAsks() throws IOException {
    // Whoever logged before in this process must not keep hold of where lines went.
    LoggerFactory.getLogger("io.evenkeel.trial").warn("a line of text");
    PrintStream before = System.err;
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    System.setErr(new PrintStream(written, /* autoFlush= */ true, StandardCharsets.UTF_8));
    try {
      LogLines.as(Settings.Logs.JSON);
      MDC.put("mdc.run_id", "r-1");
      LoggerFactory.getLogger("io.evenkeel.trial")
          .warn("a \"quoted\"\nmessage", new IllegalStateException("why"));
    } finally {
      MDC.remove("mdc.run_id");
      System.setErr(before);
      System.clearProperty("evenkeel.logs");
      Configurator.reconfigure();
    }
    List<String> lines = written.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(1);
    JsonNode line = new ObjectMapper().readTree(lines.get(0));
    assertThat(line.path("log.level").asText()).isEqualTo("WARN");
    assertThat(line.path("log.logger").asText()).isEqualTo("io.evenkeel.trial");
    assertThat(line.path("message").asText()).isEqualTo("a \"quoted\"\nmessage");
    assertThat(line.path("error.message").asText()).isEqualTo("why");
    assertThat(line.path("error.stack_trace").asText()).contains("LogLinesTest");
    assertThat(line.path("mdc.run_id").asText()).isEqualTo("r-1");
    assertThat(line.path("@timestamp").asText()).startsWith("20");
  }
}
