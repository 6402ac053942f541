/** Metrics over many graded answers, with their uncertainty, and how they are shown. */
package org.econspark.evaluation;
