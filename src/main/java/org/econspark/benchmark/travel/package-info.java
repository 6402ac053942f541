/**
 * Judges TravelPlanner plans: reads plans, looks things up in the query's reference information or
 * in the benchmark's database, and applies the eight commonsense and five hard constraints.
 *
 * <p>Source: Xie et al. 2024, "TravelPlanner: a benchmark for real-world planning with language
 * agents" (arXiv 2402.01622), and the published evaluation code, whose behaviour is the mode {@code
 * official}.
 */
package org.econspark.benchmark.travel;
