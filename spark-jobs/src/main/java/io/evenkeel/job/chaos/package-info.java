/**
 * Faults put into real runs on purpose, and what must be true after each. It knows jobs by their
 * command line and by what they leave; no stage is called in the middle.
 */
@NullMarked
package io.evenkeel.job.chaos;

import org.jspecify.annotations.NullMarked;
