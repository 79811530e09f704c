/**
 * Jobs: the only place where stages are joined. A job reads as the sentence that the README says
 * about it.
 */
@NullMarked
package io.evenkeel.job;

import org.jspecify.annotations.NullMarked;
