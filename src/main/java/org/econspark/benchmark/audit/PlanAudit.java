package org.econspark.benchmark.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.econspark.benchmark.BenchmarkFiles;
import org.econspark.benchmark.BenchmarkFormat;
import org.econspark.benchmark.Problem;
import org.econspark.benchmark.travel.PlanJudge;
import org.econspark.benchmark.travel.PlanScore;
import org.econspark.benchmark.travel.PlanText;
import org.econspark.benchmark.travel.TravelMode;
import org.econspark.benchmark.travel.TravelPlan;
import org.econspark.benchmark.travel.TravelRates;

/** Judges the plans that a TravelPlanner file holds: annotated ones, or a submission. */
public final class PlanAudit {
  private PlanAudit() {}

  /**
   * @param rates counts over all rows of the file with a query
   * @param notPassed plans that are no solution, with the reason
   */
  public record Result(TravelRates rates, List<String> notPassed) {}

  /**
   * Reads and judges a whole file; rows without a plan count as not delivered.
   *
   * @throws org.econspark.error.EconException unreadable data if the file as a whole cannot be read
   */
  public static Result of(Path file, String benchmark, BenchmarkFormat format, TravelMode mode) {
    TravelRates rates = new TravelRates();
    List<String> notPassed = new ArrayList<>();
    Solutions solutions = new Solutions(format);
    BenchmarkFiles.read(
        file,
        benchmark,
        solutions,
        problem -> {
          PlanJudge judge = judge(problem, mode);
          Optional<PlanScore> score =
              solutions
                  .take(problem)
                  .flatMap(PlanText::find)
                  .flatMap(TravelPlan::ofJson)
                  .map(judge::judge);
          rates.add(judge.asked(), score);
          if (score.isEmpty() || !score.get().passes()) {
            notPassed.add(
                problem.problemId()
                    + ": "
                    + score.map(PlanScore::describe).orElse("not delivered"));
          }
        },
        rejected -> {});
    return new Result(rates, List.copyOf(notPassed));
  }

  private static PlanJudge judge(Problem problem, TravelMode mode) {
    try {
      return PlanJudge.of(problem.gold(), mode);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot read a gold that was just written", e);
    }
  }
}
