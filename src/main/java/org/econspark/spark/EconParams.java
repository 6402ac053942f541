package org.econspark.spark;

import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;

/** The Params that {@link EconEstimator} and {@link EconModel} have in common. Driver side. */
public interface EconParams extends Params {

  /** The Params themselves, which Spark finds by the methods of their names. */
  EconParamSet paramSet();

  /** Method: {@code econ} or {@code econ-quantal}. */
  default Param<String> method() {
    return paramSet().method;
  }

  /** Settings in HOCON over {@code conf/reference.conf}, such as models and number of agents. */
  default Param<String> settings() {
    return paramSet().settings;
  }

  /** What reads answers out of texts: {@code numeric}, {@code math}, {@code yes-no}, ... */
  default Param<String> grader() {
    return paramSet().grader;
  }

  /** Column with the unique id of a problem. */
  default Param<String> idCol() {
    return paramSet().idCol;
  }

  /** Column with the question. */
  default Param<String> questionCol() {
    return paramSet().questionCol;
  }

  /** Column to add: the final answer; null where there is none. */
  default Param<String> answerCol() {
    return paramSet().answerCol;
  }

  /** Column to add: the commitment's text; null where play failed. */
  default Param<String> commitmentCol() {
    return paramSet().commitmentCol;
  }

  /** Column to add: temperature, top-p and repetition penalty that each agent chose. */
  default Param<String> controlsCol() {
    return paramSet().controlsCol;
  }
}
