package io.evenkeel.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.evenkeel.disk.Sha256;
import io.evenkeel.feature.FeatureType;
import io.evenkeel.model.ClassRule;
import io.evenkeel.model.ElementType;
import io.evenkeel.model.FeatureSetRef;
import io.evenkeel.model.ModelFeature;
import io.evenkeel.model.ModelInput;
import io.evenkeel.model.ModelMetadata;
import io.evenkeel.model.ModelRef;
import io.evenkeel.model.OnnxFile;
import io.evenkeel.model.Performance;
import io.evenkeel.model.ScoreOutput;
import io.evenkeel.model.TrainingData;
import io.evenkeel.model.trees.NotTakenException;
import io.evenkeel.model.trees.TreeKernel;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.Test;

/** Random trees, beside ONNX Runtime on the rows of a trial, which has all that is odd. */
public final class TreeKernelTest {
  private static final List<String> ORDERS =
      List.of("BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT");
  private static final TreeModel.Shape SUM =
      new TreeModel.Shape(9, 12, 1, 1, List.of("BRANCH_LEQ"), "SUM", "NONE", 0, false, false);
  private static final int MODELS = 12;

  /** Bits of numbers whose logistic by {@code (float) Math.exp} differs from the C library's. */
  private static final int[] HARD = {
    0x38ea3359, 0x38f1338d, 0x392c9ba3, 0x39731f37, 0x3979df9f, 0x39881085, 0x39a5f2b9, 0x39a832e8,
    0x3a00c218, 0x3b577915, 0x3b9c76ba, 0x3bc9cd81, 0x3bef1986, 0x3c1eb6ca, 0x3c66fe89, 0x3c91b493,
    0x3cf11288, 0x3d2640c7, 0x3d708e0a, 0x3dbcae30, 0x3dfcaa41, 0x3e43d9d1, 0x3e8dd377, 0x3eda36ce,
    0x3f277029, 0x3f7744f1, 0x401c503d
  };

  @Test
  public void givesTheBitsOfTheRuntimeForEveryComparisonAndAggregation() throws Exception {
    for (int seed = 0; seed < MODELS; seed++) {
      String mode = ORDERS.get(seed % ORDERS.size());
      for (String aggregate : List.of("SUM", "AVERAGE", "MIN", "MAX")) {
        equalsRuntime(
            seed,
            new TreeModel.Shape(
                11, 20, 1, 1, List.of(mode), aggregate, "NONE", seed % 2, false, false));
        equalsRuntime(
            seed,
            new TreeModel.Shape(7, 20, 1, 1, ORDERS, aggregate, "NONE", seed % 2, false, false));
      }
    }
  }

  @Test
  public void givesTheBitsAndLabelsOfTheRuntimeForTwoClasses() throws Exception {
    for (int seed = 0; seed < MODELS; seed++) {
      for (String transform : List.of("NONE", "LOGISTIC")) {
        boolean even = seed % 2 == 0;
        equalsRuntime(
            seed,
            new TreeModel.Shape(
                9, 15, 2, 1, ORDERS, "SUM", transform, seed % 3, even, seed % 5 == 1));
      }
    }
  }

  @Test
  public void givesTheBitsAndLabelsOfTheRuntimeForManyClasses() throws Exception {
    for (int seed = 0; seed < MODELS; seed++) {
      for (String transform : List.of("NONE", "LOGISTIC", "SOFTMAX")) {
        equalsRuntime(
            seed,
            new TreeModel.Shape(
                9, 15, 4, 4, ORDERS, "SUM", transform, seed % 2 * 4, false, seed % 3 == 1));
      }
    }
  }

  @Test
  public void givesTheBitsOfTheRuntimeForDeepTreesAndForSingleLeaves() throws Exception {
    equalsRuntime(5, new TreeModel.Shape(3, 4000, 1, 1, ORDERS, "SUM", "NONE", 0, false, false));
    equalsRuntime(6, new TreeModel.Shape(3, 1, 1, 1, ORDERS, "SUM", "NONE", 0, false, false));
  }

  @Test
  public void givesTheExponentialsOfTheRuntimeWhereTheyAreNotTheNearestFloats() throws Exception {
    TreeModel.Shape shape =
        new TreeModel.Shape(1, 60, 2, 1, ORDERS, "SUM", "LOGISTIC", 0, false, false);
    float[] hard = new float[HARD.length];
    for (int i = 0; i < hard.length; i++) {
      hard[i] = (i % 2 == 0 ? 1 : -1) * Float.intBitsToFloat(HARD[i]);
    }
    for (int seed = 0; seed < MODELS; seed++) {
      byte[] onnx = new TreeModel(seed).grow(0, 60, shape).weighing(hard).model(shape);
      equalsRuntime(onnx, shape, seed);
    }
  }

  @Test
  public void refusesTreesThatLeadNowhereOrInCircles() {
    assertThat(reason(new TreeModel(1).grow(0, 6, SUM).rewired(0, 99).model(SUM)))
        .isEqualTo("tree 0 has no node 99");
    assertThat(reason(new TreeModel(1).grow(0, 6, SUM).rewired(0, 0).model(SUM)))
        .isEqualTo("a node has two parents or is its own ancestor");
    assertThat(reason(new TreeModel(1).grow(0, 6, SUM).rewired(0, 2).model(SUM)))
        .isEqualTo("a node has two parents or is its own ancestor");
  }

  @Test
  public void refusesWhatItCannotHold() {
    assertThat(
            reason(
                0,
                new TreeModel.Shape(
                    3, 9, 1, 1, List.of("BRANCH_EQ"), "SUM", "NONE", 0, false, false)))
        .isEqualTo("a node compares by BRANCH_EQ");
    assertThat(reason(0, new TreeModel.Shape(3, 9, 2, 1, ORDERS, "SUM", "PROBIT", 0, false, false)))
        .isEqualTo("scores are transformed by PROBIT");
    assertThat(
            reason(0, new TreeModel.Shape(3, 9, 1, 1, ORDERS, "SUM", "LOGISTIC", 0, false, false)))
        .isEqualTo("a regressor transforms by LOGISTIC");
    assertThat(reason(0, new TreeModel.Shape(3, 9, 2, 2, ORDERS, "SUM", "NONE", 1, false, false)))
        .isEqualTo("there is not one base value for each class");
  }

  @Test
  public void refusesBytesThatEndTooEarly() {
    byte[] whole = new TreeModel(3).bytes(SUM);
    for (int length = 0; length < whole.length; length += 97) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> TreeKernel.read(part, metadata(whole, SUM)))
          .isInstanceOf(NotTakenException.class);
    }
  }

  @Test
  public void isChosenByATrialAndOffByASetting() {
    TreeModel.Shape large =
        new TreeModel.Shape(200, 64, 1, 1, List.of("BRANCH_LEQ"), "SUM", "NONE", 0, false, false);
    byte[] onnx = new TreeModel(1).bytes(large);
    try (OnnxScorer auto = open(onnx, large, 1, TreeKernels.AUTO);
        OnnxScorer off = open(onnx, large, 1, TreeKernels.OFF);
        OnnxScorer threads = open(onnx, large, 2, TreeKernels.AUTO)) {
      assertThat(auto.trial().runtimeRows()).isPositive();
      assertThat(auto.trial().treesRows()).isPositive();
      assertThat(auto.trial().kernel())
          .isEqualTo(
              auto.trial().treesRows() > 1.1 * auto.trial().runtimeRows()
                  ? KernelTrial.TREES
                  : KernelTrial.RUNTIME);
      assertThat(off.trial().text()).isEqualTo("onnxruntime: set by onnx.trees");
      assertThat(threads.trial().text()).isEqualTo("onnxruntime: a task has several threads");
    }
  }

  private static void equalsRuntime(int seed, TreeModel.Shape shape) throws Exception {
    equalsRuntime(new TreeModel(seed).bytes(shape), shape, seed);
  }

  private static void equalsRuntime(byte[] onnx, TreeModel.Shape shape, int seed) throws Exception {
    TreeKernel trees = TreeKernel.read(onnx, metadata(onnx, shape));
    try (OnnxScorer runtime = open(onnx, shape, 1, TreeKernels.OFF)) {
      assertThat(new TreeTrial(runtime, trees).differing()).as("%s, %d", shape, seed).isEmpty();
    }
  }

  private static OnnxScorer open(
      byte[] onnx, TreeModel.Shape shape, int threads, TreeKernels trees) {
    return OnnxScorer.open(
        metadata(onnx, shape),
        () -> onnx,
        new ScorerOptions(new BatchSize.Set(TreeTrial.ROWS), threads, Placement.CPU, trees));
  }

  private static String reason(int seed, TreeModel.Shape shape) {
    return reason(new TreeModel(seed).bytes(shape), shape);
  }

  private static String reason(byte[] onnx) {
    return reason(onnx, SUM);
  }

  private static String reason(byte[] onnx, TreeModel.Shape shape) {
    try {
      TreeKernel.read(onnx, metadata(onnx, shape));
      return "";
    } catch (NotTakenException e) {
      return e.reason();
    }
  }

  private static ModelMetadata metadata(byte[] onnx, TreeModel.Shape shape) {
    List<String> names = IntStream.range(0, TreeModel.FEATURES).mapToObj(i -> "f" + i).toList();
    String hash = Sha256.of(onnx);
    LocalDate day = LocalDate.of(2026, 1, 1);
    List<String> classes = List.of("p", "q", "r", "s").subList(0, shape.classes());
    return new ModelMetadata(
        new ModelRef("random", 1),
        day,
        new TrainingData("none", day, day, 0, hash, 0),
        new FeatureSetRef("random", 1, hash),
        names.stream().map(name -> new ModelFeature(name, FeatureType.FLOAT32)).toList(),
        List.of(new ModelInput("x", ElementType.FLOAT32, names, Optional.empty())),
        Optional.empty(),
        new ScoreOutput("y", shape.regressor() ? 0 : 1),
        shape.regressor() ? new ClassRule.None() : new ClassRule.Label("label"),
        List.of(),
        shape.regressor() ? List.of() : classes,
        new Performance("none", 0, new TreeMap<>()),
        new TreeMap<>(),
        "{}",
        new OnnxFile(hash, 21, onnx.length),
        hash);
  }
}
