package io.evenkeel.stage.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.SstFileReader;
import org.rocksdb.SstFileReaderIterator;

public class EntryBufferTest {
  private static final long SEED = 17;
  private static final byte[] VALUE = "[0.5]".getBytes(StandardCharsets.UTF_8);

  @Rule public TemporaryFolder folder = new TemporaryFolder();

  /** Long common beginnings, keys that others begin with, zeros, and bytes beyond 127. */
  private static List<byte[]> awkward() {
    Random random = new Random(SEED);
    TreeSet<byte[]> keys = new TreeSet<>(Arrays::compareUnsigned);
    for (int length = 0; length < 100; length++) {
      keys.add(new byte[length]);
      keys.add("x".repeat(length * 30).getBytes(StandardCharsets.UTF_8));
      keys.add(("2013-07-04-" + "é".repeat(length)).getBytes(StandardCharsets.UTF_8));
    }
    for (int i = 0; i < 20_000; i++) {
      keys.add(("2013-07-04-UA-" + i + "-EWR").getBytes(StandardCharsets.UTF_8));
      byte[] any = new byte[random.nextInt(6)];
      for (int j = 0; j < any.length; j++) {
        any[j] = (byte) (random.nextInt(3) - 1);
      }
      keys.add(any);
    }
    return new ArrayList<>(keys);
  }

  private static EntryBuffer filled(List<byte[]> keys) {
    EntryBuffer buffer = new EntryBuffer();
    keys.forEach(key -> buffer.add(UTF8String.fromBytes(key), VALUE));
    return buffer;
  }

  @Test
  public void sortsKeysAsUnsignedBytes() {
    List<byte[]> expected = awkward();
    List<byte[]> shuffled = new ArrayList<>(expected);
    Collections.shuffle(shuffled, new Random(SEED));
    EntryBuffer buffer = filled(shuffled);
    buffer.sortByKey();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(buffer.key(buffer.sorted(i))).as("place %d", i).isEqualTo(expected.get(i));
      assertThat(buffer.value(buffer.sorted(i))).isEqualTo(VALUE);
    }
  }

  @Test
  public void sortsByTheHashThatAKeyIsIn() {
    EntryBuffer buffer = filled(awkward());
    RedisLoad load = RedisLoad.of("v2013-07-04-000001:1f0c9a2e:300").orElseThrow();
    buffer.sortByBucket(load);
    for (int place = 0; place < buffer.size(); place++) {
      int bucket = buffer.bucket(place);
      assertThat(bucket).isEqualTo(load.bucketOf(buffer.key(buffer.sorted(place))));
      assertThat(bucket).isGreaterThanOrEqualTo(place == 0 ? 0 : buffer.bucket(place - 1));
    }
  }

  @Test
  public void isEmptyAgainAfterItIsCleared() {
    EntryBuffer buffer = filled(awkward());
    buffer.clear();
    assertThat(buffer.size()).isZero();
    buffer.add(UTF8String.fromString("k"), VALUE);
    buffer.sortByKey();
    assertThat(buffer.key(buffer.sorted(0))).isEqualTo(new byte[] {'k'});
  }

  /** Three runs into ranges: each key is in one range, once, in order. */
  @Test
  public void isMergedWithOthersIntoRangesThatDoNotOverlap() throws Exception {
    Path path = folder.getRoot().toPath();
    List<byte[]> keys = awkward();
    List<SortedRun> runs = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      List<byte[]> share = new ArrayList<>();
      for (int i = run; i < keys.size(); i += 3) {
        share.add(keys.get(i));
      }
      runs.add(SortedRun.write(filled(share), path, run + ".run"));
    }
    Rocks.options().close();
    List<byte[]> found = new ArrayList<>();
    List<KeyRange> ranges = KeyRange.of(runs, 5);
    assertThat(ranges).hasSize(5);
    for (KeyRange range : ranges) {
      Optional<String> file = new RunMerge(path, runs).write(range, ranges.indexOf(range) + ".sst");
      found.addAll(keysOf(Path.of(file.orElseThrow())));
    }
    assertThat(found).hasSameSizeAs(keys);
    for (int i = 0; i < keys.size(); i++) {
      assertThat(found.get(i)).as("key %d", i).isEqualTo(keys.get(i));
    }
  }

  @Test
  public void writesNoFileForARangeWithoutEntries() throws Exception {
    Path path = folder.getRoot().toPath();
    SortedRun run = SortedRun.write(filled(List.of(new byte[] {'k'})), path, "0.run");
    KeyRange beyond = new KeyRange("z", Optional.empty());
    assertThat(new RunMerge(path, List.of(run)).write(beyond, "0.sst")).isEmpty();
    assertThat(Files.exists(path.resolve("0.sst"))).isFalse();
  }

  private static List<byte[]> keysOf(Path sst) throws Exception {
    List<byte[]> keys = new ArrayList<>();
    try (Options options = Rocks.options();
        SstFileReader reader = new SstFileReader(options);
        ReadOptions read = new ReadOptions()) {
      reader.open(sst.toString());
      try (SstFileReaderIterator entries = reader.newIterator(read)) {
        for (entries.seekToFirst(); entries.isValid(); entries.next()) {
          keys.add(entries.key());
        }
      }
    }
    return keys;
  }
}
