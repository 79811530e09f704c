package io.evenkeel.job;

import io.evenkeel.gpu.PlannedOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which operators of a feature plan would run on a GPU, for people and programs.
 *
 * @param onGpu how many would, by name
 * @param onProcessor how many would not, by name and reasons
 * @param notNeeded how many the GPU's plan leaves out
 * @param kept how many of the plan's queries have their rows kept for others
 */
record GpuPlanText(
    Map<String, Integer> onGpu, Map<Stayed, Integer> onProcessor, int notNeeded, int kept) {
  /** An operator that stays on the processor. */
  record Stayed(String name, List<String> reasons) {
    @Override
    public String toString() {
      return reasons.isEmpty() ? name : name + ": " + String.join("; ", reasons);
    }
  }

  /**
   * Counts operators; reading kept rows is on the GPU with the serializer that conf/gpu.conf sets.
   */
  static GpuPlanText of(List<PlannedOperator> operators, int kept) {
    Map<String, Integer> onGpu = new TreeMap<>();
    Map<Stayed, Integer> onProcessor = new LinkedHashMap<>();
    int notNeeded = 0;
    for (PlannedOperator operator : operators) {
      switch (operator.place()) {
        case GPU -> onGpu.merge(operator.name(), 1, Integer::sum);
        case NOT_NEEDED -> notNeeded++;
        case PROCESSOR -> {
          List<String> reasons = operator.reasons().stream().distinct().toList();
          onProcessor.merge(new Stayed(operator.name(), reasons), 1, Integer::sum);
        }
      }
    }
    return new GpuPlanText(onGpu, onProcessor, notNeeded, kept);
  }

  String sentence() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d operators of the feature plan on the GPU, %d on the processor, %d not needed; %d queries, the rows of %d of them kept for others"
            .formatted(sum(onGpu), sum(onProcessor), notNeeded, kept + 1, kept));
    onGpu.forEach((name, count) -> lines.add("GPU        %4d  %s".formatted(count, name)));
    onProcessor.forEach(
        (stayed, count) -> lines.add("processor  %4d  %s".formatted(count, stayed)));
    lines.add(
        "After it, from rows: the model (ONNX Runtime, evenkeel.onnx.device), and writing what is staged.");
    lines.add("By RAPIDS, with conf/gpu.conf; nothing ran on a GPU.");
    return String.join("\n", lines);
  }

  Map<String, Object> facts(String features) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("features", features);
    facts.put("gpu", onGpu);
    Map<String, Integer> stayed = new LinkedHashMap<>();
    onProcessor.forEach((operator, count) -> stayed.put(operator.toString(), count));
    facts.put("processor", stayed);
    facts.put("not_needed", notNeeded);
    return facts;
  }

  private static int sum(Map<?, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
