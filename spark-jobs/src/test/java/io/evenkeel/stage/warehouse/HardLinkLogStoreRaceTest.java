package io.evenkeel.stage.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.storage.LocalLogStore;
import io.delta.storage.LogStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Processes that claim versions of one log at the same time. */
public class HardLinkLogStoreRaceTest {
  private static final int VERSIONS = 500;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  @Rule public final TemporaryFolder temporary = new TemporaryFolder();

  @Rule public final JavaProcesses processes = new JavaProcesses();

  @Test
  public void givesEveryVersionToExactlyOneOfFourProcesses() throws Exception {
    List<String> claims = claims(HardLinkLogStore.class);
    assertThat(claims).hasSize(VERSIONS);
    for (String claim : claims) {
      String[] versionAndName = claim.split(" ", 2);
      assertThat(log().resolve(versionAndName[0] + ".json"))
          .hasContent(versionAndName[1] + "\nline 2 of " + versionAndName[1] + "\n");
    }
  }

  /**
   * Why there is a store of our own. Should this fail after an update of Delta, the store may be
   * needed no longer.
   */
  @Test
  public void deltasOwnStoreGivesSomeVersionsToSeveralOfFourProcesses() throws Exception {
    List<String> claims = claims(LocalLogStore.class);
    assertThat(claims).hasSizeGreaterThan(VERSIONS);
  }

  /** Returns what four processes wrote down that they got. */
  private List<String> claims(Class<? extends LogStore> store) throws Exception {
    Files.createDirectory(log());
    for (String name : NAMES) {
      start(
          ClaimVersions.class,
          name,
          log(),
          name,
          VERSIONS,
          file(name + ".claims"),
          store.getName());
    }
    Files.createFile(file("go"));
    List<String> claims = new ArrayList<>();
    processes.succeed();
    for (String name : NAMES) {
      claims.addAll(Files.readAllLines(file(name + ".claims")));
    }
    return claims;
  }

  private Path log() {
    return temporary.getRoot().toPath().resolve("_delta_log");
  }

  private void start(Class<?> main, String name, Object... arguments) throws Exception {
    processes.start(file(name + ".log"), main, arguments);
  }

  private Path file(String name) {
    return temporary.getRoot().toPath().resolve(name);
  }
}
