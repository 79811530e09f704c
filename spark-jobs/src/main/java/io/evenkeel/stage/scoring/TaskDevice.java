package io.evenkeel.stage.scoring;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.model.onnx.GpuLimits;
import io.evenkeel.model.onnx.OnnxRuntime;
import io.evenkeel.model.onnx.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;

/** The GPU that Spark gives to a task. */
final class TaskDevice {
  private static final String RESOURCE = "gpu";
  private static final String AMOUNT = "spark.task.resource.gpu.amount";

  private TaskDevice() {}

  /**
   * Returns where this task is to run its model; on the driver, outside of tasks, the processor.
   */
  static Placement placement(Device device, GpuLimits limits) {
    return Optional.ofNullable(TaskContext.get())
        .map(context -> context.resourcesJMap().get(RESOURCE))
        .map(found -> new Placement(device, OptionalInt.of(number(found)), limits))
        .orElseGet(() -> new Placement(device, OptionalInt.empty(), limits));
  }

  private static int number(ResourceInformation found) {
    return Integer.parseInt(found.addresses()[0]);
  }

  /**
   * Refuses, before any task runs, a GPU that no task can have, and one whose memory is given away.
   *
   * @throws EvenkeelException with fault {@link Fault#USAGE} and everything that is missing
   */
  static void check(ScoringSettings settings, SparkConf conf) {
    List<String> problems = new ArrayList<>();
    boolean wanted = settings.device() == Device.GPU;
    if (wanted && !OnnxRuntime.runsOnCuda()) {
      problems.add("onnx.device is gpu, but ONNX Runtime is here in its build for processors");
    }
    if (wanted && !conf.contains(AMOUNT)) {
      problems.add("onnx.device is gpu, but tasks are given none: %s is not set".formatted(AMOUNT));
    }
    if (settings.device() != Device.CPU && conf.contains(AMOUNT)) {
      GpuBudget.problem(conf, settings.gpu()).ifPresent(problems::add);
    }
    if (!problems.isEmpty()) {
      throw EvenkeelException.of(Fault.USAGE, problems)
          .safe("No row was scored; the published predictions are as they were.")
          .next(
              "Build with -Ponnx-gpu and give tasks a GPU as conf/gpu.conf does, or set onnx.device to"
                  + " cpu.");
    }
  }
}
