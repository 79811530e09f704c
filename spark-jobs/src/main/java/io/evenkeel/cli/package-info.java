/**
 * The command line: commands, options, progress, errors and exit codes. No work is done here; a
 * command reads its options, calls one job and tells what came of it.
 */
@NullMarked
package io.evenkeel.cli;

import org.jspecify.annotations.NullMarked;
