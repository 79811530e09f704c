/**
 * What the data looked like when a model was trained, frozen so that any later data can be held
 * against it: quantile bins and categories, their counts, and counters that sort new values into
 * the same bins. State never grows with rows, and merging is addition of whole numbers, so a result
 * does not depend on how the data was partitioned.
 *
 * <p>Start at {@link io.evenkeel.profile.ReferenceProfile}; {@link io.evenkeel.profile.BinLayout}
 * says what each position of a count array means; {@link io.evenkeel.profile.ProfileJson} is the
 * file. No Spark here, and no judgement: distances between profiles live in the drift stage.
 */
@NullMarked
package io.evenkeel.profile;

import org.jspecify.annotations.NullMarked;
