package io.evenkeel.stage.cache;

import io.evenkeel.disk.DurableFolder;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Failpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The embedded store: one RocksDB folder a generation, on a disk that the job's tasks and the
 * applications share. Several writers may build generations of a model at once, each in a folder of
 * its own; only giving a generation its name and leading readers to it are done one at a time.
 *
 * @param root the cache's folder
 */
public record RocksStore(Path root) implements CacheStore {
  @Override
  public Outcome publish(CommittedPredictions predictions) {
    ModelFolder folder = new ModelFolder(root, predictions.model());
    CacheGeneration generation = predictions.generation();
    Optional<Pointer> before = folder.pointer();
    boolean live = before.map(Pointer::current).equals(Optional.of(generation));
    if (!live && before.isPresent() && !before.get().admits(generation)) {
      return Outcome.NOT_NEWER;
    }
    Optional<Outcome> found =
        whole(folder, generation)
            ? folder.locked(() -> pointToNamed(folder, generation))
            : Optional.empty();
    return found.orElseGet(() -> build(predictions, folder));
  }

  /** Returns empty where the generation was dropped meanwhile. */
  private static Optional<Outcome> pointToNamed(ModelFolder folder, CacheGeneration generation) {
    return Files.isDirectory(folder.folder(generation))
        ? Optional.of(pointTo(folder, generation))
        : Optional.empty();
  }

  private static Outcome build(CommittedPredictions predictions, ModelFolder folder) {
    CacheGeneration generation = predictions.generation();
    try (BuildFolder building = folder.locked(() -> BuildFolder.create(folder, generation))) {
      new GenerationBuild(folder, building.path(), predictions).run();
      return folder.locked(() -> name(building, generation));
    }
  }

  /**
   * Gives a generation its name and leads readers to it. A folder that already has the name is
   * damaged, or was left by a run that stopped here, or was built by another meanwhile.
   */
  private static Outcome name(BuildFolder building, CacheGeneration generation) {
    ModelFolder folder = building.folder();
    if (!whole(folder, generation)) {
      folder.delete(folder.folder(generation));
      new DurableFolder(folder.path())
          .rename(building.path().toFile().getName(), generation.toString());
    }
    Failpoint.CACHE_NAMED.reached();
    return pointTo(folder, generation);
  }

  private static Outcome pointTo(ModelFolder folder, CacheGeneration generation) {
    Optional<Pointer> now = folder.pointer();
    if (now.map(Pointer::current).equals(Optional.of(generation))) {
      return Outcome.LIVE;
    }
    if (now.isPresent() && !now.get().admits(generation)) {
      folder.clean(now.get());
      return Outcome.NOT_NEWER;
    }
    Pointer next =
        now.map(pointer -> pointer.switchedTo(generation))
            .orElseGet(() -> new Pointer(generation, Optional.empty(), Optional.empty()));
    folder.point(next);
    Failpoint.CACHE_SWITCHED.reached();
    folder.clean(next);
    return Outcome.LIVE;
  }

  @Override
  public CacheStatus status(String model) {
    ModelFolder folder = new ModelFolder(root, model);
    Pointer pointer = folder.requirePointer();
    GenerationManifest manifest = manifest(folder.folder(pointer.current()));
    return new CacheStatus(
        model,
        pointer.current(),
        manifest.total().entries(),
        manifest.deltaVersion(),
        manifest.runId(),
        pointer.previous(),
        pointer.rejected());
  }

  @Override
  public CacheStatus verify(String model) {
    ModelFolder folder = new ModelFolder(root, model);
    Pointer pointer = folder.requirePointer();
    List<String> problems = new ArrayList<>(differences(folder.folder(pointer.current())));
    pointer.previous().ifPresent(g -> problems.addAll(differences(folder.folder(g))));
    if (!problems.isEmpty()) {
      throw ModelFolder.damaged(problems);
    }
    return status(model);
  }

  @Override
  public CacheStatus rollback(String model) {
    ModelFolder folder = new ModelFolder(root, model);
    return folder.locked(
        () -> {
          Pointer pointer = folder.requirePointer();
          CacheGeneration target = pointer.previous().orElseThrow(() -> first(pointer, model));
          List<String> problems = differences(folder.folder(target));
          if (!problems.isEmpty()) {
            throw ModelFolder.damaged(problems);
          }
          folder.point(new Pointer(target, Optional.empty(), Optional.of(pointer.current())));
          return status(model);
        });
  }

  @Override
  public CacheStatus release(String model) {
    ModelFolder folder = new ModelFolder(root, model);
    return folder.locked(
        () -> {
          Pointer pointer = folder.requirePointer();
          folder.point(new Pointer(pointer.current(), pointer.previous(), Optional.empty()));
          return status(model);
        });
  }

  @Override
  public void drop(String model) {
    ModelFolder folder = new ModelFolder(root, model);
    if (Files.isDirectory(folder.path())) {
      folder.locked(() -> removed(folder));
    }
  }

  private static Path removed(ModelFolder folder) {
    folder.removePointer();
    for (Path each : folder.generations()) {
      if (BuildFolder.isOne(each)) {
        BuildFolder.removeAbandoned(folder, each);
      } else {
        folder.delete(each);
      }
    }
    return folder.path();
  }

  @Override
  public PredictionCache reader(String model) {
    return new RocksReader(new ModelFolder(root, model));
  }

  private static EvenkeelException first(Pointer pointer, String model) {
    return EvenkeelException.of(
            Fault.USAGE,
            "%s of model '%s' has no generation before it".formatted(pointer.current(), model))
        .safe("Readers are served " + pointer.current() + ".");
  }

  private static boolean whole(ModelFolder folder, CacheGeneration generation) {
    Path path = folder.folder(generation);
    return Files.isDirectory(path) && differences(path).isEmpty();
  }

  private static GenerationManifest manifest(Path folder) {
    try {
      return GenerationManifest.read(folder)
          .orElseThrow(
              () ->
                  ModelFolder.damaged(
                      List.of(
                          folder.resolve(GenerationManifest.FILE) + " is not as it was written")));
    } catch (IOException e) {
      throw ModelFolder.damaged(List.of("Could not read " + folder + ": " + e));
    }
  }

  private static List<String> differences(Path folder) {
    try {
      return manifest(folder).differences(folder);
    } catch (EvenkeelException damaged) {
      return damaged.problems();
    } catch (IOException e) {
      return List.of("Could not read " + folder + ": " + e);
    }
  }
}
