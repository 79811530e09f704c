/**
 * A Redis server as the settings name it: where it is, who asks, by which references its password
 * and certificates are found. What is kept in Redis is said where it is kept.
 */
@NullMarked
package io.evenkeel.redis;

import org.jspecify.annotations.NullMarked;
