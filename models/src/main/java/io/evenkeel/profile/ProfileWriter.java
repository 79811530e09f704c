package io.evenkeel.profile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;

/** Turns a profile into the JSON tree that {@link ProfileJson} documents. */
final class ProfileWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ProfileWriter() {}

  static ObjectNode tree(ReferenceProfile profile) {
    ObjectNode root = NODES.objectNode();
    root.put("format", ProfileHash.FORMAT);
    root.put("id", profile.id());
    root.put("feature_set", profile.featureSet());
    root.put("fingerprint", profile.fingerprint());
    root.put("rows", profile.rows());
    ArrayNode features = root.putArray("features");
    profile.features().forEach(feature -> write(feature, features.addObject()));
    return root;
  }

  private static void write(FeatureProfile feature, ObjectNode node) {
    node.put("name", feature.name());
    if (feature instanceof Numeric numeric) {
      write(numeric, node);
    } else if (feature instanceof Categorical categorical) {
      write(categorical, node);
    }
  }

  private static void write(Numeric feature, ObjectNode node) {
    Summary summary = feature.summary();
    node.put("kind", "numeric");
    node.putObject("summary")
        .put("values", summary.values())
        .put("min", summary.min())
        .put("max", summary.max())
        .put("mean", summary.mean())
        .put("variance", summary.variance());
    ArrayNode edges = node.putArray("edges");
    for (int i = 0; i < feature.edges().size(); i++) {
      edges.add(number(feature.edges().at(i)));
    }
    BinLayout layout = feature.layout();
    Counts counts = feature.counts();
    writeBins(feature, node);
    node.put("nulls", counts.at(layout.nullBin()));
    node.put("nans", counts.at(layout.nanBin()));
    node.put("below_min", counts.at(layout.belowMin()));
    node.put("above_max", counts.at(layout.aboveMax()));
  }

  private static void write(Categorical feature, ObjectNode node) {
    node.put("kind", "categorical");
    ArrayNode categories = node.putArray("categories");
    feature.categories().forEach(categories::add);
    writeBins(feature, node);
    node.put("nulls", feature.counts().at(feature.layout().nullBin()));
    node.put("unseen", feature.counts().at(feature.layout().unseenBin()));
  }

  private static void writeBins(FeatureProfile feature, ObjectNode node) {
    ArrayNode bins = node.putArray("bins");
    for (int bin = 0; bin < feature.layout().bins(); bin++) {
      bins.add(feature.counts().at(bin));
    }
  }

  private static JsonNode number(double value) {
    return Double.isInfinite(value)
        ? NODES.textNode(Double.toString(value))
        : NODES.numberNode(value);
  }
}
