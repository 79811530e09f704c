package io.evenkeel.job.chaos;

import io.evenkeel.fault.Fault;
import io.evenkeel.job.chaos.Injection.BrokenPromise;
import io.evenkeel.run.Failpoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The faults that chaos chooses from. */
final class Injections {
  private static final List<String> STEPS = List.of("plan", "score", "audit", "publish");
  private static final List<String> ZONES =
      List.of("Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York");
  private static final int DONE = 0;
  private static final int FENCED = Fault.FENCED.exitCode();
  private static final int RETRYABLE = Fault.RETRYABLE.exitCode();

  private Injections() {}

  /** Returns all of them, always in the same order. */
  static List<Injection> all() {
    List<Injection> all = new ArrayList<>();
    Stream.of(Failpoint.values()).map(Injections::killedAt).forEach(all::add);
    all.add(killedSometime());
    STEPS.forEach(step -> all.add(asleepAfter(step)));
    all.add(raced());
    all.add(backfilled());
    all.add(maintained());
    ZONES.forEach(zone -> all.add(inZone(zone)));
    all.add(modelFlipped());
    all.add(ledgerFlipped());
    all.add(checkpointPointerBroken());
    return List.copyOf(all);
  }

  /** What a fault does, in one method. */
  interface Harm {
    /** Does it, and returns what came of it. */
    String to(Scene scene) throws IOException, InterruptedException;
  }

  private record Named(String what, Harm harm) implements Injection {
    @Override
    public String into(Scene scene) throws IOException, InterruptedException {
      return harm.to(scene);
    }

    @Override
    public String toString() {
      return what;
    }
  }

  /** A driver that is killed at a named moment. */
  static Injection killedAt(Failpoint point) {
    return new Named(
        "driver killed at " + point,
        scene -> {
          Attempt run = scene.score("-D%s=%s:halt".formatted(Failpoint.PROPERTY, point));
          int unused = scene.end(run, Attempt.KILLED);
          return "killed";
        });
  }

  /** A driver that is killed at a moment of chance's choosing. */
  static Injection killedSometime() {
    return new Named(
        "driver killed at any moment",
        scene -> {
          Attempt run = scene.score();
          long after = 500L + scene.random().nextInt(15_000);
          if (run.endsWithin(after)) {
            return "it ended first, with exit code " + scene.end(run, DONE);
          }
          run.kill();
          int unused = scene.end(run, Attempt.KILLED);
          return "killed after %d ms".formatted(after);
        });
  }

  /**
   * A driver that sleeps while another does its work to the end, and then goes on. Should it sleep
   * in the moment in which it moves the cache's pointer, the other says so and is to be repeated.
   */
  static Injection asleepAfter(String step) {
    return new Named(
        "driver asleep after its step '%s', another overtakes it".formatted(step),
        scene -> {
          Attempt sleeper = scene.score();
          int other;
          try {
            sleeper.awaitStep(step);
            sleeper.sleep();
            other = scene.end(scene.score(), DONE, RETRYABLE);
          } finally {
            sleeper.wake();
          }
          int exit = scene.end(sleeper, DONE, FENCED);
          return "the other ended with exit code %d, the sleeper with exit code %d"
              .formatted(other, exit);
        });
  }

  /** Two drivers for one slot at once. */
  static Injection raced() {
    return new Named(
        "two drivers for one slot",
        scene -> {
          Attempt one = scene.score();
          Attempt two = scene.score();
          int first = scene.end(one, DONE, FENCED, RETRYABLE);
          int second = scene.end(two, DONE, FENCED, RETRYABLE);
          if (first != DONE && second != DONE) {
            throw new BrokenPromise("both drivers gave up: %d, %d".formatted(first, second));
          }
          return "exit codes %d and %d".formatted(first, second);
        });
  }

  /** An older day that is scored while the newest is. */
  static Injection backfilled() {
    return new Named(
        "an older day scored at the same time",
        scene -> {
          Attempt newest = scene.score();
          Attempt older = scene.score(ScratchWarehouse.FIRST);
          int unused = scene.end(newest, DONE);
          unused = scene.end(older, DONE);
          return "both done";
        });
  }

  /** Tables that are optimised and vacuumed while a run writes them. */
  static Injection maintained() {
    return new Named(
        "OPTIMIZE and VACUUM during a run",
        scene -> {
          Attempt run = scene.score();
          Attempt maintenance = scene.command(List.of(), "maintain");
          int first = scene.end(run, DONE, RETRYABLE);
          int second = scene.end(maintenance, DONE, RETRYABLE);
          return "exit codes %d and %d".formatted(first, second);
        });
  }

  /** A machine that stands elsewhere. */
  static Injection inZone(String zone) {
    return new Named(
        "time zone of the machine is " + zone,
        scene -> {
          int unused = scene.end(scene.score("-Duser.timezone=" + zone), DONE);
          return "done";
        });
  }

  /** A model file in which one bit is wrong. */
  static Injection modelFlipped() {
    return new Named(
        "one bit of model.onnx flipped",
        scene -> {
          Path model = scene.warehouse().artifact().resolve("model.onnx");
          byte[] whole = Files.readAllBytes(model);
          scene.flipByte(model);
          Attempt run = scene.score();
          try {
            int unused = scene.end(run, Fault.CONTRACT.exitCode());
          } finally {
            Files.write(model, whole);
          }
          return refusedNaming(run, "model.onnx");
        });
  }

  /** An event of the ledger in which one bit is wrong. */
  static Injection ledgerFlipped() {
    return new Named(
        "one bit of the ledger flipped",
        scene -> {
          Path slot =
              scene
                  .warehouse()
                  .settings()
                  .folders()
                  .ledger()
                  .resolve(ScratchWarehouse.MODEL)
                  .resolve("champion")
                  .resolve(scene.warehouse().newest().toString());
          Path event = anyFile(scene, slot);
          scene.flipByte(event);
          Attempt run = scene.score();
          int exit = scene.end(run, Fault.GATE.exitCode());
          String told = refusedNaming(run, slot.getFileName().toString());
          int unused = scene.end(scene.command(List.of(), "doctor", "--mend"), DONE);
          return "%s, exit code %d; mended".formatted(told, exit);
        });
  }

  /** A hint of Delta's that cannot be read. */
  static Injection checkpointPointerBroken() {
    return new Named(
        "_last_checkpoint of the predictions broken",
        scene -> {
          Path pointer =
              scene.warehouse().table("predictions").resolve("_delta_log/_last_checkpoint");
          Files.writeString(pointer, "{\"version\":");
          Files.deleteIfExists(pointer.resolveSibling("._last_checkpoint.crc"));
          int unused = scene.end(scene.score(), DONE);
          return "done";
        });
  }

  private static String refusedNaming(Attempt run, String file) throws IOException {
    if (!run.said().contains(file)) {
      throw new BrokenPromise("a run was refused without naming " + file + ":\n" + run.said());
    }
    return "refused, and %s named".formatted(file);
  }

  private static Path anyFile(Scene scene, Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
      return all.get(scene.random().nextInt(all.size()));
    }
  }
}
