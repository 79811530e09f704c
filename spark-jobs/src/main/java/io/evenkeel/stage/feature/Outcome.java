package io.evenkeel.stage.feature;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;

/**
 * What an aggregate gives for a query.
 *
 * @param value over the columns of folded partials and picks; null where missing
 * @param defect word of the reason for which there is no value to trust, else null
 */
record Outcome(Column value, DataType type, Column defect) {}
