/**
 * What the operator's {@code doctor} looks at, and how it mends what a crash left. An {@link
 * io.evenkeel.job.doctor.Examination} looks at one subject and never changes anything; what it can
 * mend it returns as a {@link io.evenkeel.job.doctor.Finding} with a remedy, which the job applies
 * only when asked to.
 */
@NullMarked
package io.evenkeel.job.doctor;

import org.jspecify.annotations.NullMarked;
