package io.evenkeel.stage.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.model.onnx.BatchSize;
import io.evenkeel.model.onnx.Device;
import io.evenkeel.model.onnx.GpuLimits;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.spark.SparkConf;
import org.junit.Test;

/** What RAPIDS leaves of a GPU, beside what a model needs of it. */
public final class GpuBudgetTest {
  private static final GpuLimits TWO_GIGABYTES = new GpuLimits(2L << 30, 1);

  @Test
  public void refusesAReserveThatDoesNotHoldTheModelAndCudasLibraries() {
    assertThat(GpuBudget.problem(rapids("3g"), TWO_GIGABYTES).orElseThrow())
        .isEqualTo(
            "RAPIDS leaves 3072 MB of a GPU to others (spark.rapids.memory.gpu.reserve), and the model"
                + " needs 4096 MB: 2048 of its arena and 2048 of CUDA's libraries; set it to 4096m at"
                + " least, or evenkeel.onnx.gpu.memory_megabytes lower");
  }

  @Test
  public void refusesTheReserveThatRapidsHasWhereNobodySetOne() {
    SparkConf conf = new SparkConf(false).set("spark.plugins", "com.nvidia.spark.SQLPlugin");
    assertThat(GpuBudget.problem(conf, TWO_GIGABYTES).orElseThrow())
        .startsWith("RAPIDS leaves 640 MB");
  }

  @Test
  public void takesAReserveThatIsJustEnough() {
    assertThat(GpuBudget.problem(rapids("4096m"), TWO_GIGABYTES)).isEmpty();
  }

  @Test
  public void hasNothingToSayWhereTheModelHasTheGpuToItself() {
    assertThat(GpuBudget.problem(new SparkConf(false), TWO_GIGABYTES)).isEmpty();
  }

  @Test
  public void theProfileForGpusFitsTheDefaultSettings() throws IOException {
    SparkConf conf = new SparkConf(false);
    Properties profile = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("../conf/gpu.conf"))) {
      profile.load(reader);
    }
    profile.forEach((key, value) -> conf.set(key.toString(), value.toString()));
    assertThat(conf.get("spark.plugins")).isEqualTo("com.nvidia.spark.SQLPlugin");
    assertThat(GpuBudget.problem(conf, GpuLimits.USUAL)).isEmpty();
    double share = 1.0 / conf.getInt("spark.executor.cores", 0);
    assertThat(conf.getDouble("spark.task.resource.gpu.amount", 0)).isEqualTo(share);
  }

  @Test
  public void isCheckedWithEverythingElseThatIsWrongBeforeAnyTask() {
    SparkConf conf = rapids("1g").set("spark.task.resource.gpu.amount", "0.5");
    ScoringSettings auto =
        new ScoringSettings(new BatchSize.Set(1), 1, InputSample.NONE, Device.AUTO);
    assertThatExceptionOfType(EvenkeelException.class)
        .isThrownBy(() -> TaskDevice.check(auto, conf))
        .withMessageContaining("RAPIDS leaves 1024 MB");
  }

  private static SparkConf rapids(String reserve) {
    return new SparkConf(false)
        .set("spark.plugins", "com.example.Other,com.nvidia.spark.SQLPlugin")
        .set("spark.rapids.memory.gpu.reserve", reserve);
  }
}
