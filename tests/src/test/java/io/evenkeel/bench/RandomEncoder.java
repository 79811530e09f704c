package io.evenkeel.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A sentence encoder of a shape, with random weights, node by node: what it costs is decided by its
 * shape. Embeddings, and layers of attention and of two fully connected layers, each with what goes
 * around them and a normalization, as in BERT; biases and places are left out. Inputs {@code
 * input_ids} and {@code attention_mask}, output {@code last_hidden_state}.
 *
 * @param words rows of the table of embeddings
 * @param width of a token's vector
 * @param layers of attention
 * @param heads of a layer; divides {@code width}
 */
record RandomEncoder(int words, int width, int layers, int heads) {
  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int INTS = 7;
  private static final int INT = 2;
  private static final int OPSET = 21;
  private static final int IR_VERSION = 10;

  /** Returns the model's bytes. */
  byte[] onnx() {
    return new Writer(this).model();
  }

  private static final class Writer {
    private final RandomEncoder shape;
    private final Random random = new Random(17);
    private final ProtoWriter graph = new ProtoWriter();

    private Writer(RandomEncoder shape) {
      this.shape = shape;
    }

    private byte[] model() {
      int width = shape.width();
      weights("words", 1, shape.words(), width);
      scalar("one", 1);
      scalar("far", -1e9f);
      scalar("root", (float) (1 / Math.sqrt(width / (double) shape.heads())));
      longs("axes", 1, 2);
      longs("split", 0, 0, shape.heads(), width / shape.heads());
      longs("joined", 0, 0, width);
      constant("scale", 1, width);
      node("Cast", "mask", List.of("attention_mask"), whole("to", FLOAT));
      node("Sub", "masked", List.of("one", "mask"));
      node("Mul", "away", List.of("masked", "far"));
      node("Unsqueeze", "bias", List.of("away", "axes"));
      node("Gather", "x0", List.of("words", "input_ids"));
      for (int layer = 0; layer < shape.layers(); layer++) {
        boolean last = layer == shape.layers() - 1;
        layer("l" + layer, "x" + layer, last ? "last_hidden_state" : "x" + (layer + 1));
      }
      graph
          .text(2, "encoder")
          .message(11, tokens("input_ids"))
          .message(11, tokens("attention_mask"))
          .message(12, value("last_hidden_state", FLOAT, dimension(width)));
      return new ProtoWriter()
          .number(1, IR_VERSION)
          .message(7, graph)
          .message(8, new ProtoWriter().text(1, "").number(2, OPSET))
          .toBytes();
    }

    private void layer(String name, String from, String to) {
      int width = shape.width();
      head(name + "q", from, 0, 2, 1, 3);
      head(name + "k", from, 0, 2, 3, 1);
      head(name + "v", from, 0, 2, 1, 3);
      node("MatMul", name + "raw", List.of(name + "q", name + "k"));
      node("Mul", name + "small", List.of(name + "raw", "root"));
      node("Add", name + "seen", List.of(name + "small", "bias"));
      node("Softmax", name + "share", List.of(name + "seen"));
      node("MatMul", name + "mixed", List.of(name + "share", name + "v"));
      node("Transpose", name + "back", List.of(name + "mixed"), wholes("perm", 0, 2, 1, 3));
      node("Reshape", name + "flat", List.of(name + "back", "joined"));
      weights(name + "wo", 1 / Math.sqrt(width), width, width);
      node("MatMul", name + "out", List.of(name + "flat", name + "wo"));
      normalized(name + "a", from, name + "out", name + "attended");
      weights(name + "w1", 1 / Math.sqrt(width), width, 4 * width);
      weights(name + "w2", 1 / Math.sqrt(4 * width), 4 * width, width);
      node("MatMul", name + "wide", List.of(name + "attended", name + "w1"));
      node("Gelu", name + "bent", List.of(name + "wide"));
      node("MatMul", name + "narrow", List.of(name + "bent", name + "w2"));
      normalized(name + "f", name + "attended", name + "narrow", to);
    }

    private void head(String name, String from, long... order) {
      weights(name + "w", 1 / Math.sqrt(shape.width()), shape.width(), shape.width());
      node("MatMul", name + "p", List.of(from, name + "w"));
      node("Reshape", name + "s", List.of(name + "p", "split"));
      node("Transpose", name, List.of(name + "s"), wholes("perm", order));
    }

    private void normalized(String name, String from, String added, String to) {
      node("Add", name + "sum", List.of(from, added));
      node("LayerNormalization", to, List.of(name + "sum", "scale"));
    }

    private void node(
        String operator, String output, List<String> inputs, ProtoWriter... attributes) {
      ProtoWriter node = new ProtoWriter();
      inputs.forEach(input -> node.text(1, input));
      node.text(2, output).text(4, operator);
      for (ProtoWriter attribute : attributes) {
        node.message(5, attribute);
      }
      graph.message(1, node);
    }

    private void weights(String name, double scale, int... dimensions) {
      int length = 1;
      for (int dimension : dimensions) {
        length *= dimension;
      }
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) (scale * random.nextGaussian());
      }
      initializer(name, values, dimensions);
    }

    private void constant(String name, float value, int length) {
      float[] values = new float[length];
      Arrays.fill(values, value);
      initializer(name, values, length);
    }

    private void scalar(String name, float value) {
      initializer(name, new float[] {value});
    }

    private void initializer(String name, float[] values, int... dimensions) {
      ProtoWriter tensor = new ProtoWriter();
      for (int dimension : dimensions) {
        tensor.number(1, dimension);
      }
      tensor.number(2, FLOAT).text(8, name).bytes(9, ProtoWriter.littleEndian(values));
      graph.message(5, tensor);
    }

    private void longs(String name, long... values) {
      ByteBuffer raw =
          ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      raw.asLongBuffer().put(values);
      graph.message(
          5,
          new ProtoWriter()
              .number(1, values.length)
              .number(2, INT64)
              .text(8, name)
              .bytes(9, raw.array()));
    }

    private static ProtoWriter whole(String name, long value) {
      return new ProtoWriter().text(1, name).number(3, value).number(20, INT);
    }

    private static ProtoWriter wholes(String name, long... values) {
      ProtoWriter attribute = new ProtoWriter().text(1, name).number(20, INTS);
      for (long value : values) {
        attribute.number(8, value);
      }
      return attribute;
    }

    private static ProtoWriter tokens(String name) {
      return value(name, INT64);
    }

    private static ProtoWriter dimension(int size) {
      return new ProtoWriter().number(1, size);
    }

    private static ProtoWriter value(String name, int type, ProtoWriter... more) {
      ProtoWriter shape =
          new ProtoWriter()
              .message(1, new ProtoWriter().text(2, "rows"))
              .message(1, new ProtoWriter().text(2, "tokens"));
      for (ProtoWriter dimension : more) {
        shape.message(1, dimension);
      }
      ProtoWriter tensor = new ProtoWriter().number(1, type).message(2, shape);
      return new ProtoWriter().text(1, name).message(2, new ProtoWriter().message(1, tensor));
    }
  }
}
