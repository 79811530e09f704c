package io.evenkeel.stage.sink;

import io.evenkeel.disk.Sealed;
import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Failpoint;
import io.evenkeel.run.Generation;
import io.evenkeel.run.Slot;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Where outcomes wait to be audited, one folder a generation.
 *
 * @param root a folder of any store that Spark can write
 */
public record StagingArea(SparkSession spark, String root) {
  private static final String MANIFEST = "manifest.json";
  private static final String WITHDRAWN = "manifest.withdrawn.json";
  private static final String DATA = "data";

  /**
   * Writes a generation's outcomes, in place of what an earlier try of the same run left. Rows are
   * written by the task that made them; of several tries of a task, one counts.
   *
   * @param provenance of the scores
   * @param rows in {@link StagedRows#SCHEMA}, in any order of columns
   * @throws EvenkeelException with fault INTERNAL for other columns, RETRYABLE if the store failed
   */
  public Stage write(Claim claim, Provenance provenance, Dataset<Row> rows) {
    Path folder = folder(claim.slot(), claim.generation());
    Path data = new Path(folder, DATA);
    Dataset<Row> staged = provenance.in(StagedRows.require(rows), claim);
    try {
      FileSystem store = store(folder);
      store.delete(folder, true);
      staged
          .write()
          .format(StagedFormat.class.getName())
          .partitionBy("kind")
          // Version 2 of the committer shows files of tasks that may yet be tried again.
          .option("mapreduce.fileoutputcommitter.algorithm.version", "1")
          .save(data.toString());
      Failpoint.STAGED_WITHOUT_MANIFEST.reached();
      StageManifest files = new StageManifest(claim, FileDigest.all(spark, data));
      Sealed manifest = files.sealed();
      try (FSDataOutputStream out = store.create(new Path(folder, MANIFEST), false)) {
        out.write(manifest.bytes());
      }
      return files.stage(data, manifest);
    } catch (IOException e) {
      throw failed("write", folder, e);
    }
  }

  /**
   * Returns a generation's stage, or empty where its writer did not come to the end, or was another
   * version of this program.
   *
   * @throws EvenkeelException with fault RETRYABLE, if the manifest or any file is not as it was
   *     written, naming each such file. The stage is withdrawn then: its manifest is set aside, so
   *     that the next run finds no stage
   */
  public Optional<Stage> open(Slot slot, Generation generation) {
    Path folder = folder(slot, generation);
    Path manifestFile = new Path(folder, MANIFEST);
    try {
      FileSystem store = store(folder);
      if (!store.exists(manifestFile)) {
        return Optional.empty();
      }
      Path data = new Path(folder, DATA);
      Optional<Sealed> manifest = Sealed.open(read(store, manifestFile));
      if (manifest.filter(StageManifest::ofAnotherLayout).isPresent()) {
        return Optional.empty();
      }
      List<String> problems =
          manifest.isEmpty()
              ? List.of(manifestFile + " is not as it was written: its SHA-256 differs")
              : StageManifest.of(manifest.get()).differences(data, FileDigest.all(spark, data));
      if (!problems.isEmpty()) {
        throw withdrawn(spark, folder, problems);
      }
      return manifest.map(told -> StageManifest.of(told).stage(data, told));
    } catch (IOException e) {
      throw failed("read", folder, e);
    }
  }

  /** Sets a stage's manifest aside, so that no run finds it, and returns what to throw. */
  static EvenkeelException withdrawn(SparkSession spark, Path folder, List<String> problems) {
    try {
      folder
          .getFileSystem(spark.sparkContext().hadoopConfiguration())
          .rename(new Path(folder, MANIFEST), new Path(folder, WITHDRAWN));
      return changed(problems);
    } catch (IOException e) {
      return failed("withdraw", folder, e);
    }
  }

  /** Returns the slots that have a folder here, in the order of their paths. */
  public List<Slot> slots() {
    List<Slot> slots = new ArrayList<>();
    Path all = new Path(root);
    for (String model : folders(all)) {
      for (String role : folders(new Path(all, model))) {
        for (String date : folders(new Path(all, model + "/" + role))) {
          slots.add(new Slot(model, role, LocalDate.parse(date)));
        }
      }
    }
    return List.copyOf(slots);
  }

  /** Returns the generations of a slot that have a folder here, oldest first. */
  public List<Generation> generations(Slot slot) {
    return folders(new Path(root, slot.path())).stream()
        .map(Integer::valueOf)
        .sorted()
        .map(Generation::new)
        .toList();
  }

  private List<String> folders(Path folder) {
    try {
      return Arrays.stream(store(folder).listStatus(folder))
          .filter(FileStatus::isDirectory)
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (FileNotFoundException none) {
      return List.of();
    } catch (IOException e) {
      throw failed("list", folder, e);
    }
  }

  /** Removes a generation's stage; does nothing where there is none. */
  public void delete(Slot slot, Generation generation) {
    Path folder = folder(slot, generation);
    try {
      store(folder).delete(folder, true);
    } catch (IOException e) {
      throw failed("delete", folder, e);
    }
  }

  private Path folder(Slot slot, Generation generation) {
    return new Path(root, slot.path() + "/" + generation);
  }

  private FileSystem store(Path folder) throws IOException {
    return folder.getFileSystem(spark.sparkContext().hadoopConfiguration());
  }

  /** Bytes that cannot be read are none, which no digest seals. */
  private static byte[] read(FileSystem store, Path file) {
    try (FSDataInputStream in = store.open(file)) {
      return in.readAllBytes();
    } catch (IOException damaged) {
      return new byte[0];
    }
  }

  private static EvenkeelException changed(List<String> problems) {
    return EvenkeelException.of(Fault.RETRYABLE, problems)
        .safe("Nothing of this stage was published.")
        .next("Run the same command again; it stages the rows anew.");
  }

  private static EvenkeelException failed(String action, Path folder, IOException cause) {
    return EvenkeelException.of(
            Fault.RETRYABLE, "Could not %s the stage %s: %s".formatted(action, folder, cause))
        .safe("Published predictions are as they were.")
        .next("Check the store's space and permissions, then run the same command.")
        .causedBy(cause);
  }
}
