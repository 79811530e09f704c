package io.evenkeel.stage.cache;

import io.evenkeel.disk.Document;
import io.evenkeel.disk.Sealed;
import java.util.Map;

/**
 * What a load holds.
 *
 * @param total over all hashes
 * @param deltaVersion version of the predictions table that the rows are from
 * @param runId of the run that published them
 */
record RedisMeta(EntryChecksum.Total total, long deltaVersion, String runId) {
  Sealed sealed() {
    return Sealed.of(
        Map.of(
            "entries",
            total.entries(),
            "checksum",
            total.checksum(),
            "delta_version",
            deltaVersion,
            "run_id",
            runId));
  }

  static RedisMeta of(Sealed sealed) {
    Document meta = sealed.document();
    return new RedisMeta(
        new EntryChecksum.Total(meta.number("entries"), meta.number("checksum")),
        meta.number("delta_version"),
        meta.text("run_id"));
  }
}
