/**
 * The record of runs: for each slot an append-only log of sealed events, by which a generation is
 * claimed and a newer one fences every older one.
 *
 * <p>Start at {@link io.evenkeel.stage.ledger.Ledger}. A slot's events are the files {@code
 * <ledger>/<model>/<role>/<score date>/<number>.json}, numbered from 1 without gaps, each made only
 * if absent ({@link io.evenkeel.stage.ledger.AppendOnlyFiles}): whoever makes number {@code n + 1}
 * has read events 1 to {@code n}, so claims and appends have one order for all processes. Each
 * event has the SHA-256 of the one before it. Only {@link io.evenkeel.stage.ledger.RunsTable} needs
 * Spark.
 */
@NullMarked
package io.evenkeel.stage.ledger;

import org.jspecify.annotations.NullMarked;
