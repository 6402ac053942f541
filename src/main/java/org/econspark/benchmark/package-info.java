/**
 * Benchmark problems: file formats, answer extraction and grading. Knows no models and no Spark.
 */
package org.econspark.benchmark;
