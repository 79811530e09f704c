package io.evenkeel.stage.scoring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the operating system says about the memory of this process, the native part included. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final long KILO = 1024;

  private ProcessMemory() {}

  /** Returns the most memory that was ever resident, in bytes; 0 where Linux does not tell it. */
  static long peakBytes() {
    try {
      List<String> lines = Files.isReadable(STATUS) ? Files.readAllLines(STATUS) : List.of();
      return lines.stream()
          .map(PEAK::matcher)
          .filter(Matcher::matches)
          .mapToLong(line -> Long.parseLong(line.group(1)) * KILO)
          .findFirst()
          .orElse(0);
    } catch (IOException untold) {
      return 0;
    }
  }
}
