package io.evenkeel.model.text;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.evenkeel.disk.Sha256;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.TextInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Map;

/**
 * Cuts texts into tokens as a {@code tokenizer.json} says, with the library that wrote it (Hugging
 * Face tokenizers, by way of DJL). The file is data: a vocabulary and the names of rules that the
 * library has. Padding and truncation that it declares are left out of account; the artifact's
 * metadata has the one, and batches decide the other. Safe for many threads until it is closed.
 */
public final class TextTokenizer implements AutoCloseable {
  static {
    // The library tells its maker where it runs, and looks for builds for GPUs in the network.
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("RUST_FLAVOR", "cpu");
  }

  private final HuggingFaceTokenizer tokenizer;
  private final Vocabulary vocabulary;

  private TextTokenizer(HuggingFaceTokenizer tokenizer, Vocabulary vocabulary) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
  }

  /**
   * Opens the tokenizer of a model.
   *
   * @param json bytes of {@code tokenizer.json}
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if they have another hash than the
   *     metadata declares, or the library refuses them
   */
  static TextTokenizer of(byte[] json, TextInput text) {
    String hash = Sha256.of(json);
    if (!hash.equals(text.tokenizerSha256())) {
      throw EvenkeelException.of(
          Fault.CONTRACT,
          "The tokenizer that arrived has SHA-256 %s; the run is of %s"
              .formatted(hash, text.tokenizerSha256()));
    }
    String most = Integer.toString(text.maxTokens());
    Map<String, String> options =
        Map.of("padding", "false", "truncation", "true", "maxLength", most, "modelMaxLength", most);
    try {
      Vocabulary vocabulary = Vocabulary.of(json);
      return new TextTokenizer(
          HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(json), options), vocabulary);
    } catch (IOException | RuntimeException e) {
      throw EvenkeelException.of(
              Fault.CONTRACT,
              "%s with SHA-256 %s is refused: %s"
                  .formatted(TextInput.TOKENIZER, hash, e.getMessage()))
          .safe("No row was scored; the published predictions are as they were.")
          .next("Take the tokenizer.json that the model was trained with.")
          .causedBy(e);
    }
  }

  /** Returns the tokens of a text, those included that the tokenizer adds. */
  public Tokens tokens(String text) {
    Encoding encoding = tokenizer.encode(text);
    return Tokens.of(encoding.getIds(), encoding.getTypeIds(), encoding.exceedMaxLength());
  }

  /** Returns the greatest id that a text can have. */
  public int greatestId() {
    return vocabulary.greatestId();
  }

  /** Returns the id that shorter texts are filled up with. */
  public int paddingId() {
    return vocabulary.paddingId();
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
