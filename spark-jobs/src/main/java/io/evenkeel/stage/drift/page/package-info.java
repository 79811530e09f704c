/**
 * A drift report as one HTML file that needs nothing else: no script, no network, drawings as
 * inline SVG, colours for light and dark, and patterns and words wherever there is colour. {@link
 * io.evenkeel.stage.drift.page.DriftPage} is a run's page, {@link
 * io.evenkeel.stage.drift.page.IndexPage} the list of runs. Every text goes through {@link
 * io.evenkeel.stage.drift.page.Markup}, which escapes it.
 */
@NullMarked
package io.evenkeel.stage.drift.page;

import org.jspecify.annotations.NullMarked;
