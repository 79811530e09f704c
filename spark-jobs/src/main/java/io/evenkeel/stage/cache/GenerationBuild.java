package io.evenkeel.stage.cache;

import io.evenkeel.concurrent.SideBySide;
import io.evenkeel.disk.DurableFolder;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Failpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Builds a generation beside the live one: tasks sort what they read, the sorted runs are merged
 * into files that do not overlap, and the files are taken in, read back and sealed.
 *
 * @param building an empty folder
 */
record GenerationBuild(ModelFolder folder, Path building, CommittedPredictions predictions) {
  /** Rows of a file of the database. */
  private static final long ROWS_A_FILE = 1_000_000;

  private static final String PARTS = "parts";

  /** Builds; what is in the folder then is verified, and nobody is led to it. */
  void run() {
    try {
      EntryChecksum.Total total = load();
      verify(total);
      seal(total);
      Failpoint.CACHE_BUILT.reached();
    } catch (RocksDBException | IOException | UncheckedIOException e) {
      throw ModelFolder.failed("load", building, e);
    }
  }

  /** Loads all rows, and returns what was written; nothing has been read back. */
  EntryChecksum.Total load() throws RocksDBException {
    Path parts = DurableFolder.create(building.resolve(PARTS)).path();
    List<SortedRun> runs = writeRuns(parts);
    EntryChecksum.Total total = require(runs);
    ingest(merge(parts, runs));
    folder.delete(parts);
    return total;
  }

  private List<SortedRun> writeRuns(Path parts) {
    List<SortedRun> runs =
        predictions.loaded(
            CommittedPredictions.rows(predictions.entries())
                .mapPartitions(new WriteSortedRuns(parts.toString())),
            folder.path());
    List<String> elsewhere =
        runs.stream().map(SortedRun::file).filter(f -> !Files.exists(parts.resolve(f))).toList();
    if (!elsewhere.isEmpty()) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "Executors wrote %s where this machine cannot see it; the embedded cache is for one machine"
                  .formatted(elsewhere))
          .safe("The predictions are published; readers are served the generation that was live.")
          .next("Run with local executors, or set a Redis cache.");
    }
    return runs;
  }

  private int parallelism() {
    return Math.max(1, predictions.spark().sparkContext().defaultParallelism());
  }

  private EntryChecksum.Total require(List<SortedRun> runs) {
    EntryChecksum.Total total =
        runs.stream()
            .map(SortedRun::total)
            .reduce(EntryChecksum.Total.NONE, EntryChecksum.Total::plus);
    if (total.entries() != predictions.rows()) {
      throw predictions.differs(total.entries());
    }
    return total;
  }

  /** Returns sorted files that do not overlap, in the order of their keys. */
  private List<String> merge(Path parts, List<SortedRun> runs) {
    int most = Math.toIntExact(Math.max(parallelism(), predictions.rows() / ROWS_A_FILE + 1));
    List<KeyRange> ranges = KeyRange.of(runs, most);
    List<Supplier<Optional<String>>> merges =
        IntStream.range(0, ranges.size())
            .<Supplier<Optional<String>>>mapToObj(
                i -> () -> new RunMerge(parts, runs).write(ranges.get(i), "%05d.sst".formatted(i)))
            .toList();
    return SideBySide.take("Sorting " + parts, parallelism(), merges).stream()
        .flatMap(Optional::stream)
        .toList();
  }

  private void ingest(List<String> files) throws RocksDBException {
    try (Options options = Rocks.options();
        RocksDB database = RocksDB.open(options, building.toString());
        IngestExternalFileOptions move = new IngestExternalFileOptions().setMoveFiles(true)) {
      if (!files.isEmpty()) {
        database.ingestExternalFile(files, move);
      }
    }
  }

  private void verify(EntryChecksum.Total expected) throws RocksDBException, IOException {
    try (OpenGeneration built = new OpenGeneration(building)) {
      EntryChecksum.Total found = built.total(parallelism());
      if (!found.equals(expected)) {
        throw new IOException("It holds %s where %s was written".formatted(found, expected));
      }
    }
  }

  private void seal(EntryChecksum.Total total) throws IOException {
    GenerationManifest manifest =
        new GenerationManifest(
            total,
            predictions.version(),
            predictions.claim().run().value(),
            GenerationManifest.digests(building));
    new DurableFolder(building).replace(GenerationManifest.FILE, manifest.sealed().bytes());
  }
}
