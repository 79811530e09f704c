/**
 * What a scoring run tells the world around it: metrics as Prometheus text and lineage as
 * OpenLineage events, to files and over HTTP. Everything is made from the run's record in the
 * ledger. A delivery that fails is told and changes nothing for the run.
 */
@NullMarked
package io.evenkeel.observe;

import org.jspecify.annotations.NullMarked;
