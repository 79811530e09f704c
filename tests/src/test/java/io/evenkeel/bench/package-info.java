/**
 * Benchmarks: what a choice costs against a baseline in the same process. {@code tests/bench/run}
 * runs them; their tables are in this module's README. They are no tests: machines are noisy, and
 * nothing fails because of a time.
 */
@NullMarked
package io.evenkeel.bench;

import org.jspecify.annotations.NullMarked;
