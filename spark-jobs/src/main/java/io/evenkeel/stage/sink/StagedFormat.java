package io.evenkeel.stage.sink;

import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.ProjectingInternalRow;
import org.apache.spark.sql.execution.datasources.OutputWriter;
import org.apache.spark.sql.execution.datasources.OutputWriterFactory;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.execution.datasources.parquet.ParquetOutputWriter;
import org.apache.spark.sql.execution.datasources.parquet.ParquetWriteSupport$;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Parquet in which the files of each kind have that kind's columns only, so that those of scored
 * rows are files of the predictions table as they are. Timestamps have the type that other readers
 * expect and that files keep statistics of. Public for Spark, which makes it by its name.
 */
public final class StagedFormat extends ParquetFileFormat {
  private static final long serialVersionUID = 1;

  @Override
  public OutputWriterFactory prepareWrite(
      SparkSession spark, Job job, Map<String, String> options, StructType columns) {
    OutputWriterFactory parquet = super.prepareWrite(spark, job, options, columns);
    job.getConfiguration().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    return new Writers(parquet);
  }

  /** Makes the writer of a file, whose folder tells the kind. */
  private static final class Writers extends OutputWriterFactory {
    private static final long serialVersionUID = 1;

    private final OutputWriterFactory parquet;

    Writers(OutputWriterFactory parquet) {
      this.parquet = parquet;
    }

    @Override
    public String getFileExtension(TaskAttemptContext task) {
      return parquet.getFileExtension(task);
    }

    @Override
    public OutputWriter newInstance(String file, StructType given, TaskAttemptContext task) {
      String folder = new Path(file).getParent().getName();
      StructType kept = StagedRows.columns(folder.substring(folder.indexOf('=') + 1), given);
      Configuration own = new Configuration(task.getConfiguration());
      ParquetWriteSupport$.MODULE$.setSchema(kept, own);
      return new Writer(
          new ParquetOutputWriter(file, new TaskAttemptContextImpl(own, task.getTaskAttemptID())),
          given,
          kept);
    }
  }

  /** Writes some of the columns that it is given. */
  private static final class Writer extends OutputWriter {
    private final OutputWriter parquet;
    private final ProjectingInternalRow kept;

    Writer(OutputWriter parquet, StructType given, StructType kept) {
      this.parquet = parquet;
      List<Object> ordinals =
          Arrays.stream(kept.fieldNames()).map(name -> (Object) given.fieldIndex(name)).toList();
      this.kept =
          ProjectingInternalRow.apply(kept, CollectionConverters.asScala(ordinals).toIndexedSeq());
    }

    @Override
    public void write(InternalRow row) {
      kept.project(row);
      parquet.write(kept);
    }

    @Override
    public void close() {
      parquet.close();
    }

    @Override
    public String path() {
      return parquet.path();
    }
  }
}
