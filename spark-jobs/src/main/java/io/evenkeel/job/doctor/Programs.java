package io.evenkeel.job.doctor;

import io.evenkeel.model.onnx.OnnxRuntime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.spark.package$;
import org.rocksdb.RocksDB;

/**
 * The programs that a run needs: Java 17, Spark and Delta of versions that fit, native libraries.
 */
public record Programs() implements Examination {
  private static final String SUBJECT = "programs";
  private static final String SPARK = "4.1.";

  @Override
  public List<Finding> look() {
    Map<String, String> versions = new TreeMap<>();
    List<Finding> findings = new ArrayList<>();
    versions.put("Java", Runtime.version().toString());
    if (Runtime.version().feature() != 17) {
      findings.add(ill("Java is " + Runtime.version(), "run with a JDK 17 (JAVA_HOME)"));
    }
    String spark = package$.MODULE$.SPARK_VERSION();
    versions.put("Spark", spark);
    if (!spark.startsWith(SPARK)) {
      findings.add(ill("Spark is " + spark, "run with Spark 4.1 (SPARK_HOME)"));
    }
    loaded("Delta", io.delta.package$.MODULE$::VERSION, versions, findings);
    loaded("ONNX Runtime", OnnxRuntime::version, versions, findings);
    loaded("RocksDB", Programs::rocks, versions, findings);
    if (findings.isEmpty()) {
      findings.add(Finding.well(SUBJECT, versions.toString()));
    }
    return findings;
  }

  private static String rocks() {
    RocksDB.loadLibrary();
    return RocksDB.rocksdbVersion().toString();
  }

  /** A native library that does not load throws errors, not exceptions. */
  private static void loaded(
      String program,
      Supplier<String> version,
      Map<String, String> versions,
      List<Finding> findings) {
    try {
      versions.put(program, version.get());
    } catch (RuntimeException | LinkageError e) {
      findings.add(
          ill(
              "%s does not load: %s".formatted(program, e),
              "check that the temporary folder can be written and may hold programs (noexec?)"));
    }
  }

  private static Finding ill(String found, String next) {
    return Finding.ill(SUBJECT, found, next);
  }
}
