/** Reads final answers out of texts and compares them with the gold answer. Runs no code. */
package org.econspark.benchmark.grading;
