/** Executor agents, the coordinator and their prompts. Knows no Spark. */
package org.econspark.agent;
