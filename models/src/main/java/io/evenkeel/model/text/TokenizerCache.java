package io.evenkeel.model.text;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.TextInput;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The tokenizers of this process, each shared by all tasks: the vocabulary of many languages takes
 * hundreds of megabytes. The one that was given back last is kept for the next task. Safe for many
 * threads; tasks that want a tokenizer wait while one is read.
 */
public final class TokenizerCache {
  private static final TokenizerCache OF_THIS_PROCESS = new TokenizerCache();

  private final Map<Key, Shared> tokenizers = new HashMap<>();
  private int loads;

  TokenizerCache() {}

  private record Key(String sha256, int maxTokens) {}

  private static final class Shared {
    private final TextTokenizer tokenizer;
    private int leases;

    private Shared(TextTokenizer tokenizer) {
      this.tokenizer = tokenizer;
    }
  }

  /** The right to use a tokenizer; closing it gives the right back, once. */
  public final class Lease implements AutoCloseable {
    private final Key key;
    private final TextTokenizer tokenizer;
    private boolean ended;

    private Lease(Key key, TextTokenizer tokenizer) {
      this.key = key;
      this.tokenizer = tokenizer;
    }

    /** Returns the tokenizer, which the caller must not close. */
    public TextTokenizer tokenizer() {
      return tokenizer;
    }

    @Override
    public void close() {
      if (!ended) {
        ended = true;
        release(key);
      }
    }
  }

  /** Returns the cache that all tasks of this process share. */
  public static TokenizerCache ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /** Returns how many tokenizers were read since the process started. */
  public synchronized int loads() {
    return loads;
  }

  /**
   * Leases the tokenizer of a model, reading it if no task of this process has.
   *
   * @param json gives the bytes of {@code tokenizer.json}; asked only when it must be read
   * @throws EvenkeelException with fault {@link Fault#CONTRACT} if they have another hash than the
   *     metadata declares, or the library refuses them
   */
  public synchronized Lease lease(TextInput text, Supplier<byte[]> json) {
    Key key = new Key(text.tokenizerSha256(), text.maxTokens());
    Shared shared = tokenizers.get(key);
    if (shared == null) {
      shared = new Shared(TextTokenizer.of(json.get(), text));
      tokenizers.put(key, shared);
      loads++;
    }
    shared.leases++;
    return new Lease(key, shared.tokenizer);
  }

  private synchronized void release(Key key) {
    Shared released = tokenizers.get(key);
    if (released == null || released.leases == 0) {
      throw new IllegalStateException("Nobody leases the tokenizer of " + key);
    }
    released.leases--;
    for (Iterator<Shared> all = tokenizers.values().iterator(); all.hasNext(); ) {
      Shared other = all.next();
      if (other.leases == 0 && other != released) {
        other.tokenizer.close();
        all.remove();
      }
    }
  }
}
