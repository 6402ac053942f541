package org.econspark.benchmark.miniature;

import static org.econspark.benchmark.miniature.Vocabulary.between;
import static org.econspark.benchmark.miniature.Vocabulary.chance;
import static org.econspark.benchmark.miniature.Vocabulary.pick;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.econspark.benchmark.miniature.StrategyText.Strategy;
import org.econspark.benchmark.miniature.TrainingDocument.Kind;
import org.econspark.benchmark.miniature.Worked.Manner;

/**
 * An endless stream of training documents, the same for the same seed and mix. Problems come from
 * the training split only.
 *
 * <p>Single-threaded; several streams with different seeds may run side by side.
 */
public final class TrainingDocuments {
  /** Shares of the kinds, percent. Executor work is most of what a model does at run time. */
  private static final Map<Kind, Integer> SHARES =
      Map.of(
          Kind.PLAN, 42,
          Kind.GENERIC, 16,
          Kind.COMMITMENT, 19,
          Kind.MERGE, 3,
          Kind.REVISION, 4,
          Kind.SCORE, 4,
          Kind.LOCAL, 2,
          Kind.FEW_SHOT, 4,
          Kind.DRILL, 6);

  /** Share of learnt solutions with one error, so that sampling has something to lose. */
  private static final double FLAWED_SHARE = 0.08;

  /** Chance that a candidate is flawed; drawn once a document, so that teams differ. */
  private static final double[] CANDIDATE_FLAWS = {0.15, 0.35, 0.5, 0.65};

  /** Chance that a candidate repeats an earlier one word for word. */
  private static final double REPEATED_CANDIDATE = 0.1;

  private final SplitMix64 random;
  private final Mix mix;

  public TrainingDocuments(long seed, Mix mix) {
    this.random = SplitMix64.of("documents", mix.id(), seed);
    this.mix = mix;
  }

  /** The next document. */
  public TrainingDocument next() {
    Kind kind = kind();
    if (kind == Kind.DRILL) {
      return Drills.document(random);
    }
    Family family = mix.family(random);
    return switch (kind) {
      case PLAN -> plan(family);
      case GENERIC -> generic(family);
      case COMMITMENT -> commitment(family);
      case MERGE -> merge(family);
      case REVISION -> revision(family);
      case SCORE -> score(family);
      case LOCAL -> local(family);
      case FEW_SHOT -> fewShot(family);
      case DRILL -> throw new AssertionError(kind);
    };
  }

  private Kind kind() {
    int left = random.nextInt(100);
    for (Kind kind : Kind.values()) {
      left -= SHARES.get(kind);
      if (left < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("Invalid shares of document kinds: they must add to 100");
  }

  private MiniatureChecker draw(Family family) {
    return new MiniatureChecker(Miniatures.problem(family, Split.TRAIN, random.nextLong()));
  }

  private Worked learntSolution(MiniatureChecker checker, Manner manner) {
    return solution(checker, manner, FLAWED_SHARE);
  }

  private Worked solution(MiniatureChecker checker, Manner manner, double flaws) {
    long seed = random.nextLong();
    return chance(random, flaws)
        ? Worked.spoiled(checker, manner, seed)
        : Worked.right(checker.problem(), manner, seed);
  }

  private TrainingDocument plan(Family family) {
    MiniatureChecker checker = draw(family);
    Strategy strategy = StrategyText.of(checker.problem(), random);
    return new TrainingDocument.Builder()
        .read("question", checker.problem().question())
        .write("strategy", strategy.text())
        .write("solution", learntSolution(checker, strategy.manner()).text())
        .build(family, Kind.PLAN);
  }

  private TrainingDocument generic(Family family) {
    MiniatureChecker checker = draw(family);
    return new TrainingDocument.Builder()
        .read("question", checker.problem().question())
        .read("strategy", StrategyText.generic(random))
        .write("solution", learntSolution(checker, Manner.FULL).text())
        .build(family, Kind.GENERIC);
  }

  private TrainingDocument fewShot(Family family) {
    TrainingDocument.Builder document = new TrainingDocument.Builder();
    int examples = 2 + random.nextInt(2);
    boolean planned = random.nextBoolean();
    for (int i = 0; i <= examples; i++) {
      MiniatureChecker checker = draw(family);
      String strategy =
          planned ? StrategyText.full(checker.problem(), random).text() : "Work step by step.";
      document.read("question", checker.problem().question()).read("strategy", strategy);
      if (i == examples) {
        document.write("solution", learntSolution(checker, Manner.FULL).text());
      } else {
        document.read("solution", solution(checker, Manner.FULL, 0).text());
      }
    }
    return document.build(family, Kind.FEW_SHOT);
  }

  // ------------------------------------------------------------------ coordination

  private TrainingDocument commitment(Family family) {
    MiniatureChecker checker = draw(family);
    Strategy strategy = anyStrategy(checker.problem());
    List<Worked> team = team(checker, strategy.manner(), teamSize());
    List<String> texts = team.stream().map(Worked::text).toList();
    List<Optional<String>> answers = team.stream().map(w -> Optional.of(w.answer())).toList();
    return commitment(checker, strategy.text(), texts, answers, Kind.COMMITMENT)
        .orElseThrow(() -> new IllegalStateException("Cannot commit without a right candidate"));
  }

  /** The commitment document over given candidates; empty if none of them is right. */
  static Optional<TrainingDocument> commitment(
      MiniatureChecker checker,
      String strategy,
      List<String> candidates,
      List<Optional<String>> answers,
      Kind kind) {
    List<String> shown =
        candidates.stream().map(text -> Commitments.shortened(text, candidates.size())).toList();
    return Commitments.text(checker, shown, answers)
        .map(
            text -> {
              TrainingDocument.Builder document = asked(checker.problem(), strategy);
              candidates(document, shown);
              return document.write("commit", text).build(checker.problem().family(), kind);
            });
  }

  /** Local commitments of several clusters instead of solutions. */
  private TrainingDocument merge(Family family) {
    MiniatureChecker checker = draw(family);
    Strategy strategy = anyStrategy(checker.problem());
    int clusters = between(random, 2, 4);
    int rightCluster = random.nextInt(clusters);
    double flaws = pick(random, 0.15, 0.35, 0.5);
    List<String> texts = new ArrayList<>();
    List<Optional<String>> answers = new ArrayList<>();
    for (int i = 0; i < clusters; i++) {
      boolean right = i == rightCluster || !chance(random, flaws);
      String text = localCommitment(checker, strategy.manner(), right);
      texts.add(text);
      answers.add(MiniatureChecker.answer(text));
    }
    return commitment(checker, strategy.text(), texts, answers, Kind.MERGE)
        .orElseThrow(() -> new IllegalStateException("Cannot merge without a right cluster"));
  }

  /** What a cluster's coordinator said, right or taking a wrong candidate for right. */
  private String localCommitment(MiniatureChecker checker, Manner manner, boolean right) {
    int size = between(random, 2, 4);
    if (right) {
      List<Worked> team = team(checker, manner, size);
      List<Optional<String>> answers = team.stream().map(w -> Optional.of(w.answer())).toList();
      return Commitments.text(checker, team.stream().map(Worked::text).toList(), answers)
          .orElseThrow();
    }
    int chosen = random.nextInt(size);
    List<String> verdicts = new ArrayList<>();
    String answer = "";
    for (int i = 0; i < size; i++) {
      Worked flawed = Worked.spoiled(checker, manner, random.nextLong());
      if (i == chosen) {
        answer = flawed.answer();
        verdicts.add(i + 1 + " ok");
      } else {
        verdicts.add(i + 1 + " wrong" + Commitments.because(checker, flawed.text()));
      }
    }
    return String.join("; ", verdicts) + ". \\boxed{" + answer + "}";
  }

  private TrainingDocument revision(Family family) {
    MiniatureChecker checker = draw(family);
    Strategy strategy = anyStrategy(checker.problem());
    List<Worked> team = team(checker, strategy.manner(), between(random, 2, 4));
    TrainingDocument.Builder document = asked(checker.problem(), strategy.text());
    candidates(
        document, team.stream().map(w -> Commitments.shortened(w.text(), team.size())).toList());
    return document
        .write("revise", solution(checker, strategy.manner(), 0).text())
        .build(family, Kind.REVISION);
  }

  /** A verdict on one solution, whole or as far as it got. */
  private TrainingDocument score(Family family) {
    MiniatureChecker checker = draw(family);
    Manner manner = random.nextInt(4) > 0 ? Manner.FULL : Manner.SHORT;
    long seed = random.nextLong();
    Worked right = Worked.right(checker.problem(), manner, seed);
    Worked shown = random.nextBoolean() ? right : Worked.spoiled(checker, manner, seed);
    int lines =
        random.nextBoolean() ? shown.lines().size() : between(random, 1, shown.lines().size());
    List<String> part = shown.lines().subList(0, lines);
    boolean whole = lines == shown.lines().size();
    boolean sound =
        whole
            ? checker.accepts(shown.answer())
            : lines <= right.lines().size() && part.equals(right.lines().subList(0, lines));
    String text = Commitments.shortened(String.join("\n", part), 1);
    TrainingDocument.Builder document =
        new TrainingDocument.Builder().read("question", checker.problem().question());
    candidates(document, List.of(text));
    return document
        .write("score", sound ? "right." : "wrong" + Commitments.because(checker, text) + ".")
        .build(family, Kind.SCORE);
  }

  /** A cluster's own strategy, made from the global one: complete, whatever was left out. */
  private TrainingDocument local(Family family) {
    MiniatureChecker checker = draw(family);
    MiniProblem problem = checker.problem();
    String global =
        switch (random.nextInt(3)) {
          case 0 -> StrategyText.generic(random);
          case 1 -> StrategyText.joined(someClauses(problem.plan()), random);
          default -> StrategyText.of(problem, random).text();
        };
    return asked(problem, global)
        .write("local", StrategyText.full(problem, random).text())
        .build(family, Kind.LOCAL);
  }

  private List<String> someClauses(List<String> plan) {
    int kept = between(random, 1, plan.size());
    return plan.subList(0, kept);
  }

  private static TrainingDocument.Builder asked(MiniProblem problem, String strategy) {
    return new TrainingDocument.Builder()
        .read("question", problem.question())
        .read("strategy", strategy);
  }

  private static void candidates(TrainingDocument.Builder document, List<String> texts) {
    for (int i = 0; i < texts.size(); i++) {
      document.read("candidate", i + 1 + ": " + texts.get(i));
    }
  }

  private Strategy anyStrategy(MiniProblem problem) {
    return random.nextInt(4) > 0
        ? StrategyText.of(problem, random)
        : new Strategy(StrategyText.generic(random), Manner.FULL);
  }

  /** Candidates of which at least one is right. */
  private List<Worked> team(MiniatureChecker checker, Manner manner, int size) {
    double flaws = CANDIDATE_FLAWS[random.nextInt(CANDIDATE_FLAWS.length)];
    List<Worked> team = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      boolean repeated = i > 0 && chance(random, REPEATED_CANDIDATE);
      team.add(repeated ? pick(random, team) : solution(checker, manner, flaws));
    }
    if (team.stream().noneMatch(worked -> checker.accepts(worked.answer()))) {
      team.set(random.nextInt(size), solution(checker, manner, 0));
    }
    return team;
  }

  /** Mostly three, up to nine. */
  private int teamSize() {
    double draw = random.nextDouble();
    if (draw < 0.55) {
      return 3;
    }
    return draw < 0.75 ? between(random, 2, 5) : between(random, 2, 9);
  }
}
