package io.evenkeel.cli;

import io.evenkeel.fault.Fault;
import io.evenkeel.job.DoctorJob;
import io.evenkeel.settings.Settings;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code evenkeel doctor}. */
@Command(
    name = "doctor",
    description = {
      "Finds what is wrong with the machine and with what runs have left, and says how to mend"
          + " it.",
      "Of the machine: Java, Spark, native libraries, folders. Of runs: the ledger, unfinished"
          + " runs, the runs table, stages, caches.",
      "With --mend it mends itself what needs no decision of yours; run it so while no run is"
          + " under way.",
      "Exit code 0 if all is well or was mended, 10 otherwise."
    },
    footer = {"", "Example:", "  ./evenkeel doctor", "  ./evenkeel doctor --mend"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin private SharedOptions options = new SharedOptions();

  @Option(
      names = "--mend",
      description =
          "Write damaged logs of the ledger anew from tables, add missing rows to the runs table,"
              + " remove stages that were passed, load caches that are damaged or behind.")
  private boolean mend;

  @Override
  public Integer call() {
    Settings settings = options.settings();
    DoctorJob doctor = new DoctorJob(settings, options.journal(), Clock.systemUTC(), mend);
    boolean well = doctor.machine();
    SparkSession spark = options.spark("doctor");
    try {
      well &= doctor.runs(spark);
      return well ? 0 : Fault.GATE.exitCode();
    } finally {
      spark.stop();
    }
  }
}
