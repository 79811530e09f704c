/**
 * What names a run: the slot it fills, its generation there, and its id. Values that every stage
 * may know; no Spark and no files here.
 */
@NullMarked
package io.evenkeel.run;

import org.jspecify.annotations.NullMarked;
