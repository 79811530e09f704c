package io.evenkeel.model;

/**
 * The feature set that a model was trained with.
 *
 * @param fingerprint SHA-256 of the set's canonical form, 64 hexadecimal digits
 */
public record FeatureSetRef(String name, int version, String fingerprint) {}
