/**
 * Reading columns before Spark turns them into rows. What is read from them is a stage's affair.
 */
@NullMarked
package io.evenkeel.columnar;

import org.jspecify.annotations.NullMarked;
