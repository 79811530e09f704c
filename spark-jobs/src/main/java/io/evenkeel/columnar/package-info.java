/**
 * Where Spark's operators and ours meet: columns before Spark turns them into rows, and rows that
 * are in Spark's own binary form already. What is done with either is a stage's affair.
 */
@NullMarked
package io.evenkeel.columnar;

import org.jspecify.annotations.NullMarked;
