/**
 * What a trained model is: the artifact in its folder, its metadata, and the checks that hold it
 * against the feature set it was trained with. Nothing here runs a model, and nothing here knows
 * Spark.
 *
 * <p>Start at {@link io.evenkeel.model.ModelArtifact#open}; what the folder holds is told by {@link
 * io.evenkeel.model.ModelMetadata}.
 */
@NullMarked
package io.evenkeel.model;

import org.jspecify.annotations.NullMarked;
