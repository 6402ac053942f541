/**
 * Learning from played episodes: replay, targets, optimiser, the update, its checkpoints, and the
 * policies that play with the weights.
 */
package org.econspark.learning;
