/**
 * When a model is to be trained again: the rules, what they found, and the decision. One set of
 * rules for the nightly drift report and for outcomes; no Spark and no files here.
 */
@NullMarked
package io.evenkeel.retrain;

import org.jspecify.annotations.NullMarked;
