package io.evenkeel.tests;

import java.nio.file.Files;
import java.nio.file.Path;

/** The checkout that the tests run in. */
final class Checkout {
  private Checkout() {}

  /** Returns the folder that holds the launcher, found upwards from the working directory. */
  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("evenkeel"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("Not inside a checkout: there is no ./evenkeel above here");
      }
    }
    return folder;
  }
}
