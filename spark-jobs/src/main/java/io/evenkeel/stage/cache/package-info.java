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
 *
 * <h2>The Redis store, for other languages</h2>
 *
 * <p>Keys start with the prefix of the settings, {@code pred} unless they say otherwise.
 *
 * <ul>
 *   <li>{@code pred:{<model>}:cur}, a hash. Its field {@code current} is {@code
 *       <generation>:<load>:<buckets>}, such as {@code v2013-07-04-000003:1f0c9a2e:15}: the live
 *       generation, the load that it came with, and over how many hashes its rows are spread.
 *       {@code previous} and {@code rejected} are of the same form, or empty.
 *   <li>{@code pred:<model>:<generation>:<load>:<bucket>}, a hash of rows: field is the row id in
 *       UTF-8, value a JSON array as above. {@code bucket} is the CRC-32 (zlib's) of the row id's
 *       bytes modulo the number of buckets.
 *   <li>{@code pred:<model>:<generation>:<load>:sums:<group>}, a hash: of each bucket of a group of
 *       128 its rows and the sum of the CRC-32C of each row's key length (four bytes, big end
 *       first), key and value.
 *   <li>{@code pred:{<model>}:meta:<generation>:<load>}, two lines of text, the first a JSON object
 *       of rows, checksum, version of the predictions table and run. It is there once a load is
 *       whole.
 *   <li>{@code pred:{<model>}:loads}, a hash of the loads that have begun; {@code pred:models}, a
 *       set of models, for error messages.
 * </ul>
 *
 * <p>With a shell and Python to compute the bucket:
 *
 * <pre>{@code
 * $ redis-cli HGET 'pred:{flight_delay}:cur' current
 * "v2013-07-04-000003:1f0c9a2e:15"
 * $ python3 -c 'import zlib; print(zlib.crc32(b"2013-07-04-UA-1545-EWR") % 15)'
 * 2
 * $ redis-cli HGET pred:flight_delay:v2013-07-04-000003:1f0c9a2e:2 2013-07-04-UA-1545-EWR
 * "[0.4419,\"late\"]"
 * }</pre>
 *
 * <p>A reader that remembers {@code current} asks, in one pipeline, for its rows and then for
 * {@code current} again. If that is what it was, the answer is of one generation, which was live
 * during the look-up, and a row that was not found is not in it. If it is not, it asks again with
 * what it is now.
 *
 * <p>In a cluster, all that a script touches is in one slot (that of the model's name in braces);
 * hashes of rows are spread over all slots. The client here talks to one server.
 */
@NullMarked
package io.evenkeel.stage.cache;

import org.jspecify.annotations.NullMarked;
