package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.storage.CloseableIterator;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** One process; several are in HardLinkLogStoreRaceTest and ConcurrentAppendsTest. */
public class HardLinkLogStoreTest {
  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  private final Configuration configuration = new Configuration();
  private final HardLinkLogStore store = new HardLinkLogStore(configuration);
  private Path log;

  @Before
  public void nameALog() {
    log = temporary.getRoot().toPath().resolve("a table/_delta_log");
  }

  @Test
  public void writesLinesThatItReads() throws IOException {
    write("0.json", false, "{\"größe\":1}", "{}");
    assertThat(read("0.json")).containsExactly("{\"größe\":1}", "{}");
    assertThat(Files.readString(log.resolve("0.json"))).isEqualTo("{\"größe\":1}\n{}\n");
  }

  @Test
  public void refusesAVersionThatExistsAndLeavesIt() throws IOException {
    write("0.json", false, "first");
    assertThatThrownBy(() -> write("0.json", false, "second"))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(read("0.json")).containsExactly("first");
  }

  @Test
  public void replacesAFileWhenTold() throws IOException {
    write("_last_checkpoint", true, "first");
    write("_last_checkpoint", true, "second");
    assertThat(read("_last_checkpoint")).containsExactly("second");
  }

  @Test
  public void leavesNoTemporaryFiles() throws IOException {
    write("0.json", false, "first");
    assertThatThrownBy(() -> write("0.json", false, "second")).isInstanceOf(IOException.class);
    write("1.json", true, "third");
    assertThatThrownBy(() -> store.write(path("2.json"), broken(), false, configuration))
        .isInstanceOf(NoSuchElementException.class);
    try (Stream<Path> files = Files.list(log)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("0.json", "1.json");
    }
  }

  @Test
  public void isReadWhereHadoopWroteAChecksumOfAnOlderFile() throws IOException {
    try (FileSystem files = FileSystem.newInstance(log.toUri(), configuration);
        var out = files.create(path("_last_checkpoint"))) {
      out.writeBytes("older");
    }
    assertThat(log.resolve("._last_checkpoint.crc")).exists();
    write("_last_checkpoint", true, "newer");
    assertThat(read("_last_checkpoint")).containsExactly("newer");
  }

  @Test
  public void listsFromAVersionOn() throws IOException {
    for (String name : List.of("0.json", "1.json", "2.json")) {
      write(name, false, name);
    }
    List<String> listed = new ArrayList<>();
    store
        .listFrom(path("1.json"), configuration)
        .forEachRemaining(file -> listed.add(file.getPath().getName()));
    assertThat(listed).containsExactly("1.json", "2.json");
  }

  @Test
  public void refusesOtherFileSystems() {
    assertThatThrownBy(
            () ->
                store.write(
                    new org.apache.hadoop.fs.Path("http://localhost/t/_delta_log/0.json"),
                    List.of("x").iterator(),
                    false,
                    configuration))
        .hasMessageContaining("not on a local disk");
  }

  private void write(String name, boolean overwrite, String... lines) throws IOException {
    store.write(path(name), List.of(lines).iterator(), overwrite, configuration);
  }

  private List<String> read(String name) throws IOException {
    List<String> lines = new ArrayList<>();
    try (CloseableIterator<String> iterator = store.read(path(name), configuration)) {
      iterator.forEachRemaining(lines::add);
    }
    return lines;
  }

  /** A line, then a failure, as when what is written fails to be made. */
  private static Iterator<String> broken() {
    Iterator<String> one = List.of("line").iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public String next() {
        return one.next();
      }
    };
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(log.toString(), name);
  }
}
