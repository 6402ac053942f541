/** Statistics over graded answers: accuracies with their uncertainty, paired comparisons, votes. */
package org.econspark.evaluation;
