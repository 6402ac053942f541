package org.econspark.benchmark.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.econspark.benchmark.BenchmarkFormats;
import org.econspark.benchmark.SharedBenchmarks;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every published row: {@code datasets validate --grades} prints the same counts. */
@EnabledIf(
    value = "org.econspark.benchmark.SharedBenchmarks#present",
    disabledReason = "the published benchmark files are not there; set econspark.benchmarks")
class GradeAuditTest {
  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "gsm8k, gsm8k/test.jsonl, 659, 4",
    "gsm8k, gsm8k/train.jsonl, 7473, 4",
    "gsm-hard, gsm-hard/gsmhardv2.jsonl, 659, 3",
    "math, math/test.jsonl, 250, 4",
    "svamp, svamp/SVAMP.json, 500, 3",
    "strategyqa, strategyqa/dev.json, 114, 3",
    "strategyqa, strategyqa/train.json, 2061, 3"
  })
  void everyAnswerGetsTheVerdictThatItMustHave(String format, String file, int rows, int checks) {
    GradeAudit.Result result =
        GradeAudit.of(SharedBenchmarks.file(file), format, BenchmarkFormats.byName(format));

    assertThat(result.exceptions()).isEmpty();
    assertThat(result.problems()).isEqualTo(rows);
    assertThat(result.counts()).hasSize(checks).allMatch(count -> count.held() == count.total());
    assertThat(result.counts().get(0).total()).isEqualTo(rows);
    assertThat(result.fewestRewordings()).isGreaterThanOrEqualTo(5);
  }
}
