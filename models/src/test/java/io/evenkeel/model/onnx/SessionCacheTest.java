package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.model.ModelArtifact;
import io.evenkeel.model.TestArtifacts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

public final class SessionCacheTest {
  private final SessionCache cache = new SessionCache();

  @Test
  public void loadsAModelOnceHoweverManyLeaseItAtOnce() throws Exception {
    ModelArtifact artifact = TestArtifacts.open("trees");
    ExecutorService tasks = Executors.newFixedThreadPool(8);
    List<Callable<SessionLease>> leases = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      leases.add(() -> cache.lease(key(artifact), artifact::onnx));
    }
    for (Future<SessionLease> lease : tasks.invokeAll(leases)) {
      lease.get().close();
    }
    tasks.shutdown();
    assertThat(tasks.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(cache.loads()).isEqualTo(1);
    assertThat(cache.leases()).isZero();
  }

  @Test
  public void keepsASessionForTheNextTaskAndClosesThoseLongestIdle() {
    lease("trees").close();
    lease("mlp").close();
    lease("trees").close();
    assertThat(cache.loads()).as("both were kept").isEqualTo(2);
    lease("regressor").close();
    lease("trees").close();
    assertThat(cache.loads()).as("trees was used after mlp").isEqualTo(3);
    lease("mlp").close();
    assertThat(cache.loads()).as("mlp was the longest idle").isEqualTo(4);
  }

  @Test
  public void neverClosesASessionInUse() throws Exception {
    SessionLease held = lease("trees");
    for (String other : List.of("mlp", "regressor", "zipmap", "typed")) {
      lease(other).close();
    }
    assertThat(held.session().getNumInputs()).isEqualTo(3);
    held.close();
    lease("trees").close();
    assertThat(cache.loads()).isEqualTo(5);
  }

  @Test
  public void endsALeaseOnceHoweverOftenItIsClosed() {
    SessionLease first = lease("trees");
    SessionLease second = lease("trees");
    first.close();
    first.close();
    assertThat(cache.leases()).isEqualTo(1);
    second.close();
    assertThatThrownBy(first::session).isInstanceOf(IllegalStateException.class);
  }

  @Test
  public void refusesBytesWithAnotherHashWithoutLoadingThem() {
    ModelArtifact artifact = TestArtifacts.open("trees");
    byte[] changed = artifact.onnx().clone();
    changed[changed.length / 2] ^= 1;
    assertThatThrownBy(() -> cache.lease(key(artifact), () -> changed))
        .isInstanceOf(EvenkeelException.class)
        .hasMessageContaining(artifact.metadata().onnx().sha256());
    assertThat(cache.loads()).isZero();
    assertThat(cache.leases()).isZero();
  }

  private SessionLease lease(String model) {
    ModelArtifact artifact = TestArtifacts.open(model);
    return cache.lease(key(artifact), artifact::onnx);
  }

  private static SessionKey key(ModelArtifact artifact) {
    return new SessionKey(artifact.metadata().onnx().sha256(), 1);
  }
}
