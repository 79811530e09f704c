package io.evenkeel.model.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import io.evenkeel.model.ElementType;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.TextInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One of the tensors of a text's tokens: int64 of shape {@code [rows, tokens]}, as wide as the
 * longest text of the batch. Its buffer grows with the greatest batch there was.
 */
final class TokenTensor extends InputTensor {
  private enum Content {
    IDS,
    MASK,
    TYPES
  }

  private final TokenRows rows;
  private final Content content;
  private LongBuffer buffer = allocate(0);

  private TokenTensor(TextInput text, String tensor, TokenRows rows, Content content) {
    super(
        new ModelInput(tensor, ElementType.INT64, List.of(text.feature()), Optional.empty()),
        /* rank= */ 2);
    this.rows = rows;
    this.content = content;
  }

  /** Returns the tensors of a text, over rows that they share. */
  static List<InputTensor> of(TextInput text, TokenRows rows) {
    List<InputTensor> tensors = new ArrayList<>();
    tensors.add(new TokenTensor(text, text.ids(), rows, Content.IDS));
    tensors.add(new TokenTensor(text, text.mask(), rows, Content.MASK));
    text.types().ifPresent(name -> tensors.add(new TokenTensor(text, name, rows, Content.TYPES)));
    return tensors;
  }

  @Override
  FeatureSlot slot(int position) {
    return rows.slot();
  }

  @Override
  OnnxTensor tensor(int count) throws OrtException {
    int width = rows.longest(count);
    int cells = Math.multiplyExact(count, width);
    if (buffer.capacity() < cells) {
      buffer = allocate(cells);
    }
    for (int row = 0; row < count; row++) {
      fill(row, row * width, width);
    }
    return OnnxTensor.createTensor(
        SessionCache.environment(), buffer.duplicate().limit(cells), new long[] {count, width});
  }

  private void fill(int row, int at, int width) {
    int length = rows.at(row).length();
    switch (content) {
      case IDS -> rows.at(row).putIds(buffer, at);
      case TYPES -> rows.at(row).putTypes(buffer, at);
      case MASK -> put(1, at, at + length);
    }
    put(content == Content.IDS ? rows.paddingId() : 0, at + length, at + width);
  }

  private void put(long value, int from, int to) {
    for (int at = from; at < to; at++) {
      buffer.put(at, value);
    }
  }

  private static LongBuffer allocate(int cells) {
    // The runtime reads the bytes as they lie: any other order gives wrong scores without a word.
    return ByteBuffer.allocateDirect(Math.multiplyExact(cells, Long.BYTES))
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  /** Each batch has a width of its own. */
  @Override
  boolean reusable() {
    return false;
  }
}
