/** Rewards of the executor agents: their terms, and the shares of the terms. */
package org.econspark.reward;
