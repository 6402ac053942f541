/** Plays episodes: methods, the queue that carries their calls, and the runner of one chunk. */
package org.econspark.rollout;
