package org.econspark.rollout;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.econspark.agent.PromptKind;
import org.econspark.agent.WorkedExample;
import org.econspark.benchmark.Problem;
import org.econspark.episode.Episode;

/**
 * Few-shot chain of thought: one call with solved questions of the train split before the question
 * (Wei et al. 2022, arXiv 2201.11903). The same examples serve all problems of a benchmark; an
 * example that is the question itself is left out.
 */
final class FewShotMethod implements Method {

  @Override
  public String name() {
    return "few-shot";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.FEW_SHOT);
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    List<WorkedExample> examples =
        ensemble.material().examples().stream()
            .filter(example -> !example.question().equals(problem.question()))
            .limit(ensemble.methods().fewShot().examples())
            .toList();
    return ensemble
        .cast()
        .soloist(0)
        .answerFromExamples(
            problem,
            examples,
            Ensemble.controls(ensemble.methods().fewShot().draw()),
            repeat,
            episode.grader())
        .thenApply(response -> episode.endWith(response, false));
  }
}
