/**
 * The feature engine: a {@link io.evenkeel.feature.FeatureSet} and its tables become feature rows
 * as {@link io.evenkeel.feature.FeatureRows} describes them. Start at {@link
 * io.evenkeel.stage.feature.FeatureEngine}.
 *
 * <p><b>The way of a value.</b> {@code SpineView}, {@code EventView} and {@code StateView} resolve
 * the definition's SQL against the tables. {@code Questions} gathers aggregates that one pass over
 * a source can answer into {@code WindowGroup}s; {@code Folding} turns each into order-independent
 * {@code Partial}s. A {@code WindowStrategy} folds them for the distinct (keys, prediction moment)
 * pairs of the spine, as the next paragraph says; {@code Picks} reads first and last values. {@code
 * Answers} joins the results back, and {@code RowAssembly} applies expressions and {@code
 * ValueRules} layer by layer.
 *
 * <p><b>Folding windows.</b> {@code BucketJoin} meets each query with each event in its windows.
 * That is cheapest where there are few queries, or one for each key. {@code HistoryJoin} brings
 * events and queries of a group of keys together: {@code Handover} says what is sent, and {@code
 * AnswerHistory} sorts the events of each key into a {@code History} with folds of blocks of them,
 * out of which it answers the queries as they pass. {@code Density} finds keys that have too many
 * events for that; {@code Slices} cuts them by time, at {@code SliceCuts}. Where events lag, {@code
 * TileJoin} folds the events of such keys into tiles: {@code Ladder} counts events and queries of
 * each key and says how wide its slices of single events and its levels of tiles are; {@code Tiles}
 * places events and builds the tiles; {@code Runs} cuts windows into runs of neighbouring tiles,
 * and of single events at the edges; {@code Merge} says how the folds of parts become the fold of a
 * window. So a window costs some dozens of steps however long it is. No task holds more of a key's
 * history than a slice, or the siblings under one tile. Distinct values do not merge, so {@code
 * count_distinct} stays with buckets.
 *
 * <p>A tile may be used by whoever looks after its end, so it holds only events that are settled:
 * known by then at the latest, apart from an allowance, and never replaced. A query reads the last
 * events before its moment, as far back as the allowance, one by one; and events that never
 * settled, which are placed once more in wide buckets.
 *
 * <p><b>Time</b> is compared as 64-bit microseconds since 1970, never as timestamps with intervals,
 * because Spark adds the days of an interval on the wall clock. An event counts for a query if
 *
 * <ul>
 *   <li>its keys equal the query's, none of them null;
 *   <li>{@code start <= event time < end}, where for features {@code end = as_of - delay} and
 *       {@code start = end - length}, and for labels {@code [as_of + from, as_of + to)};
 *   <li>{@code known <= seen}, where {@code known} is {@code known_at} or {@code event time +
 *       delay} and {@code seen} is {@code as_of} for features and {@code as_of + to + mature_after}
 *       for labels;
 *   <li>no later version of it is known at {@code seen} ({@code dedup}); versions known at one
 *       instant that differ in anything the definition reads are ambiguous; an event with a null in
 *       its dedup key is never replaced;
 *   <li>it meets {@code where}.
 * </ul>
 *
 * <p><b>Numbers.</b> Integers and decimals add up exactly. A floating-point argument with a scale
 * is rounded half-up to a decimal of 28 digits first. A sum over integers or decimals stays exact
 * until the cast to the model's type; one over floating-point arguments, every avg, share and
 * stddev is a double, made of exact parts by rounding to nearest. {@code -0.0} counts as {@code
 * 0.0}.
 *
 * <p>Buckets and tiles are plain Catalyst operators, without functions of our own or window frames
 * that end before the current row, so that a GPU plug-in can take them; {@code AnswerHistory} is
 * Java and stays on the CPU.
 */
@NullMarked
package io.evenkeel.stage.feature;

import org.jspecify.annotations.NullMarked;
