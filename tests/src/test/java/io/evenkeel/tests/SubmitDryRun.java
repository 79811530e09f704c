package io.evenkeel.tests;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.deploy.SparkSubmit;
import org.apache.spark.deploy.SparkSubmitArguments;
import org.apache.spark.internal.config.ConfigEntry;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Does what {@code spark-submit} does up to the point at which it would call the cluster, and
 * prints what it would call it with. Run with the class path of a whole Spark distribution.
 */
public final class SubmitDryRun {
  private static final String[] DEFINE_PROPERTIES = {
    "org.apache.spark.internal.config.package$",
    "org.apache.spark.internal.config.UI$",
    "org.apache.spark.sql.internal.StaticSQLConf$",
    "org.apache.spark.deploy.yarn.config.package$",
    "org.apache.spark.deploy.k8s.Config$"
  };

  private SubmitDryRun() {}

  /**
   * Prints the main class, each Spark property, and which of them Spark does not know.
   *
   * @param arguments those of {@code spark-submit}
   */
  public static void main(String[] arguments) throws ClassNotFoundException {
    for (String object : DEFINE_PROPERTIES) {
      var unused = Class.forName(object);
    }
    SparkSubmitArguments parsed =
        new SparkSubmitArguments(
            CollectionConverters.asScala(Arrays.asList(arguments)).toSeq(),
            scala.collection.immutable.Map$.MODULE$.from(
                CollectionConverters.asScala(System.getenv())));
    var prepared = new SparkSubmit().prepareSubmitEnvironment(parsed, Option.empty());
    System.out.println("main " + prepared._4());
    Map<String, String> properties = new TreeMap<>();
    Arrays.stream(prepared._3().getAll()).forEach(p -> properties.put(p._1(), p._2()));
    properties.forEach((key, value) -> System.out.println("property " + key + "=" + value));
    for (String key : CollectionConverters.asJava(parsed.sparkProperties()).keySet()) {
      if (!known(key)) {
        System.out.println("unknown " + key);
      }
    }
  }

  /**
   * The master is an option of its own; volumes and resources have names of their own in their
   * properties, and those of RAPIDS are held by {@code GpuPlanOnRapids}.
   */
  private static boolean known(String key) {
    return key.equals("spark.master")
        || ConfigEntry.findEntry(key) != null
        || key.matches(
            "spark\\.kubernetes\\.(driver|executor)\\.volumes\\.persistentVolumeClaim\\..*")
        || key.matches("spark\\.(executor|task)\\.resource\\.gpu\\.amount")
        || key.startsWith("spark.rapids.");
  }
}
