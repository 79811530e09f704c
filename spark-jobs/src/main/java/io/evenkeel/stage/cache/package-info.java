/**
 * Predictions by key, for applications: the newest scored day of each model, switched as a whole.
 *
 * <p>Applications open a {@link io.evenkeel.stage.cache.PredictionCache}; jobs and operators use a
 * {@link io.evenkeel.stage.cache.CacheStore}. A generation is loaded beside the live one, verified,
 * and becomes live in one step; the one before it is kept for {@link
 * io.evenkeel.stage.cache.CacheStore#rollback}.
 *
 * <h2>The embedded store, for other languages</h2>
 *
 * <p>{@code <cache>/<model>/CURRENT} is a text file of two lines. The first is a JSON object, of
 * which {@code current} names the live folder beside it, such as {@code v2013-07-04-000003} (score
 * date, generation). That folder is a RocksDB database, to be opened read-only: default column
 * family, byte-wise order of keys, and
 *
 * <ul>
 *   <li>key: the row id in UTF-8, nothing before or after it;
 *   <li>value: a JSON array in UTF-8, {@code [score]} for a regressor and {@code [score,"class"]}
 *       for a classifier. An infinite score is {@code 1e999} or {@code -1e999}.
 * </ul>
 *
 * <p>{@code CURRENT} is replaced by rename, so a reader sees the old or the new one; it reads the
 * file again from time to time, and once more when the folder it names is gone.
 */
@NullMarked
package io.evenkeel.stage.cache;

import org.jspecify.annotations.NullMarked;
