package io.evenkeel.model;

/**
 * An output that is kept beside score and class: every number of a row, such as the probabilities
 * of all classes, the values of several targets, or an embedding.
 *
 * @param name under which it is kept
 * @param tensor name of the output in the graph; may be that of the score or of the label
 */
public record MoreOutput(String name, String tensor) {}
