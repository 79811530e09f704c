package io.evenkeel.stage.outcome;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Everything measured of one slice.
 *
 * @param rows labelled rows of the slice
 */
public record SliceFigures(Slice slice, long rows, List<Figure> figures) {
  /** Copies the list. */
  public SliceFigures {
    figures = List.copyOf(figures);
  }

  /** Returns a figure, or empty where that metric does not belong to this slice. */
  public Optional<Figure> figure(String metric) {
    return figures.stream().filter(figure -> figure.metric().equals(metric)).findFirst();
  }

  /** Returns a figure's value, or empty where it has none. */
  public OptionalDouble value(String metric) {
    return figure(metric).map(Figure::value).orElse(OptionalDouble.empty());
  }

  SliceFigures with(Figure figure) {
    java.util.ArrayList<Figure> more = new java.util.ArrayList<>(figures);
    more.add(figure);
    return new SliceFigures(slice, rows, more);
  }
}
