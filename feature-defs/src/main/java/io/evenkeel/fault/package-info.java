/** How a failure is told: its class, who acts, and the exit code. Nothing else lives here. */
@NullMarked
package io.evenkeel.fault;

import org.jspecify.annotations.NullMarked;
