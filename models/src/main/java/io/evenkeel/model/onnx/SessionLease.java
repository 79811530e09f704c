package io.evenkeel.model.onnx;

import ai.onnxruntime.OrtSession;
import io.evenkeel.model.ModelMetadata;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** The right to run a shared session. Closing it gives the right back, and never the session. */
final class SessionLease implements AutoCloseable {
  private final LoadedSession session;
  private final boolean mixesRows;
  private final Map<BatchSize.Calibrated, Integer> calibrations;
  private final Map<ModelMetadata, ChosenKernel> kernels;
  private final Runnable release;
  private final AtomicBoolean held = new AtomicBoolean(true);

  /**
   * A lease.
   *
   * @param mixesRows a row's score depends on the rows beside it
   * @param calibrations of the session, shared by its leases
   * @param kernels that were tried, shared by its leases
   * @param release called once, when the lease ends
   */
  SessionLease(
      LoadedSession session,
      boolean mixesRows,
      Map<BatchSize.Calibrated, Integer> calibrations,
      Map<ModelMetadata, ChosenKernel> kernels,
      Runnable release) {
    this.session = session;
    this.mixesRows = mixesRows;
    this.calibrations = calibrations;
    this.kernels = kernels;
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
    return session.session();
  }

  /** Tells whether a row's score depends on the rows beside it. */
  boolean mixesRows() {
    return mixesRows;
  }

  /** Returns what runs the session. */
  String provider() {
    return session.provider();
  }

  /** Returns why the GPU that the task had does not run it, if it had one. */
  Optional<String> gpuRefusal() {
    return session.gpuRefusal();
  }

  /** Waits until this session may run a call; others of its GPU may wait until that has ended. */
  GpuTurns.Turn turn() {
    return session.turns().map(GpuTurns::next).orElse(GpuTurns.FREE);
  }

  /** Returns what the first task of this session measured; others wait for it. */
  int calibrated(BatchSize.Calibrated limits, IntSupplier measure) {
    return calibrations.computeIfAbsent(limits, absent -> measure.getAsInt());
  }

  /** Returns what the first task of this session chose; others wait for it. */
  ChosenKernel kernel(ModelMetadata metadata, Supplier<ChosenKernel> choose) {
    return kernels.computeIfAbsent(metadata, absent -> choose.get());
  }

  @Override
  public void close() {
    if (held.compareAndSet(true, false)) {
      release.run();
    }
  }
}
