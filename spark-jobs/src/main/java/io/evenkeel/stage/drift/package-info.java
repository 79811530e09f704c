/**
 * Has the ground moved since training? Counts of current data, sorted into a reference's frozen
 * bins, become measures, a verdict in words, rows of Delta tables and a page.
 *
 * <p>Start at {@link io.evenkeel.stage.drift.DriftReport#assess}: reference and counts in, report
 * out, without Spark. {@link io.evenkeel.stage.drift.DriftTables} writes the report's rows so that
 * a second run of a slot replaces the first; {@link io.evenkeel.stage.drift.TableCounts} counts a
 * table that no scoring run has counted. Formulas live in {@code measure}, the page in {@code
 * page}.
 */
@NullMarked
package io.evenkeel.stage.drift;

import org.jspecify.annotations.NullMarked;
