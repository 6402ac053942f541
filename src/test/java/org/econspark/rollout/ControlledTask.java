package org.econspark.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.config.SettingsLoader;
import org.econspark.episode.Episode;
import org.econspark.llm.ChatModel;
import org.econspark.llm.CompletionRequest;
import org.econspark.llm.Message;
import org.econspark.llm.ScriptedChatModel;

/** A stand-in task: every right answer is 7, and a scripted model errs at a known rate. */
final class ControlledTask {
  static final String RIGHT = "3+4=7.\n\\boxed{7}";
  static final String WRONG = "3+4=8.\n\\boxed{8}";
  private static final Pattern BOX = Pattern.compile("boxed\\{(\\d+)}");

  private ControlledTask() {}

  /** A model of the embedded kind. */
  static ChatModel model(Function<CompletionRequest, String> answers) {
    return new ScriptedChatModel("scripted", "miniature", answers);
  }

  /** Right answers with a probability, drawn by the seed of the call; nothing else. */
  static ChatModel solver(double accuracy) {
    return model(request -> solution(request, accuracy));
  }

  static String solution(CompletionRequest request, double accuracy) {
    return uniform(request) < accuracy ? RIGHT : WRONG;
  }

  static double uniform(CompletionRequest request) {
    return new SplittableRandom(request.seed()).nextDouble();
  }

  /** The answers in the candidates of a prompt, in their order. */
  static List<String> candidates(CompletionRequest request) {
    List<String> answers = new ArrayList<>();
    for (Message message : request.messages()) {
      if (message.role().equals("candidate")) {
        Matcher box = BOX.matcher(message.content());
        answers.add(box.find() ? box.group(1) : "");
      }
    }
    return answers;
  }

  /** Plays one method on many problems under settings. */
  static List<Episode> play(ChatModel model, int problems, String method, String... settings) {
    return play(model, problems, BenchmarkMaterial.none(), method, settings);
  }

  static List<Episode> play(
      ChatModel model,
      int problems,
      BenchmarkMaterial material,
      String method,
      String... assignments) {
    SettingsLoader loader = new SettingsLoader().value("run.methods", List.of(method));
    for (String assignment : assignments) {
      loader.assignment(assignment);
    }
    Settings settings = loader.load();
    NamedMethod named = Methods.byNames(List.of(method)).get(0);
    List<RolloutRunner.Assignment> work = new ArrayList<>();
    for (int i = 0; i < problems; i++) {
      work.add(new RolloutRunner.Assignment(problem(i), named, 0));
    }
    return new RolloutRunner(
            settings,
            own ->
                new Ensemble.Models(
                    model,
                    own.models().executors().stream().map(m -> model).toList(),
                    () -> new ScriptedEmbedder(8)),
            LearnedPlay.none(settings))
        .play(work, material);
  }

  static Problem problem(int index) {
    return new Problem(
        "task", "p" + index, "hash", "What is 3+4, number " + index + "?", "7", "numeric", "", "");
  }

  static double accuracy(List<Episode> episodes) {
    return episodes.stream().filter(e -> Boolean.TRUE.equals(e.correct())).count()
        / (double) episodes.size();
  }
}
