package io.evenkeel.columnar;

import java.util.List;
import java.util.Objects;
import org.apache.spark.rdd.RDD;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.UnsafeRow;
import org.apache.spark.sql.execution.LeafExecNode;
import org.apache.spark.sql.execution.SparkPlan;
import scala.collection.Iterator;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * An operator whose rows are {@link UnsafeRow}s, as Spark's operators promise each other. Made
 * while its session is the active one. Public, as its constructor is, for Spark alone, which copies
 * operators by it; {@link BinaryRows} makes them. Immutable.
 */
public final class BinaryRowsExec extends SparkPlan implements LeafExecNode {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final Seq<Attribute> output;
  private final transient RDD<InternalRow> rows;

  /**
   * Returns an operator.
   *
   * @param name as plans show it
   * @param output the columns
   * @param rows {@link UnsafeRow}s of these columns
   */
  public BinaryRowsExec(String name, Seq<Attribute> output, RDD<InternalRow> rows) {
    this.name = name;
    this.output = output;
    this.rows = rows;
  }

  @Override
  public RDD<InternalRow> doExecute() {
    return rows;
  }

  @Override
  public Seq<Attribute> output() {
    return output;
  }

  @Override
  public String nodeName() {
    return name;
  }

  /** What plans show behind the name. */
  @Override
  public Iterator<Object> stringArgs() {
    return CollectionConverters.asScala(List.<Object>of(output).iterator());
  }

  @Override
  public Seq<SparkPlan> children() {
    return CollectionConverters.asScala(List.<SparkPlan>of()).toSeq();
  }

  @Override
  public SparkPlan withNewChildrenInternal(IndexedSeq<SparkPlan> children) {
    return this;
  }

  @Override
  public int productArity() {
    return 3;
  }

  /** What the constructor takes, in its order. */
  @Override
  public Object productElement(int at) {
    return switch (at) {
      case 0 -> name;
      case 1 -> output;
      case 2 -> rows;
      default -> throw new IndexOutOfBoundsException(at);
    };
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof BinaryRowsExec;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BinaryRowsExec exec
        && name.equals(exec.name)
        && output.equals(exec.output)
        && rows == exec.rows;
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, output);
  }
}
