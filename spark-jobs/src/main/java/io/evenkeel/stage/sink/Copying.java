package io.evenkeel.stage.sink;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** A stream of which all that is read in chunks is written to another, too. Not thread-safe. */
final class Copying extends FilterInputStream {
  private final OutputStream out;
  private final List<IOException> failures = new ArrayList<>();
  private long length;

  Copying(InputStream in, OutputStream out) {
    super(in);
    this.out = out;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    int read = super.read(bytes, from, most);
    if (read > 0) {
      write(bytes, from, read);
      length += read;
    }
    return read;
  }

  /** Returns how many bytes were copied. */
  long length() {
    return length;
  }

  /** Throws what stopped the writing, if anything did, and nothing where the reading failed. */
  void requireWritten() throws IOException {
    for (IOException failure : failures) {
      throw failure;
    }
  }

  private void write(byte[] bytes, int from, int count) throws IOException {
    try {
      out.write(bytes, from, count);
    } catch (IOException e) {
      failures.add(e);
      throw e;
    }
  }
}
