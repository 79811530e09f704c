/**
 * Stage, audit, publish: how rows that have an outcome become a table that others read, all or
 * nothing.
 *
 * <p>{@link io.evenkeel.stage.sink.StagingArea} writes a generation's outcomes once, its manifest
 * last. {@link io.evenkeel.stage.sink.AuditReport} counts what was staged, never what a task claims
 * to have done. {@link io.evenkeel.stage.sink.AuditedStage} exists only for a stage that passed,
 * and is all that {@link io.evenkeel.stage.sink.PredictionsTable} and {@link
 * io.evenkeel.stage.sink.QuarantineTable} take.
 *
 * <p>Scored rows are encoded once: their staged files are files of the predictions table, and
 * publishing copies those very bytes, held against the manifest, and commits them. Only a stage
 * that another run left, whose name its files have, and a table that is set up as more than its
 * columns, get the rows anew.
 *
 * <p>Layout: {@code <staging>/<model>/<role>/<score date>/<generation>/manifest.json} and, beside
 * it, {@code data/kind=<kind>/*.parquet}.
 */
@NullMarked
package io.evenkeel.stage.sink;

import org.jspecify.annotations.NullMarked;
