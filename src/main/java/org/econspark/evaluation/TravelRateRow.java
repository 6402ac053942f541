package org.econspark.evaluation;

import java.io.Serializable;
import org.econspark.benchmark.travel.TravelRates.Rate;

/**
 * One rate of one method on one TravelPlanner benchmark; a row of the table {@code travel_rates}.
 */
public record TravelRateRow(String benchmark, String method, Rate rate) implements Serializable {}
