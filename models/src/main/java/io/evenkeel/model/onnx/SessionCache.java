package io.evenkeel.model.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.OnnxGraph;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of this process: one per model, number of threads and device, shared by all tasks. A
 * session in use is never closed, because closing during a run crashes the process; one that nobody
 * leases is kept for the next task, and closed when more than {@value #IDLE_SESSIONS} wait like
 * that. Safe for many threads; tasks that want a session wait while one is loaded.
 */
public final class SessionCache {
  private static final int IDLE_SESSIONS = 2;
  private static final SessionCache OF_THIS_PROCESS = new SessionCache();

  private final Map<SessionKey, Shared> sessions = new HashMap<>();
  private final Deque<SessionKey> idle = new ArrayDeque<>();
  private int loads;

  SessionCache() {}

  /** A session and how many hold it. */
  private static final class Shared {
    private final LoadedSession session;
    private final Map<BatchSize.Calibrated, Integer> calibrations = new ConcurrentHashMap<>();
    private final Map<ModelMetadata, ChosenKernel> kernels = new ConcurrentHashMap<>();
    private int leases;

    private final boolean mixesRows;

    private Shared(LoadedSession session, boolean mixesRows) {
      this.session = session;
      this.mixesRows = mixesRows;
    }
  }

  /** Returns the cache that all tasks of this process share. */
  public static SessionCache ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Returns how many sessions were loaded since the process started. */
  public synchronized int loads() {
    return loads;
  }

  /** Tells whether a session of that model is loaded: the model has not crashed this process. */
  public synchronized boolean holds(String sha256) {
    return sessions.keySet().stream().anyMatch(key -> key.sha256().equals(sha256));
  }

  /** Returns how many leases are held now. */
  public synchronized int leases() {
    return sessions.values().stream().mapToInt(shared -> shared.leases).sum();
  }

  /**
   * Leases the session of a model, loading it if no task of this process has.
   *
   * @param onnx gives the model's bytes; asked only when the session must be loaded
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if the bytes have another hash or
   *     the runtime refuses the model
   */
  synchronized SessionLease lease(SessionKey key, Supplier<byte[]> onnx) {
    Shared shared = sessions.get(key);
    if (shared == null) {
      byte[] bytes = onnx.get();
      shared = new Shared(load(key, bytes), OnnxGraph.read(bytes).mixesRows());
      sessions.put(key, shared);
    }
    shared.leases++;
    idle.remove(key);
    return new SessionLease(
        shared.session, shared.mixesRows, shared.calibrations, shared.kernels, () -> release(key));
  }

  private synchronized void release(SessionKey key) {
    Shared shared = sessions.get(key);
    if (shared == null || shared.leases == 0) {
      throw new IllegalStateException("Nobody leases the session of " + key);
    }
    if (--shared.leases == 0) {
      idle.addLast(key);
    }
    while (idle.size() > IDLE_SESSIONS) {
      close(sessions.remove(idle.removeFirst()));
    }
  }

  private LoadedSession load(SessionKey key, byte[] onnx) {
    String hash = Sha256.of(onnx);
    if (!hash.equals(key.sha256())) {
      throw EvenkeelException.of(
          Fault.CONTRACT,
          "The model that arrived has SHA-256 %s; the run is of %s".formatted(hash, key.sha256()));
    }
    LoadedSession loaded = LoadedSession.load(key, onnx);
    loads++;
    return loaded;
  }

  private static void close(@Nullable Shared shared) {
    if (shared == null) {
      return;
    }
    try {
      shared.session.session().close();
    } catch (OrtException e) {
      throw new IllegalStateException("An idle session cannot be closed", e);
    }
  }

  /** Returns the one environment of this process; the runtime makes it on the first call. */
  static OrtEnvironment environment() {
    // What fails comes back as an exception and ends in quarantine; on stderr it would come again
    // with every halving of its batch.
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "evenkeel");
  }
}
