/**
 * Reads short mathematical answers in LaTeX or plain text and compares their values: lexer, parser,
 * evaluator. Every input is bounded in length, depth and size of numbers.
 */
package org.econspark.benchmark.grading.math;
