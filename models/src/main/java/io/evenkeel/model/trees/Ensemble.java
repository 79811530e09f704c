package io.evenkeel.model.trees;

/**
 * An ensemble of trees that can be run: where rows go, what leaves give, and what becomes of it.
 */
record Ensemble(Forest forest, Columns columns, Votes votes, Aggregate aggregate, Ending ending) {

  /**
   * Reads an ensemble.
   *
   * @param width features of a row
   */
  static Ensemble read(GraphNode node, int width) throws NotTakenException {
    boolean regressor = node.operator().equals("TreeEnsembleRegressor");
    Columns columns = new Columns(width);
    TreeNodes nodes = TreeNodes.read(node);
    ForestBuilder builder = new ForestBuilder(nodes, columns);
    Forest forest = builder.build();
    Votes votes = Votes.read(node, regressor ? "target" : "class", nodes, builder);
    Aggregate aggregate = Aggregate.of(node.text("aggregate_function", "SUM"));
    Ending ending =
        regressor ? Regression.read(node, aggregate, forest.trees()) : classifier(node, votes);
    votes.check(ending.width(), nodes, builder);
    if (regressor && ending.width() == 1 && !votes.single()) {
      throw new NotTakenException("a leaf has two weights for one target");
    }
    return new Ensemble(forest, columns, votes, aggregate, ending);
  }

  private static Ending classifier(GraphNode node, Votes votes) throws NotTakenException {
    Classes classes = Classes.read(node);
    Transform transform = Transform.of(node.text("post_transform", "NONE"));
    float[] base = node.floats("base_values");
    boolean perClass = base.length == 0 || base.length == classes.size();
    boolean ofTheOne = base.length == 1 && classes.size() == 2 && votes.oneClass();
    if (!perClass && !ofTheOne) {
      throw new NotTakenException("there is not one base value for each class");
    }
    return classes.size() == 2
        ? new BinaryEnding(classes, base, transform, votes.oneClass(), votes.allPositive())
        : new ManyEnding(classes, base, transform);
  }

  /** Returns the numbers that a feature is compared with. */
  float[] thresholds(int feature) {
    return forest.thresholds(column -> columns.feature(column) == feature);
  }

  /** Returns an empty tally of that many rows. */
  Tally tally(int rows) {
    boolean sums = aggregate == Aggregate.SUM || aggregate == Aggregate.AVERAGE;
    return sums && votes.single()
        ? new Tally.One(votes, rows)
        : new Tally.Many(votes, aggregate, ending.width(), rows);
  }
}
