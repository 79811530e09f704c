package io.evenkeel.stage.cache;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.rocksdb.EnvOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileWriter;

/**
 * Writes a partition of {@link CommittedPredictions#sorted} to a file that RocksDB takes in as it
 * is, holding one row at a time. Tries of a task write files of their own; the driver takes those
 * of the tries that counted.
 *
 * @param folder on a disk that every task and the driver see
 */
record WriteSortedPart(String folder) implements MapPartitionsFunction<Row, String> {
  @Override
  public Iterator<String> call(Iterator<Row> rows) throws RocksDBException {
    if (!rows.hasNext()) {
      return Collections.emptyIterator();
    }
    TaskContext task = TaskContext.get();
    String file = "%05d-%d.sst".formatted(task.partitionId(), task.taskAttemptId());
    try (Options options = Rocks.options();
        EnvOptions environment = new EnvOptions();
        SstFileWriter writer = new SstFileWriter(environment, options)) {
      writer.open(Path.of(folder, file).toString());
      EntryChecksum checksum = new EntryChecksum();
      while (rows.hasNext()) {
        Row row = rows.next();
        byte[] key = row.getAs(0);
        byte[] value =
            PredictionValue.encode(row.getDouble(1), Optional.ofNullable(row.getString(2)));
        writer.put(key, value);
        checksum.add(key, value);
      }
      writer.finish();
      return Collections.singleton(new SortedPart(file, checksum.total()).json()).iterator();
    }
  }
}
