package io.evenkeel.job.chaos;

import java.io.IOException;

/** A fault that is put into a run. */
interface Injection {
  /** Returns what is injected, as the history tells it. */
  String what();

  /**
   * Starts a run of the newest day, does it harm, and waits until nothing runs any more.
   *
   * @return what came of it
   * @throws BrokenPromise if a run ended as it never may
   */
  String into(Scene scene) throws IOException, InterruptedException;

  /** A run that did what no run may do. */
  final class BrokenPromise extends RuntimeException {
    private static final long serialVersionUID = 1;

    BrokenPromise(String what) {
      super(what);
    }
  }
}
