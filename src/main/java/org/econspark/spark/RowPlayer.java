package org.econspark.spark;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.econspark.benchmark.Problem;
import org.econspark.config.Settings;
import org.econspark.episode.Episode;
import org.econspark.episode.Response;
import org.econspark.rollout.BenchmarkMaterial;
import org.econspark.rollout.Methods;
import org.econspark.rollout.NamedMethod;
import org.econspark.rollout.RolloutRunner;

/**
 * Plays the rows of a data set inside a Spark task, chunk by chunk, and adds to each its answer,
 * commitment and controls.
 */
final class RowPlayer implements MapPartitionsFunction<Row, Row> {
  private static final long serialVersionUID = 1L;

  private final Settings settings;
  private final Broadcast<PlayWeights> weights;
  private final String idColumn;
  private final String questionColumn;

  RowPlayer(
      Settings settings, Broadcast<PlayWeights> weights, String idColumn, String questionColumn) {
    this.settings = settings;
    this.weights = weights;
    this.idColumn = idColumn;
    this.questionColumn = questionColumn;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      private Iterator<Row> played = List.<Row>of().iterator();

      @Override
      public boolean hasNext() {
        return played.hasNext() || rows.hasNext();
      }

      @Override
      public Row next() {
        if (!played.hasNext()) {
          List<Row> chunk = new ArrayList<>();
          while (rows.hasNext() && chunk.size() < settings.run().chunkSize()) {
            chunk.add(rows.next());
          }
          played = play(chunk).iterator();
        }
        return played.next();
      }
    };
  }

  private List<Row> play(List<Row> chunk) {
    NamedMethod method = Methods.byNames(settings.run().methods()).get(0);
    String device = GrantedDevice.ofTask().name();
    List<Episode> episodes =
        new RolloutRunner(settings, own -> ModelLoading.models(own, device), weights.value().open())
            .play(
                chunk.stream()
                    .map(row -> new RolloutRunner.Assignment(problem(row), method, 0))
                    .toList(),
                BenchmarkMaterial.none());
    List<Row> played = new ArrayList<>();
    for (int i = 0; i < chunk.size(); i++) {
      played.add(with(chunk.get(i), episodes.get(i)));
    }
    return played;
  }

  /** Without a gold answer: nothing is judged here. */
  private Problem problem(Row row) {
    String question = String.valueOf(row.<Object>getAs(questionColumn));
    return new Problem(
        EconParamSet.BENCHMARK,
        String.valueOf(row.<Object>getAs(idColumn)),
        DigestUtils.sha256Hex(question),
        question,
        "",
        settings.benchmarks().get(EconParamSet.BENCHMARK).grader(),
        "",
        "");
  }

  private static Row with(Row row, Episode episode) {
    Object[] values = new Object[row.size() + 3];
    for (int i = 0; i < row.size(); i++) {
      values[i] = row.get(i);
    }
    values[row.size()] = episode.answer();
    values[row.size() + 1] = episode.commitment();
    values[row.size() + 2] = controls(episode);
    return RowFactory.create(values);
  }

  /** Of the last round, in agent order. */
  private static Row[] controls(Episode episode) {
    List<Response> answers = episode.responses().stream().filter(r -> r.agent() != null).toList();
    int last = answers.stream().mapToInt(Response::round).max().orElse(0);
    return answers.stream()
        .filter(r -> r.round() == last)
        .map(Response::controls)
        .map(c -> RowFactory.create(c.temperature(), c.topP(), c.repetitionPenalty()))
        .toArray(Row[]::new);
  }
}
