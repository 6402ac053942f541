/** Game theory on plain arrays: best responses, NashConv, regret, logit equilibria. */
package org.econspark.equilibrium;
