package org.econspark.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import org.econspark.error.EconException;

/**
 * The one way into PyTorch. Its libraries come out of the class path; nothing is downloaded. It
 * computes on the CPU, with one thread unless told otherwise, since every Spark task has a core.
 */
public final class PyTorchEngine {
  private static final String NAME = "PyTorch";

  static {
    // DJL asks a cloud metadata service and sends a usage record unless told not to.
    setUnlessGiven("OPT_OUT_TRACKING", "true");
    // A platform without libraries in the jar is an error, not a download.
    setUnlessGiven("ai.djl.offline", "true");
    // The networks run on the CPU, and the jar holds no library for CUDA.
    setUnlessGiven("PYTORCH_FLAVOR", "cpu");
    setUnlessGiven("ai.djl.pytorch.num_threads", "1");
    setUnlessGiven("ai.djl.pytorch.num_interop_threads", "1");
  }

  private PyTorchEngine() {}

  /** A manager of arrays in host memory; the caller closes it. */
  public static NDManager newManager() {
    return engine().newBaseManager(Device.cpu());
  }

  /**
   * An array with the given numbers, in memory that PyTorch aligned. An array that DJL creates lies
   * where the JVM put it, and the last bits of a matrix product depend on that.
   */
  public static NDArray create(NDManager manager, float[] values, Shape shape, DataType type) {
    try (NDArray created = manager.create(values, shape)) {
      return type == DataType.FLOAT32 ? created.duplicate() : created.toType(type, true);
    }
  }

  /**
   * {@code array} times a number. {@link NDArray#mul(Number)} wraps the number in memory of the JVM
   * and lets go of it at once; a backward pass after a garbage collection then reads what lies
   * there by that time. In the manager of {@code array}.
   */
  public static NDArray times(NDArray array, double factor) {
    NDManager manager = array.getManager();
    return array.mul(
        create(manager, new float[] {(float) factor}, new Shape(), array.getDataType()));
  }

  /** Sets the threads that share one operation, for the whole JVM. */
  public static void setThreads(int threads) {
    engine();
    if (JniUtils.getNumThreads() != threads) {
      JniUtils.setNumThreads(threads);
    }
  }

  /** Seeds what the engine itself draws: the dropped activations. */
  public static void seed(long seed) {
    engine().setRandomSeed((int) (seed ^ seed >>> 32));
  }

  /** Records operations of this thread; only one may be open in a JVM. */
  public static GradientCollector newGradientCollector() {
    return engine().newGradientCollector();
  }

  private static Engine engine() {
    try {
      return Engine.getEngine(NAME);
    } catch (EngineException | UnsatisfiedLinkError e) {
      throw EconException.model(
          "Cannot start PyTorch: "
              + e.getMessage()
              + "; on "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " add pytorch-native-cpu of that platform to the class path.",
          e);
    }
  }

  private static void setUnlessGiven(String key, String value) {
    if (System.getenv(key) == null && System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
