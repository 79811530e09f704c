/** Doing independent steps at the same time. No Spark, no stage's knowledge here. */
@NullMarked
package io.evenkeel.concurrent;

import org.jspecify.annotations.NullMarked;
