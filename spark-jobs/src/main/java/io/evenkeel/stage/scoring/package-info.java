/**
 * Scores feature rows. Each row gets exactly one outcome, scored or quarantined, in one pass that
 * also counts the values which the model saw; start at {@link io.evenkeel.stage.scoring.Scoring}.
 *
 * <p>Rows are read as Spark keeps them, without objects for values: a column's reader is chosen
 * once per partition and writes straight into the model's input tensors.
 */
@NullMarked
package io.evenkeel.stage.scoring;

import org.jspecify.annotations.NullMarked;
