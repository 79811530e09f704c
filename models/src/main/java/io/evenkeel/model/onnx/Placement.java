package io.evenkeel.model.onnx;

import java.util.OptionalInt;

/**
 * Where a session is to run.
 *
 * @param device what was asked for
 * @param gpu number of the GPU that the task was given; without a meaning for {@link Device#CPU}
 * @param limits what it may take of a GPU; without a meaning for {@link Device#CPU}
 */
public record Placement(Device device, OptionalInt gpu, GpuLimits limits) {
  /** The processor. */
  public static final Placement CPU =
      new Placement(Device.CPU, OptionalInt.empty(), GpuLimits.USUAL);

  /** Makes equal what means the same. */
  public Placement {
    if (device == Device.AUTO && gpu.isEmpty()) {
      device = Device.CPU;
    }
    if (device == Device.CPU) {
      gpu = OptionalInt.empty();
      limits = GpuLimits.USUAL;
    }
  }
}
