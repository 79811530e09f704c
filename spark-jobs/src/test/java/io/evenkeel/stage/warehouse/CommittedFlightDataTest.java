package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.Test;

/** The Parquet files in the repository. */
public class CommittedFlightDataTest {
  @Test
  public void areTheFilesWhoseSumsAreCommitted() {
    SourceFolder folder = SourceFolder.at(FlightWarehouse.SOURCE);
    assertThat(folder.parquet())
        .extracting(SourceFolder::stem)
        .containsExactly("airlines", "airports", "flights", "planes", "weather");
    assertThatCode(() -> Sha256Sums.verify(folder)).doesNotThrowAnyException();
  }

  @Test
  public void staySmallerThanTenMegabytes() throws IOException {
    long bytes = 0;
    for (var file : SourceFolder.at(FlightWarehouse.SOURCE).parquet()) {
      bytes += Files.size(file);
    }
    assertThat(bytes).isBetween(1_000_000L, 10_000_000L);
  }
}
