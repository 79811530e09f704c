package io.evenkeel.stage.verify;

import io.evenkeel.feature.oracle.OracleSpineRow;
import org.apache.spark.sql.Row;

/**
 * A row of the spine.
 *
 * @param spine what the oracle is asked about
 * @param columns the table's columns and the derived ones, which expressions read
 */
record SampledRow(OracleSpineRow spine, Row columns) {}
