package io.evenkeel.stage.scoring;

import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.profile.ProfileCounter;
import io.evenkeel.profile.ReferenceProfile;
import io.evenkeel.profile.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.util.ArrayData;

/**
 * One partition: a staged row for each row that came in, in order, each of the sample's followed by
 * what the model was given, then this task's profile of what was scored, whole and by slice, and
 * its figures. The row that {@link #next} returns is valid until the next call. Not thread-safe.
 */
final class PartitionScoring implements Iterator<InternalRow> {
  /**
   * Rows that are read and counted together: as many as a scan hands out. Many more than the model
   * takes at once, because the bins of a feature are fetched into the nearest cache once for all.
   */
  private static final int ROWS = 4096;

  private final BatchSource source;
  private final TaskFigures figures;
  private final String runtime;
  private final String provider;
  private final Optional<String> gpuRefusal;
  private final String kernel;
  private final Batch batch;
  private final BatchScoring scoring;
  private final List<ProfileCounter> counters;
  private final ProfileCounter prediction;
  private final SliceCounting slices;
  private final StagedRow staged;
  private int position;
  private Optional<String> fed = Optional.empty();
  private Iterator<InternalRow> rest = Collections.emptyIterator();
  private boolean ended;

  /**
   * Prepares a partition.
   *
   * @param scorer belongs to the task, which closes it; the model is run on as many rows as it
   *     takes
   * @param slices each counted beside all rows
   */
  PartitionScoring(
      BatchSource source,
      ModelMetadata metadata,
      OnnxScorer scorer,
      ReferenceProfile reference,
      List<Slice> slices,
      ScoringSettings settings) {
    List<ModelFeature> features = metadata.features();
    this.source = source;
    this.figures = new TaskFigures(scorer.capacity(), scorer.threads(), scorer.trial());
    this.runtime = scorer.runtime();
    this.provider = scorer.provider();
    this.gpuRefusal = scorer.gpuRefusal();
    this.kernel = scorer.trial().text();
    this.staged = new StagedRow(scorer.moreOutputs());
    TextBatching texts = settings.texts();
    int capacity =
        metadata.text().isPresent() ? texts.windowRows() : Math.max(ROWS, scorer.capacity());
    int carried = SliceCounting.carried(features, slices).size();
    this.batch = new Batch(features, carried, capacity, metadata.text(), texts.windowBytes());
    this.scoring =
        new BatchScoring(
            scorer,
            capacity,
            figures,
            settings.sample(),
            new FedInput(features),
            metadata
                .text()
                .map(
                    text ->
                        new TextOrder(
                            scorer.texts().orElseThrow(),
                            text,
                            features,
                            texts,
                            scorer.capacity(),
                            capacity,
                            figures)));
    this.counters =
        features.stream().map(ModelFeature::name).map(name -> counter(reference, name)).toList();
    this.prediction = counter(reference, ReferenceProfile.PREDICTION);
    this.slices = new SliceCounting(features, reference, slices, capacity);
  }

  private static ProfileCounter counter(ReferenceProfile reference, String feature) {
    return ProfileCounter.of(reference.feature(feature).orElseThrow());
  }

  @Override
  public boolean hasNext() {
    if (fed.isPresent() || position < batch.size()) {
      return true;
    }
    if (!ended && nextBatch()) {
      return true;
    }
    if (!ended) {
      ended = true;
      rest = rest();
    }
    return rest.hasNext();
  }

  /** What a task tells after its rows: its part of the profile, and how it scored. */
  private Iterator<InternalRow> rest() {
    Stream<InternalRow> profile =
        Stream.concat(counters.stream(), Stream.of(prediction))
            .map(counter -> staged.profile(Slice.ALL, counter));
    List<Supplier<InternalRow>> ofSlices = new ArrayList<>();
    slices.forEach((slice, counter) -> ofSlices.add(() -> staged.profile(slice, counter)));
    Stream<InternalRow> task =
        Stream.of(figures)
            .map(found -> staged.task(provider, gpuRefusal, runtime, kernel, found.toArray()));
    // Not flatMap: its iterator takes rows ahead, and each kind has one row object.
    return Stream.concat(profile, Stream.concat(ofSlices.stream().map(Supplier::get), task))
        .iterator();
  }

  private boolean nextBatch() {
    long start = System.nanoTime();
    boolean found = source.next(batch);
    figures.read(System.nanoTime() - start);
    if (found) {
      position = 0;
      scoring.score(batch);
      figures.scored(scoring.count(batch, counters, prediction, slices));
    }
    return found;
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (fed.isPresent()) {
      InternalRow row = staged.fed(batch.heads(), position - 1, fed.get());
      fed = Optional.empty();
      return row;
    }
    if (position < batch.size()) {
      return outcome(position++);
    }
    return rest.next();
  }

  private InternalRow outcome(int at) {
    RowHeads heads = batch.heads();
    if (heads.breached(at)) {
      ArrayData breaches = heads.breaches(at).orElseThrow();
      return staged.quarantined(heads, at, breaches, batch.features().json(at));
    }
    Optional<Breach> breach = scoring.breachOf(at);
    if (breach.isPresent()) {
      return staged.quarantined(heads, at, breach.get().array(), batch.features().json(at));
    }
    fed = scoring.fedTo(at);
    return staged.scored(heads, at, scoring);
  }
}
