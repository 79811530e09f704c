/**
 * Writing Delta tables that others read: tables made with every column commented, and commits that
 * happen once for each transaction and are proven by reading them back.
 */
@NullMarked
package io.evenkeel.delta;

import org.jspecify.annotations.NullMarked;
