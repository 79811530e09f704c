package io.evenkeel.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import io.evenkeel.stage.ledger.RunRecord;
import io.evenkeel.stage.ledger.RunState;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.Test;

public class ObserversTest {
  private static final RunRecord RUN =
      new RunRecord(
          new Claim(
              new Slot("m", "champion", LocalDate.of(2013, 7, 4)),
              new Generation(1),
              RunId.next(Instant.EPOCH)),
          Map.of(RunState.CLAIMED, Instant.EPOCH),
          Map.of(),
          /* superseded= */ false);

  private final List<String> failed = new ArrayList<>();

  @Test
  public void whateverGoesWrongInOneIsToldAndTheOthersAreToldOfTheRun() {
    List<RunRecord> seen = new ArrayList<>();
    Observers observers =
        new Observers(
            List.of(
                told(
                    run -> {
                      throw new DeliveryException("the gateway is away");
                    }),
                told(
                    run -> {
                      throw new ClassCastException("a fact of another type");
                    }),
                told(seen::add)));
    observers.ended(() -> RUN, failed::add);
    assertThat(failed)
        .containsExactly(
            "the gateway is away", "java.lang.ClassCastException: a fact of another type");
    assertThat(seen).containsExactly(RUN);
  }

  @Test
  public void aRecordThatCannotBeReadHidesNothing() {
    Observers observers = new Observers(List.of(told(run -> {})));
    observers.ended(
        () -> {
          throw new IllegalStateException("the ledger is away");
        },
        failed::add);
    assertThat(failed).containsExactly("java.lang.IllegalStateException: the ledger is away");
  }

  @Test
  public void theRecordIsNotReadWhereNobodyIsTold() {
    new Observers(List.of())
        .started(
            () -> {
              throw new AssertionError("read");
            },
            failed::add);
    assertThat(failed).isEmpty();
  }

  private static RunObserver told(Consumer<RunRecord> end) {
    return new RunObserver() {
      @Override
      public void started(RunRecord run) {}

      @Override
      public void ended(RunRecord run) {
        end.accept(run);
      }
    };
  }
}
