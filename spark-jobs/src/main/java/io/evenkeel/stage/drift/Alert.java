package io.evenkeel.stage.drift;

/**
 * Something that has moved beyond its threshold, as a sentence for a person.
 *
 * @param metric the measure that tells it
 * @param sentence what was found and what it was held against
 */
public record Alert(Metric metric, String sentence) {}
