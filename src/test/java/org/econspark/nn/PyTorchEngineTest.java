package org.econspark.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.junit.jupiter.api.Test;

class PyTorchEngineTest {

  @Test
  void computesBesideOnnxRuntimeWithBoundedThreads() {
    try (NDManager manager = PyTorchEngine.newManager();
        NDManager onnx = Engine.getEngine("OnnxRuntime").newBaseManager()) {
      assertThat(manager.create(new float[] {1, 2}).sum().getFloat()).isEqualTo(3);
      assertThat(onnx.create(new float[] {1, 2}).toFloatArray()).containsExactly(1, 2);
      assertThat(manager.getEngine().getVersion()).startsWith("2.7.1");
    }
    assertThat(JniUtils.getNumThreads()).isEqualTo(1);
  }
}
