/**
 * What features are: the definition's values, the language they are written in, its canonical form
 * and fingerprint. No Spark here; SQL expressions are carried as text.
 */
@NullMarked
package io.evenkeel.feature;

import org.jspecify.annotations.NullMarked;
