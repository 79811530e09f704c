package io.evenkeel.stage.training;

import io.evenkeel.profile.ReferenceProfile;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What is tried on an export before it gets its manifest. */
@FunctionalInterface
public interface ExportChecks {
  /**
   * Tries an export.
   *
   * @param written the export's rows
   * @param profile their profile
   * @param labelMean mean of the label over {@code written}
   * @return what was found, as plain JSON values, for the manifest
   * @throws io.evenkeel.fault.EvenkeelException if the export must not be used
   */
  Map<String, Object> check(Dataset<Row> written, ReferenceProfile profile, double labelMean);
}
