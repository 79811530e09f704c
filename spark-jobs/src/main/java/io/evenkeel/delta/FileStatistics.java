package io.evenkeel.delta;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.Type;

/**
 * What a table's log says of a file's columns, by which readers leave files out: the "Per-file
 * Statistics" of the Delta protocol, taken from the file's footer without reading its rows. A
 * column whose bounds the footer does not have, or that is no plain column, has none here either.
 *
 * @param rows in the file
 * @param json {@code numRecords}, {@code minValues}, {@code maxValues} and {@code nullCount}
 */
public record FileStatistics(long rows, String json) implements Serializable {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads a file's footer. */
  public static FileStatistics of(Path file, Configuration hadoop) throws IOException {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(file, hadoop))) {
      List<BlockMetaData> groups = reader.getFooter().getBlocks();
      ObjectNode statistics = JSON.createObjectNode();
      statistics.put("numRecords", reader.getRecordCount());
      ObjectNode least = statistics.putObject("minValues");
      ObjectNode greatest = statistics.putObject("maxValues");
      ObjectNode nulls = statistics.putObject("nullCount");
      for (Type column : reader.getFileMetaData().getSchema().getFields()) {
        if (column.isPrimitive()) {
          String name = column.getName();
          List<Statistics<?>> parts = parts(groups, name);
          nullCount(parts).ifPresent(count -> nulls.put(name, count));
          ColumnBounds.of(column.asPrimitiveType(), parts)
              .ifPresent(bounds -> bounds.put(name, least, greatest));
        }
      }
      return new FileStatistics(reader.getRecordCount(), JSON.writeValueAsString(statistics));
    }
  }

  /** Returns the statistics of a column in each row group. */
  private static List<Statistics<?>> parts(List<BlockMetaData> groups, String column) {
    return groups.stream()
        .flatMap(group -> group.getColumns().stream())
        .filter(chunk -> chunk.getPath().toDotString().equals(column))
        .<Statistics<?>>map(ColumnChunkMetaData::getStatistics)
        .toList();
  }

  private static Optional<Long> nullCount(List<Statistics<?>> parts) {
    return parts.stream().allMatch(Statistics::isNumNullsSet)
        ? Optional.of(parts.stream().mapToLong(Statistics::getNumNulls).sum())
        : Optional.empty();
  }
}
