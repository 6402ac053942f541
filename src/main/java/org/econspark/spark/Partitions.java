package org.econspark.spark;

import java.io.Serializable;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.PartitionPruningRDD;
import scala.Function1;

/** Parts of an RDD without tasks for the rest of it. */
final class Partitions {
  private Partitions() {}

  /** The partitions of these indices, in their order. */
  static <T> JavaRDD<T> keep(JavaRDD<T> rdd, Set<Integer> indices) {
    Set<Integer> kept = Set.copyOf(indices);
    return PartitionPruningRDD.create(
            rdd.rdd(), (Function1<Object, Object> & Serializable) kept::contains)
        .toJavaRDD();
  }
}
