package io.evenkeel.stage.drift.page;

import io.evenkeel.profile.BinLayout;
import io.evenkeel.profile.Edges;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.stage.drift.FeatureDrift;
import io.evenkeel.stage.drift.measure.CoarseBins;
import io.evenkeel.stage.drift.measure.Psi;
import io.evenkeel.stage.drift.measure.TwoCounts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One bin of a drawing: the shares of both sides and what they add to the PSI.
 *
 * @param label the bin in words
 */
record Bar(String label, double reference, double current, double contribution) {
  private static final int CATEGORIES = 10;

  /** Returns a feature's bars; both sides must have rows. */
  static List<Bar> of(FeatureDrift feature) {
    return feature.profile() instanceof Numeric numeric
        ? ofNumeric(numeric, feature)
        : ofCategories((Categorical) feature.profile(), feature);
  }

  private static List<Bar> ofNumeric(Numeric feature, FeatureDrift drift) {
    CoarseBins deciles = CoarseBins.of(feature, 10);
    TwoCounts counts = deciles.pair(feature, drift.current().toArray());
    Bars bars = new Bars(counts);
    int first = 0;
    for (int bin = 0; bin < deciles.valueBins(); bin++) {
      int last = deciles.lastOf(bin);
      bars.addOccupied(label(feature.edges(), first, last), bin);
      first = last + 1;
    }
    bars.addOccupied("null", deciles.valueBins());
    bars.addOccupied("NaN", deciles.valueBins() + 1);
    return bars.list;
  }

  private static String label(Edges edges, int first, int last) {
    String low = Wording.value(edges.below(first));
    String high = Wording.value(edges.top(last));
    if (first == last && edges.atom(first)) {
      return "= " + high;
    }
    if (first == 0) {
      return last == edges.size() ? "any" : "\u2264 " + high;
    }
    return last == edges.size() ? "> " + low : low + " \u2013 " + high;
  }

  private static List<Bar> ofCategories(Categorical feature, FeatureDrift drift) {
    BinLayout layout = feature.layout();
    TwoCounts counts =
        new TwoCounts(
            feature.counts().first(layout.partition()), drift.current().first(layout.partition()));
    Bars bars = new Bars(counts);
    List<Integer> largest =
        IntStream.range(0, layout.bins())
            .boxed()
            .sorted(Comparator.comparingDouble(bars::larger).reversed())
            .toList();
    int named =
        largest.size() == CATEGORIES + 1 ? largest.size() : Math.min(CATEGORIES, largest.size());
    largest.subList(0, named).forEach(bin -> bars.addOccupied(feature.categories().get(bin), bin));
    bars.addTogether(largest.subList(named, largest.size()));
    bars.addOccupied("null", layout.nullBin());
    bars.addOccupied("not in reference", layout.unseenBin());
    return bars.list;
  }

  /** Gathers bars of one feature. */
  private static final class Bars {
    private final double[] reference;
    private final double[] current;
    private final double[] contributions;
    private final List<Bar> list = new ArrayList<>();

    Bars(TwoCounts counts) {
      this.reference = counts.referenceShares();
      this.current = counts.currentShares();
      this.contributions = Psi.contributions(counts);
    }

    double larger(int bin) {
      return Math.max(reference[bin], current[bin]);
    }

    void addOccupied(String label, int bin) {
      if (larger(bin) > 0) {
        list.add(new Bar(label, reference[bin], current[bin], contributions[bin]));
      }
    }

    void addTogether(List<Integer> bins) {
      if (!bins.isEmpty()) {
        list.add(
            new Bar(
                bins.size() + " others",
                sum(bins, reference),
                sum(bins, current),
                sum(bins, contributions)));
      }
    }

    private static double sum(List<Integer> bins, double[] numbers) {
      return bins.stream().mapToDouble(bin -> numbers[bin]).sum();
    }
  }
}
