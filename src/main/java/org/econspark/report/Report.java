package org.econspark.report;

import java.util.List;
import java.util.Map;

/**
 * Everything a report shows.
 *
 * @param compared null without a run to compare with
 * @param summary rows of the table {@code summary}
 * @param training rows of the table {@code training}, by epoch; may be empty
 * @param equilibrium rows of the table {@code equilibrium}, by epoch and agent; may be empty
 * @param controls mean controls by method, agent and difficulty
 * @param failures failed episodes by benchmark, method and kind
 * @param flips paired counts by benchmark and method; empty without a compared run
 * @param rejectedRows input rows that could not be used
 * @param episodesInRun of which {@code episodes} may be a part
 * @param episodes in any order
 */
public record Report(
    RunFacts run,
    RunFacts compared,
    List<Map<String, Object>> summary,
    List<Map<String, Object>> training,
    List<Map<String, Object>> equilibrium,
    List<Map<String, Object>> controls,
    List<Map<String, Object>> failures,
    List<FlipRow> flips,
    long rejectedRows,
    long episodesInRun,
    List<ReportEpisode> episodes) {}
