package io.evenkeel.stage.cache;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a {@link SortedRun}, entry by entry. Not safe between threads. */
final class RunCursor implements Closeable, Comparable<RunCursor> {
  private static final int READ_BYTES = 1 << 16;

  private final DataInputStream in;
  private final byte[] header = new byte[2 * Integer.BYTES];
  private byte[] entry = new byte[256];
  private int keyLength;
  private int valueLength;

  private RunCursor(DataInputStream in) {
    this.in = in;
  }

  /** Opens a run before an entry; {@link #next} comes to it. */
  static RunCursor open(Path file, long offset) throws IOException {
    FileChannel channel = FileChannel.open(file);
    channel.position(offset);
    InputStream buffered = new BufferedInputStream(Channels.newInputStream(channel), READ_BYTES);
    return new RunCursor(new DataInputStream(buffered));
  }

  /** Goes to the next entry; false where there is none. */
  boolean next() throws IOException {
    int read = in.readNBytes(header, 0, header.length);
    if (read == 0) {
      return false;
    }
    if (read < header.length) {
      throw new EOFException("A sorted file ends within an entry");
    }
    ByteBuffer lengths = ByteBuffer.wrap(header);
    keyLength = lengths.getInt();
    valueLength = lengths.getInt();
    int length = Math.addExact(keyLength, valueLength);
    if (entry.length < length) {
      entry = new byte[2 * length];
    }
    in.readFully(entry, 0, length);
    return true;
  }

  /** Compares the key with another as unsigned bytes. */
  int compareKey(byte[] key) {
    return Arrays.compareUnsigned(entry, 0, keyLength, key, 0, key.length);
  }

  /** Puts the key into a buffer, which has the room. */
  void key(ByteBuffer target) {
    target.put(entry, 0, keyLength);
  }

  void value(ByteBuffer target) {
    target.put(entry, keyLength, valueLength);
  }

  int keyLength() {
    return keyLength;
  }

  int valueLength() {
    return valueLength;
  }

  @Override
  public int compareTo(RunCursor other) {
    return Arrays.compareUnsigned(entry, 0, keyLength, other.entry, 0, other.keyLength);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
