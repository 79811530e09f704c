package io.evenkeel.stage.feature;

import java.time.Instant;
import java.util.Optional;

/**
 * A feature whose window starts, for some rows, before its source's first event: what is missing
 * there may be history that the table never had, and not events that did not happen.
 *
 * @param feature the feature's name
 * @param source the source's name
 * @param starts the source's first event; empty where it has none
 * @param rows of the spine whose window starts earlier
 */
public record ShortHistory(String feature, String source, Optional<Instant> starts, long rows) {}
