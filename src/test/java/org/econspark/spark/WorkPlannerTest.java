package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.junit.jupiter.api.Test;

class WorkPlannerTest {
  private static final StructType EPISODES =
      new StructType()
          .add("benchmark", DataTypes.StringType)
          .add("problem_id", DataTypes.StringType)
          .add("method", DataTypes.StringType)
          .add("repeat", DataTypes.IntegerType)
          .add("attempt", DataTypes.IntegerType)
          .add("status", DataTypes.StringType);

  @Test
  void chunksDoNotDependOnPartitionsOrOrder() {
    List<List<String>> one = ids(plan(problems(100), 1, 0, List.of()));
    List<Problem> shuffled = new ArrayList<>(problems(100));
    shuffled.sort(Comparator.comparing(Problem::contentHash).reversed());

    assertThat(ids(plan(shuffled, 7, 0, List.of()))).isEqualTo(one);
    assertThat(one).hasSize(13);
    assertThat(one.subList(0, 12)).allSatisfy(chunk -> assertThat(chunk).hasSize(8));
    assertThat(one.get(12)).hasSize(4);
  }

  @Test
  void smallerLimitPlaysTheFirstChunksOfTheWhole() {
    List<List<String>> whole = ids(plan(problems(100), 3, 0, List.of()));

    assertThat(ids(plan(problems(100), 3, 16, List.of()))).isEqualTo(whole.subList(0, 2));
  }

  @Test
  void playedEpisodesAreLeftOutAndFailedOnesGetAHigherAttempt() {
    List<Row> episodes =
        List.of(
            RowFactory.create("b", "p0", "cot", 0, 0, "ok"),
            RowFactory.create("b", "p0", "majority", 0, 0, "failed"),
            RowFactory.create("b", "p0", "majority", 0, 1, "failed"),
            RowFactory.create("b", "p1", "cot", 0, 0, "failed"),
            RowFactory.create("b", "p1", "cot", 0, 1, "no_answer"),
            RowFactory.create("b", "p1", "majority", 0, 0, "ok"),
            RowFactory.create("other", "p2", "cot", 0, 0, "ok"));

    TreeMap<String, List<Chunk.Play>> plays = new TreeMap<>();
    for (Chunk chunk : plan(problems(3), 2, 0, episodes)) {
      chunk.work().forEach(work -> plays.put(work.problem().problemId(), work.plays()));
    }

    assertThat(plays).containsOnlyKeys("p0", "p2");
    assertThat(plays.get("p0")).containsExactly(new Chunk.Play("majority", 0, 2));
    assertThat(plays.get("p2"))
        .containsExactly(new Chunk.Play("cot", 0, 0), new Chunk.Play("majority", 0, 0));
  }

  private static List<Chunk> plan(
      List<Problem> problems, int partitions, int limit, List<Row> episodes) {
    Settings.Run run =
        new Settings.Run(
            "r",
            1,
            "runs",
            List.of("b"),
            List.of("cot", "majority"),
            limit,
            1,
            8,
            0,
            "cot",
            "",
            0.05);
    WorkPlanner planner = new WorkPlanner(run, Set.of());
    Dataset<Row> played = SharedSpark.session().createDataFrame(episodes, EPISODES);
    List<Chunk> chunks =
        new ArrayList<>(
            planner
                .plan(
                    "b",
                    run.methods(),
                    planner.select(SharedSpark.context().parallelize(problems, partitions)),
                    played)
                .collect());
    chunks.sort(Comparator.comparing(Chunk::index));
    return chunks;
  }

  private static List<List<String>> ids(List<Chunk> chunks) {
    return chunks.stream()
        .map(c -> c.work().stream().map(w -> w.problem().problemId()).toList())
        .toList();
  }

  private static List<Problem> problems(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Problem("b", "p" + i, "hash" + i, "q" + i, "1", "math", "", ""))
        .toList();
  }
}
