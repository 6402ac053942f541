/**
 * Language models and text embeddings: interfaces, the embedded ONNX models, HTTP endpoints. The
 * only package that speaks HTTP; knows nothing of benchmarks, agents or Spark.
 */
package org.econspark.llm;
