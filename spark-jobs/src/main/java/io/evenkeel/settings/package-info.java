/**
 * Typed settings: read once from {@code reference.conf}, a file and the command line, checked as a
 * whole. Stages take plain values; only the command line and the jobs see settings.
 */
@NullMarked
package io.evenkeel.settings;

import org.jspecify.annotations.NullMarked;
