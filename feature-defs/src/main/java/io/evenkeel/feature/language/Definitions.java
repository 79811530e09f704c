package io.evenkeel.feature.language;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.feature.FeatureSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads feature definitions. A file {@code <name>.conf} defines the set {@code features.<name>};
 * beside {@code features} it may have a block {@code shared}, for {@code ${...}} to refer to.
 * Environment variables and system properties are not seen. Stateless.
 */
public final class Definitions {
  private static final String SUFFIX = ".conf";

  private Definitions() {}

  /**
   * Returns the set that a file defines.
   *
   * @param file a file with one set, which may include files of its folder
   * @throws EvenkeelException with fault USAGE and every problem found: file, line, setting, what
   *     was found and what is possible
   */
  public static FeatureSet read(Path file) {
    Problems problems = new Problems(file);
    Section root = new Section(resolved(file, problems).root(), "", problems);
    root.allow(Set.of("features", "shared"));
    Section features = root.requiredSection("features", "a block features.<name> { ... }");
    Set<String> names = features.names();
    if (names.size() != 1) {
      root.problem("features", "found the sets %s; possible is one set a file".formatted(names));
      problems.throwIfAny();
    }
    Names.check(features);
    String name = features.names().first();
    return SetReader.read(name, features.requiredSection(name, "a block"));
  }

  /**
   * Returns the set {@code name} of a folder.
   *
   * @param folder the folder of definitions
   * @throws EvenkeelException with fault USAGE where there is no such set, naming those that there
   *     are; or where its definition has problems, naming all of them
   */
  public static FeatureSet named(Path folder, String name) {
    List<String> names = names(folder);
    if (!names.contains(name)) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "No feature set '%s' in %s%s".formatted(name, folder, Words.possible(name, names)))
          .safe("Nothing was read or written.")
          .next("Name one of these, or write " + folder.resolve(name + SUFFIX));
    }
    Path file = folder.resolve(name + SUFFIX);
    FeatureSet set = read(file);
    if (!set.name().equals(name)) {
      throw new Problems(file)
          .failure(
              List.of(
                  "%s: features.%s: the file is named for the set '%s'; possible is one name for both"
                      .formatted(file.getFileName(), set.name(), name)));
    }
    return set;
  }

  /**
   * Returns the names of the sets of a folder, sorted: those of its files {@code <name>.conf}.
   *
   * @throws EvenkeelException with fault USAGE, if the folder cannot be read
   */
  public static List<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> names = new TreeSet<>();
      files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(file -> file.endsWith(SUFFIX))
          .forEach(file -> names.add(file.substring(0, file.length() - SUFFIX.length())));
      return List.copyOf(names);
    } catch (IOException e) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "Definitions are looked for in '%s', which cannot be read".formatted(folder))
          .causedBy(e);
    }
  }

  /**
   * Returns the definition that a file holds as one text that stands alone: what is included is in
   * it, and what {@code ${...}} refers to is in its place. Read again, it is the same set.
   *
   * @throws EvenkeelException with fault USAGE, if the file cannot be read
   */
  public static String standingAlone(Path file) {
    Config definition = resolved(file, new Problems(file)).withOnlyPath("features");
    return definition
        .root()
        .render(ConfigRenderOptions.defaults().setOriginComments(false).setJson(false));
  }

  private static Config resolved(Path file, Problems problems) {
    try {
      Path folder = file.toAbsolutePath().resolveSibling("").toRealPath();
      ConfigParseOptions options =
          ConfigParseOptions.defaults()
              .setAllowMissing(false)
              .setIncluder(new FolderIncluder(folder));
      return ConfigFactory.parseFile(file.toFile(), options)
          .resolve(ConfigResolveOptions.noSystem());
    } catch (ConfigException e) {
      throw problems.failure(List.of(String.valueOf(e.getMessage()))).causedBy(e);
    } catch (IOException e) {
      throw problems.failure(List.of("%s cannot be read".formatted(file))).causedBy(e);
    }
  }
}
