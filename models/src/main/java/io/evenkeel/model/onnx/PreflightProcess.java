package io.evenkeel.model.onnx;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.model.ModelMetadata;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** The process that {@link Preflight} starts: reads a model from standard input and runs it. */
final class PreflightProcess {
  /** Exit code: the model was loaded. */
  static final int LOADED = 0;

  /** Exit code: the model was refused in good order. */
  static final int REFUSED = 90;

  /** Stands for an exit code where there is none. */
  static final int HUNG = -1;

  private PreflightProcess() {}

  public static void main(String[] arguments) throws IOException {
    DataInputStream in = new DataInputStream(System.in);
    String metadata = new String(part(in), StandardCharsets.UTF_8);
    byte[] onnx = part(in);
    byte[] tokenizer = part(in);
    System.exit(tried(ModelMetadata.parse(metadata), onnx, tokenizer));
  }

  private static byte[] part(DataInputStream in) throws IOException {
    byte[] part = new byte[in.readInt()];
    in.readFully(part);
    return part;
  }

  private static int tried(ModelMetadata metadata, byte[] onnx, byte[] tokenizer) {
    try (OnnxScorer scorer =
        OnnxScorer.open(metadata, () -> onnx, () -> tokenizer, new ScorerOptions(1, 1))) {
      Random random = new Random(17);
      scorer.slots().forEach(slot -> slot.putSample(0, random));
      var unused = scorer.run(1);
      return LOADED;
    } catch (ModelRunException invented) {
      // It refuses a row that nobody sent it, and lives.
      return LOADED;
    } catch (EvenkeelException e) {
      return REFUSED;
    }
  }
}
