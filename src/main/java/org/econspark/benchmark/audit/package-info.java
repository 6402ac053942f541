/** Checks the graders against the gold answers, worked solutions and plans of benchmark files. */
package org.econspark.benchmark.audit;
