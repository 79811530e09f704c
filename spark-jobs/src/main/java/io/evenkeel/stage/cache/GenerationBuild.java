package io.evenkeel.stage.cache;

import io.evenkeel.disk.DurableFolder;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Failpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.rocksdb.IngestExternalFileOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * Builds a generation's folder beside the live one: sorted files, taken in, read, sealed, named.
 */
record GenerationBuild(ModelFolder folder, CommittedPredictions predictions) {
  /** Rows that one task sorts; few enough for the memory of a task. */
  private static final long ROWS_A_PART = 1_000_000;

  private static final String PARTS = "parts";

  /** Builds under a temporary name, and gives the folder its name when all is verified. */
  void run() {
    Path building = folder.building(predictions.generation());
    try {
      folder.delete(building);
      DurableFolder.create(building.resolve(PARTS));
      List<SortedPart> parts = writeParts(building.resolve(PARTS));
      EntryChecksum.Total total = require(parts);
      ingest(building, parts);
      folder.delete(building.resolve(PARTS));
      verify(building, total);
      seal(building, total);
      Failpoint.CACHE_BUILT.reached();
      name(building);
      Failpoint.CACHE_NAMED.reached();
    } catch (RocksDBException | IOException | UncheckedIOException e) {
      throw ModelFolder.failed("load", building, e);
    }
  }

  private List<SortedPart> writeParts(Path target) {
    int partitions = (int) Math.max(parallelism(), predictions.rows() / ROWS_A_PART + 1);
    return predictions
        .sorted(partitions)
        .mapPartitions(new WriteSortedPart(target.toString()), Encoders.STRING())
        .collectAsList()
        .stream()
        .map(SortedPart::of)
        .toList();
  }

  private int parallelism() {
    return Math.max(1, predictions.spark().sparkContext().defaultParallelism());
  }

  private EntryChecksum.Total require(List<SortedPart> parts) {
    EntryChecksum.Total total =
        parts.stream()
            .map(SortedPart::total)
            .reduce(EntryChecksum.Total.NONE, EntryChecksum.Total::plus);
    if (total.entries() != predictions.rows()) {
      throw predictions.differs(total.entries());
    }
    return total;
  }

  private void ingest(Path building, List<SortedPart> parts) throws RocksDBException {
    List<Path> files = parts.stream().map(p -> building.resolve(PARTS).resolve(p.file())).toList();
    List<Path> elsewhere = files.stream().filter(file -> !Files.exists(file)).toList();
    if (!elsewhere.isEmpty()) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "Executors wrote %s where this machine cannot see it; the embedded cache is for one machine"
                  .formatted(elsewhere))
          .safe("The predictions are published; readers are served the generation that was live.")
          .next("Run with local executors, or set a Redis cache.");
    }
    try (Options options = Rocks.options();
        RocksDB database = RocksDB.open(options, building.toString());
        IngestExternalFileOptions move = new IngestExternalFileOptions().setMoveFiles(true)) {
      if (!files.isEmpty()) {
        database.ingestExternalFile(files.stream().map(Path::toString).toList(), move);
      }
    }
  }

  private void verify(Path building, EntryChecksum.Total expected)
      throws RocksDBException, IOException {
    try (OpenGeneration built = new OpenGeneration(building)) {
      EntryChecksum.Total found = built.total(parallelism());
      if (!found.equals(expected)) {
        throw new IOException("It holds %s where %s was written".formatted(found, expected));
      }
    }
  }

  private void seal(Path building, EntryChecksum.Total total) throws IOException {
    GenerationManifest manifest =
        new GenerationManifest(
            total,
            predictions.version(),
            predictions.claim().run().value(),
            GenerationManifest.digests(building));
    new DurableFolder(building).replace(GenerationManifest.FILE, manifest.sealed().bytes());
  }

  /** A folder that already has the name is damaged, or was left by a run that stopped here. */
  private void name(Path building) {
    CacheGeneration generation = predictions.generation();
    folder.delete(folder.folder(generation));
    new DurableFolder(folder.path()).rename(building.toFile().getName(), generation.toString());
  }
}
