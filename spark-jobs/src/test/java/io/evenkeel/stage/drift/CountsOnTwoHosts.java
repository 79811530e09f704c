package io.evenkeel.stage.drift;

import io.evenkeel.profile.FeatureProfile.Categorical;
import io.evenkeel.profile.FeatureProfile.Numeric;
import io.evenkeel.profile.ReferenceProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.deploy.master.Master;
import org.apache.spark.deploy.worker.Worker;
import org.apache.spark.rpc.RpcEnv;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;

/**
 * Counts a table on a cluster of two hosts, where one task fails at first and another is so slow
 * that Spark starts it a second time elsewhere. A program of its own, because Spark runs no
 * speculative task on the host of the first one, and one JVM has one Spark. Run by {@link
 * CountsUnderFaultsTest}, with SPARK_HOME a folder whose folder {@code jars} holds Spark.
 */
public final class CountsOnTwoHosts {
  static final ReferenceProfile REFERENCE =
      Samples.reference(
          Numeric.of("amount", new Random(17).doubles(5000).toArray(), 0),
          Categorical.of("word", Map.of("w0", 2500L, "w1", 2500L), 0));

  private CountsOnTwoHosts() {}

  /** Prints how many tasks failed and were speculated, and a line of counts. */
  public static void main(String[] arguments) throws Exception {
    SparkConf conf = new SparkConf();
    var master = Master.startRpcEnvAndEndpoint("127.0.0.1", 0, 0, conf);
    String url = "spark://127.0.0.1:" + master._1().address().port();
    for (String host : List.of("127.0.0.2", "127.0.0.3")) {
      Path work = Files.createTempDirectory(Path.of(arguments[0]), "worker");
      RpcEnv unused =
          Worker.startRpcEnvAndEndpoint(
              host,
              0,
              0,
              1,
              1024,
              new String[] {url},
              work.toString(),
              Option.empty(),
              conf,
              Option.empty());
    }
    SparkSession spark = session(url);
    Events events = new Events();
    spark.sparkContext().addSparkListener(events);
    spark.udf().register("troubled", new Troubled(), DataTypes.LongType);
    Map<String, long[]> counts = TableCounts.of(rows(spark, "troubled(id)"), REFERENCE, List.of());
    System.out.println("failed: " + events.failed + ", speculated: " + events.speculated);
    System.out.println(line(counts));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static SparkSession session(String url) {
    return SparkSession.builder()
        .master(url)
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "600m")
        .config("spark.executor.cores", "1")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .config("spark.scheduler.minRegisteredResourcesRatio", "1")
        .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "120s")
        .config("spark.excludeOnFailure.enabled", "false")
        .config("spark.speculation", "true")
        .config("spark.speculation.interval", "100ms")
        .config("spark.speculation.quantile", "0.4")
        .config("spark.speculation.multiplier", "1.2")
        .getOrCreate();
  }

  /** Returns the rows, the same whatever {@code id} is called. */
  static Dataset<Row> rows(SparkSession spark, String id) {
    return spark
        .range(0, 3000, 1, 7)
        .selectExpr(id + " AS id")
        .selectExpr(
            "CASE WHEN id % 10 = 3 THEN null ELSE (id * 7919 % 3001) / 2900 END AS amount",
            "concat('w', id % 3) AS word");
  }

  /** Returns counts as one line of text. */
  static String line(Map<String, long[]> counts) {
    StringBuilder line = new StringBuilder("counts");
    new TreeMap<>(counts)
        .forEach((name, each) -> line.append(' ').append(name).append(Arrays.toString(each)));
    return line.toString();
  }

  /** Returns its argument; the first attempts of two tasks come to grief in their last row. */
  private static final class Troubled implements UDF1<Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long call(Long id) throws Exception {
      TaskContext task = TaskContext.get();
      if (task.attemptNumber() == 0 && id % 428 == 427) {
        if (task.partitionId() == 1) {
          throw new IllegalStateException("The first attempt fails");
        }
        if (task.partitionId() == 3) {
          Thread.sleep(60_000);
        }
      }
      return id;
    }
  }

  /** Counts what became of tasks. */
  private static final class Events extends SparkListener {
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger speculated = new AtomicInteger();

    @Override
    public void onTaskStart(SparkListenerTaskStart start) {
      if (start.taskInfo().speculative()) {
        speculated.incrementAndGet();
      }
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.taskInfo().failed()) {
        failed.incrementAndGet();
      }
    }
  }
}
