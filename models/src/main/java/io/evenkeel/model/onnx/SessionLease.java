package io.evenkeel.model.onnx;

import ai.onnxruntime.OrtSession;
import java.util.concurrent.atomic.AtomicBoolean;

/** The right to run a shared session. Closing it gives the right back, and never the session. */
final class SessionLease implements AutoCloseable {
  private final OrtSession session;
  private final Runnable release;
  private final AtomicBoolean held = new AtomicBoolean(true);

  SessionLease(OrtSession session, Runnable release) {
    this.session = session;
    this.release = release;
  }

  /**
   * Returns the session, which the caller must not close.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  OrtSession session() {
    if (!held.get()) {
      throw new IllegalStateException("The lease of this session has ended");
    }
    return session;
  }

  @Override
  public void close() {
    if (held.compareAndSet(true, false)) {
      release.run();
    }
  }
}
