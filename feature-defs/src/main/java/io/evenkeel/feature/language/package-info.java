/**
 * The language of feature definitions: HOCON text to a checked {@link
 * io.evenkeel.feature.FeatureSet}, the set's canonical form, its fingerprint, and what differs
 * between two sets. Start at {@link io.evenkeel.feature.language.Definitions}; the grammar is in
 * {@code feature-defs/README.md}.
 *
 * <p>SQL expressions are read as tokens only: enough to find names, refuse what is not
 * deterministic and order columns that use one another. Whether a column exists and has a fitting
 * type is known where the tables are, which is not here.
 */
@NullMarked
package io.evenkeel.feature.language;

import org.jspecify.annotations.NullMarked;
