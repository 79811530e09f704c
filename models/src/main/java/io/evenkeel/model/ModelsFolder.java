package io.evenkeel.model;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder of models: {@code <models>/<name>/<version>}. */
record ModelsFolder(Path models) {
  private static final Pattern VERSION = Pattern.compile("[1-9][0-9]{0,8}");
  private static final String NEXT = "Set the folder of models, or name one of the models there.";

  /** Where a version of a model is, and what it is called. */
  record Found(ModelRef model, Path folder) {}

  /**
   * Finds a version of a model.
   *
   * @param version empty for the greatest there is
   * @throws EvenkeelException with fault {@link Fault#USAGE}
   */
  Found find(String name, OptionalInt version) {
    Path folder = models.resolve(ModelRef.validName(name) ? name : ".");
    TreeSet<Integer> versions = ModelRef.validName(name) ? versions(folder) : new TreeSet<>();
    if (versions.isEmpty()) {
      throw refused("No model '%s' in %s; there are %s".formatted(name, models, names()));
    }
    int chosen = version.orElse(versions.last());
    if (!versions.contains(chosen)) {
      throw refused("No version %d of model '%s'; there are %s".formatted(chosen, name, versions));
    }
    return new Found(new ModelRef(name, chosen), inside(folder.resolve(String.valueOf(chosen))));
  }

  /** A link must not lead out of the folder of models. */
  private Path inside(Path folder) {
    try {
      if (!folder.toRealPath().startsWith(models.toRealPath())) {
        throw refused("%s leads out of the folder of models".formatted(folder));
      }
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() {
    return children(models)
        .filter(name -> ModelRef.validName(name) && !versions(models.resolve(name)).isEmpty())
        .sorted()
        .toList();
  }

  private static TreeSet<Integer> versions(Path model) {
    TreeSet<Integer> versions = new TreeSet<>();
    children(model)
        .filter(name -> VERSION.matcher(name).matches())
        .forEach(name -> versions.add(Integer.valueOf(name)));
    return versions;
  }

  private static Stream<String> children(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Stream.empty();
    }
    try (Stream<Path> children = Files.list(folder)) {
      return children.map(child -> child.getFileName().toString()).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static EvenkeelException refused(String problem) {
    return EvenkeelException.of(Fault.USAGE, problem).next(NEXT);
  }
}
