package org.econspark.rollout;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.agent.PromptKind;
import org.econspark.benchmark.Problem;
import org.econspark.config.MethodSettings;
import org.econspark.episode.Episode;
import org.econspark.episode.PromptEmbedding;
import org.econspark.episode.Response;

/**
 * Thoughts, actions and observations in turns until the plan is given (Yao et al. 2022, arXiv
 * 2210.03629), with TravelPlanner's sandbox as tools. The agent sees the query alone and must look
 * up what the other methods are shown.
 */
final class ReactMethod implements Method {
  private static final Pattern ACTION = Pattern.compile("(?s)Action\\s*\\d*\\s*:(.*)");

  @Override
  public String name() {
    return "react";
  }

  @Override
  public Set<PromptKind> needs() {
    return EnumSet.of(PromptKind.TOOLS);
  }

  @Override
  public boolean suits(String format) {
    return format.equals("travelplanner");
  }

  @Override
  public CompletableFuture<Episode> play(Problem problem, int repeat, Ensemble ensemble) {
    EpisodeBuilder episode = new EpisodeBuilder(this, problem, repeat, ensemble);
    return new Loop(episode, problem, repeat, ensemble).turn("", 0);
  }

  /** The turns on one problem. */
  private static final class Loop {
    private final EpisodeBuilder episode;
    private final Problem problem;
    private final int repeat;
    private final Ensemble ensemble;
    private final MethodSettings.React settings;
    private final PromptEmbedding controls;
    private final TravelSandbox sandbox;

    Loop(EpisodeBuilder episode, Problem problem, int repeat, Ensemble ensemble) {
      this.episode = episode;
      this.problem = problem;
      this.repeat = repeat;
      this.ensemble = ensemble;
      this.settings = ensemble.methods().react();
      this.controls = Ensemble.controls(settings.draw());
      this.sandbox = TravelSandbox.of(problem);
    }

    CompletableFuture<Episode> turn(String transcript, int turn) {
      return ensemble
          .cast()
          .toolUser(settings.maxTokens())
          .useTools(problem, sandbox.query(), transcript, controls, turn, repeat)
          .thenCompose(response -> next(transcript, turn, response));
    }

    private CompletableFuture<Episode> next(String transcript, int turn, Response response) {
      episode.call(response);
      if (response.failed()) {
        return CompletableFuture.completedFuture(episode.failed(response.failure()));
      }
      Matcher matcher = ACTION.matcher(response.text());
      String action = matcher.find() ? matcher.group(1).strip() : "";
      String plan = TravelSandbox.plan(action);
      if (plan != null) {
        episode.rounds(turn + 1, "finished");
        return CompletableFuture.completedFuture(episode.endWithText(plan));
      }
      if (turn + 1 >= settings.turns()) {
        episode.rounds(turn + 1, "turns");
        return CompletableFuture.completedFuture(episode.endWithText(response.text()));
      }
      String soFar =
          transcript + response.text().strip() + "\nObservation: " + sandbox.observe(action) + "\n";
      return turn(soFar, turn + 1);
    }
  }
}
