package io.evenkeel.stage.cache;

import io.evenkeel.disk.DurableFolder;
import io.evenkeel.disk.Sealed;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One model's folder of the embedded store: the pointer, its lock, and the generations. */
record ModelFolder(Path cache, String model) {
  private static final String CURRENT = "CURRENT";

  ModelFolder {
    Slot.requireName("model", model);
  }

  Path path() {
    return cache.resolve(model);
  }

  Path folder(CacheGeneration generation) {
    return path().resolve(generation.toString());
  }

  /** Returns the pointer, or empty where nothing was ever cached. */
  Optional<Pointer> pointer() {
    Path file = path().resolve(CURRENT);
    try {
      Optional<Sealed> sealed = Sealed.open(Files.readAllBytes(file));
      return Optional.of(
          sealed
              .map(Pointer::of)
              .orElseThrow(() -> damaged(List.of(file + " is not as it was written"))));
    } catch (NoSuchFileException never) {
      return Optional.empty();
    } catch (IOException e) {
      throw failed("read", file, e);
    }
  }

  /** Returns the pointer, or fails with fault USAGE naming the models that are cached. */
  Pointer requirePointer() {
    return pointer()
        .orElseThrow(
            () ->
                EvenkeelException.of(
                        Fault.USAGE,
                        "No predictions of model '%s' are cached in %s; cached are %s"
                            .formatted(model, cache, models(cache)))
                    .next("./evenkeel score --model " + model + " --date <yyyy-mm-dd>"));
  }

  /** Leads readers to another generation. */
  void point(Pointer pointer) {
    new DurableFolder(path()).replace(CURRENT, pointer.sealed().bytes());
  }

  /** Lets readers find nothing. */
  void removePointer() {
    delete(path().resolve(CURRENT));
    new DurableFolder(path()).sync();
  }

  /**
   * Runs {@code action} while no other writer moves this model's pointer, or names or removes a
   * generation. Each of these takes a moment; what takes long is done without the lock.
   */
  <T> T locked(Supplier<T> action) {
    return new FolderLock(path(), "LOCK", Duration.ofSeconds(30)).during(action);
  }

  /** Removes what no reader, rollback, release or living builder can need. */
  void clean(Pointer pointer) {
    for (Path folder : generations()) {
      if (BuildFolder.isOne(folder)) {
        BuildFolder.removeAbandoned(this, folder);
      } else if (CacheGeneration.named(folder.toFile().getName())
          .filter(generation -> !pointer.keeps(generation))
          .isPresent()) {
        delete(folder);
      }
    }
  }

  /** Returns the folders of generations, live, kept or being built. */
  List<Path> generations() {
    try (Stream<Path> entries = Files.list(path())) {
      return entries.filter(Files::isDirectory).sorted().toList();
    } catch (NoSuchFileException none) {
      return List.of();
    } catch (IOException e) {
      throw failed("list", path(), e);
    }
  }

  /** Removes a file or a folder with all it holds; does nothing where there is none. */
  void delete(Path target) {
    try (Stream<Path> tree = Files.walk(target)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (NoSuchFileException none) {
      return;
    } catch (IOException e) {
      throw failed("remove", target, e);
    }
  }

  private static List<String> models(Path cache) {
    try (Stream<Path> entries = Files.list(cache)) {
      return entries
          .filter(entry -> Files.exists(entry.resolve(CURRENT)))
          .map(entry -> entry.toFile().getName())
          .sorted()
          .toList();
    } catch (IOException none) {
      return List.of();
    }
  }

  /** Returns the failure of a generation that is not as it was loaded. */
  static EvenkeelException damaged(List<String> problems) {
    return EvenkeelException.of(Fault.RETRYABLE, problems)
        .safe("The predictions table is not touched; the cache can be loaded from it again.")
        .next("./evenkeel doctor --mend");
  }

  /** Returns the failure of a file operation. */
  static EvenkeelException failed(String action, Path path, Exception cause) {
    return EvenkeelException.of(
            Fault.RETRYABLE, "Could not %s %s: %s".formatted(action, path, cause.getMessage()))
        .safe("Readers are served the generation that was live.")
        .next("Run the same command again.")
        .causedBy(cause);
  }
}
