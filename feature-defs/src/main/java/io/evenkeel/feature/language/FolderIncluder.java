package io.evenkeel.feature.language;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseable;
import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Includes files that lie in the definitions' folder, relative to the file that includes them, and
 * nothing else: a definition must mean the same on every machine.
 */
final class FolderIncluder
    implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {
  private final Path folder;

  /** Includes files below {@code folder}, links resolved. */
  FolderIncluder(Path folder) {
    this.folder = folder;
  }

  @Override
  public ConfigIncluder withFallback(ConfigIncluder fallback) {
    return this;
  }

  @Override
  public ConfigObject include(ConfigIncludeContext context, String what) {
    ConfigParseable found = context.relativeTo(what);
    String name = found == null ? null : found.origin().filename();
    if (name == null) {
      throw refusal("includes '%s', which is not a file beside it".formatted(what));
    }
    requireInside(what, Path.of(name));
    return found.parse(found.options());
  }

  @Override
  public ConfigObject includeFile(ConfigIncludeContext context, File what) {
    return include(context, what.getPath());
  }

  @Override
  public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
    throw refusal("includes the URL '%s'".formatted(what));
  }

  @Override
  public ConfigObject includeResources(ConfigIncludeContext context, String what) {
    throw refusal("includes '%s' from the class path".formatted(what));
  }

  private void requireInside(String what, Path file) {
    try {
      if (!Files.exists(file)) {
        throw refusal("includes '%s', which does not exist".formatted(what));
      }
      if (!file.toRealPath().startsWith(folder)) {
        throw refusal("includes '%s', which lies outside the definitions' folder".formatted(what));
      }
    } catch (IOException e) {
      throw new ConfigException.BadPath(what, "cannot be included: " + e.getMessage(), e);
    }
  }

  private static ConfigException refusal(String found) {
    return new ConfigException.Generic(
        found
            + "; possible are files in the folder of definitions, such as include \"shared/sources.conf\"");
  }
}
