package io.evenkeel.stage.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.Test;

/** Memory of a task that packs events. */
public final class PackEventsTest {
  private static final int GROUPS = 2_000;
  private static final int EVENTS_OF_A_GROUP = 20;
  private static final byte[] VALUE = new byte[10_000];

  /** Of single events as they come: all of a group, then all of the next. */
  @Test
  public void keepsNoRoomForGroupsThatAreThrough() {
    Iterator<Row> events =
        LongStream.range(0, (long) GROUPS * EVENTS_OF_A_GROUP)
            .mapToObj(
                i -> RowFactory.create(i / EVENTS_OF_A_GROUP, i / EVENTS_OF_A_GROUP, i, VALUE))
            .iterator();
    PackEvents how =
        new PackEvents(GROUPS, List.of(Form.LONG), /* lags= */ false, List.of(Form.BYTES));
    PackEvents.Packing packing = how.call(events);
    long packed = 0;
    long room = 0;
    while (packing.hasNext()) {
      packed += events(packing.next().getAs(1));
      room = Math.max(room, packing.room());
    }
    assertThat(packed).isEqualTo((long) GROUPS * EVENTS_OF_A_GROUP);
    assertThat(room).isBetween(1L, (long) PackEvents.MOST_ROOM);
  }

  private static long events(byte[] packed) {
    ByteBuffer from = ByteBuffer.wrap(packed);
    Values values = Values.of(Form.BYTES);
    int events = 0;
    while (from.hasRemaining()) {
      assertThat(Packed.key(Form.LONG, from)).isInstanceOf(Long.class);
      assertThat(from.getLong()).isNotNegative();
      values.read(events++, from);
    }
    return events;
  }
}
