package io.evenkeel.stage.scoring;

import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.onnx.OnnxScorer;
import io.evenkeel.profile.ProfileCounter;
import io.evenkeel.profile.ReferenceProfile;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.catalyst.InternalRow;

/**
 * One partition: a staged row for each row that came in, in order, and then this task's profile of
 * what was scored. The row that {@link #next} returns is valid until the next call. Not
 * thread-safe.
 */
final class PartitionScoring implements Iterator<InternalRow> {
  private final Iterator<InternalRow> source;
  private final FeatureColumns columns;
  private final RowBatch batch;
  private final BatchScoring scoring;
  private final List<ProfileCounter> counters;
  private final ProfileCounter prediction;
  private final StagedRow staged = new StagedRow();
  private int position;
  private Iterator<ProfileCounter> profile = List.<ProfileCounter>of().iterator();
  private boolean counted;

  /**
   * Prepares a partition that has at least one row.
   *
   * @param scorer asked only when there is a row to score
   */
  PartitionScoring(
      Iterator<InternalRow> source,
      ModelMetadata metadata,
      Supplier<OnnxScorer> scorer,
      ReferenceProfile reference,
      ScoringSettings settings) {
    this.source = source;
    this.columns = new FeatureColumns(metadata.features());
    this.batch = new RowBatch(settings.batchRows(), columns.columns());
    this.scoring =
        new BatchScoring(
            columns,
            scorer,
            settings.batchRows(),
            settings.sample(),
            new FedInput(metadata.features()));
    this.counters =
        metadata.features().stream()
            .map(ModelFeature::name)
            .map(name -> counter(reference, name))
            .toList();
    this.prediction = counter(reference, ReferenceProfile.PREDICTION);
  }

  private static ProfileCounter counter(ReferenceProfile reference, String feature) {
    return ProfileCounter.of(reference.feature(feature).orElseThrow());
  }

  @Override
  public boolean hasNext() {
    if (position < batch.size()) {
      return true;
    }
    if (source.hasNext()) {
      batch.fill(source);
      scoring.score(batch);
      position = 0;
      return true;
    }
    if (!counted) {
      counted = true;
      List<ProfileCounter> all = new ArrayList<>(counters);
      all.add(prediction);
      profile = all.iterator();
    }
    return profile.hasNext();
  }

  @Override
  public InternalRow next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    if (position < batch.size()) {
      return outcome(position++);
    }
    ProfileCounter counter = profile.next();
    return staged.profile(counter.name(), counter.counts());
  }

  private InternalRow outcome(int at) {
    InternalRow row = batch.row(at);
    if (batch.breached(at)) {
      return staged.quarantined(row, row.getArray(InputRow.BREACHES), columns.json(row));
    }
    Optional<Breach> breach = scoring.breachOf(at);
    if (breach.isPresent()) {
      return staged.quarantined(row, breach.get().array(), columns.json(row));
    }
    columns.count(row, counters);
    prediction.add(scoring.scoreOf(at));
    return staged.scored(row, scoring.scoreOf(at), scoring.classOf(at), scoring.fedTo(at));
  }
}
