package io.evenkeel.stage.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * Writes a partition of rows as sorted files, each as large as fits a task's memory. Tries of a
 * task write files of their own; the driver takes those of the tries that counted.
 *
 * @param folder on a disk that every task and the driver see
 */
record WriteSortedRuns(String folder) implements FlatMapFunction<Iterator<InternalRow>, SortedRun> {
  @Override
  public Iterator<SortedRun> call(Iterator<InternalRow> rows) throws IOException {
    TaskContext task = TaskContext.get();
    List<SortedRun> runs = new ArrayList<>();
    EntryRows entries = new EntryRows(rows);
    EntryBuffer buffer = new EntryBuffer();
    while (entries.fill(buffer)) {
      String file =
          "%05d-%d-%d.run".formatted(task.partitionId(), task.taskAttemptId(), runs.size());
      runs.add(SortedRun.write(buffer, Path.of(folder), file));
    }
    return runs.iterator();
  }
}
