/**
 * The beginning of a model: a definition with suggested features, training code, settings and DAGs,
 * written from a profile of a table. What is written belongs to whoever asked for it, and is never
 * written over.
 */
@NullMarked
package io.evenkeel.job.begin;

import org.jspecify.annotations.NullMarked;
