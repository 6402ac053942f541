/**
 * Generator of six miniature benchmarks in the file formats of the public ones, and of the text
 * that the embedded language models are trained on. Plain Java without Spark, so that the training
 * script can run it anywhere.
 */
package org.econspark.benchmark.miniature;
