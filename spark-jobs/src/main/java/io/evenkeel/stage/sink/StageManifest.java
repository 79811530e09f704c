package io.evenkeel.stage.sink;

import io.evenkeel.disk.Document;
import io.evenkeel.disk.Sealed;
import io.evenkeel.run.Claim;
import io.evenkeel.run.Generation;
import io.evenkeel.run.RunId;
import io.evenkeel.run.Slot;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;

/**
 * What makes written files a stage: which run wrote them, and each file's digest.
 *
 * @param files by path
 */
record StageManifest(Claim claim, List<StagedFile> files) {
  /** Which columns the files of each kind have: scored rows' have those of predictions. */
  private static final String LAYOUT = "2";

  StageManifest {
    files = files.stream().sorted(Comparator.comparing(StagedFile::path)).toList();
  }

  /** Tells whether an earlier or later version wrote the stage, with other columns in its files. */
  static boolean ofAnotherLayout(Sealed sealed) {
    return !sealed.document().fields().getOrDefault("layout", "").equals(LAYOUT);
  }

  Sealed sealed() {
    Map<String, Object> manifest = new HashMap<>(claim.fields());
    manifest.put("layout", LAYOUT);
    manifest.put("files", files.stream().map(StagedFile::fields).toList());
    return Sealed.of(manifest);
  }

  /** Returns the stage that this manifest, as it is sealed, makes of a folder. */
  Stage stage(Path data, Sealed manifest) {
    return new Stage(claim, data.toString(), manifest.sha256(), files);
  }

  static StageManifest of(Sealed sealed) {
    Document manifest = sealed.document();
    Slot slot =
        new Slot(
            manifest.text("model"),
            manifest.text("role"),
            LocalDate.parse(manifest.text("score_date")));
    Claim claim =
        new Claim(
            slot,
            new Generation((int) manifest.number("generation")),
            new RunId(manifest.text("run_id")));
    return new StageManifest(
        claim, manifest.objects("files").stream().map(StagedFile::of).toList());
  }

  /** Returns one line for each file that is missing, changed or not this stage's. */
  List<String> differences(Path data, List<StagedFile> found) {
    Map<String, StagedFile> left =
        found.stream().collect(Collectors.toMap(StagedFile::path, Function.identity()));
    List<String> differences = new ArrayList<>();
    for (StagedFile file : files) {
      Optional<StagedFile> now = Optional.ofNullable(left.remove(file.path()));
      if (!now.equals(Optional.of(file))) {
        String state = now.map(StagedFile::toString).orElse("missing");
        differences.add(
            "%s is not as it was staged: it is %s, it was %s"
                .formatted(new Path(data, file.path()), state, file));
      }
    }
    left.keySet().stream()
        .sorted()
        .forEach(path -> differences.add(new Path(data, path) + " is not a file of this stage"));
    return differences;
  }
}
