/**
 * The Spark side: reading benchmarks, planning chunks, playing them in partitions, writing and
 * summarising result tables. Beside {@code job} the only package that imports Spark.
 */
package org.econspark.spark;
