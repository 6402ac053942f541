package org.econspark.llm;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import org.econspark.error.EconException;

/**
 * The one way into ONNX Runtime: DJL's engine creates the process-wide environment, and whoever
 * reaches it first must be DJL. Every session of the JVM is opened here.
 */
final class OnnxEngine {
  private static final String NAME = "OnnxRuntime";

  static {
    // DJL asks a cloud metadata service and sends a usage record unless told not to.
    setUnlessGiven("OPT_OUT_TRACKING", "true");
    // Each ONNX manager would otherwise bring a PyTorch manager along where PyTorch is present.
    setUnlessGiven("ai.djl.onnx.disable_alternative", "true");
    // Where a machine has CUDA, DJL would look for a tokenizer library built for it, which is not
    // in the jar.
    setUnlessGiven("RUST_FLAVOR", "cpu");
  }

  private OnnxEngine() {}

  /** Does nothing but run the static set-up above; for code that uses DJL without ONNX Runtime. */
  static void prepareDjl() {}

  /** A manager of arrays in host memory; the caller closes it. */
  static NDManager newManager() {
    return Engine.getEngine(NAME).newBaseManager(Device.cpu());
  }

  /**
   * Opens a session that runs operators one after another.
   *
   * @param model where the graph is, and its name for messages
   * @param device {@code cpu} or {@code cuda:N}
   * @param threads that share one operator; 1 computes in the calling thread
   * @throws EconException if the file is not a model that this ONNX Runtime can run
   */
  static OrtSession open(ModelFiles model, String device, int threads) {
    Engine.getEngine(NAME);
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
      addDevice(options, device);
      Path path = model.graphPath().orElse(null);
      return path == null
          ? environment.createSession(model.graphBytes(), options)
          : environment.createSession(path.toString(), options);
    } catch (OrtException e) {
      throw EconException.model(
          "Cannot load "
              + model.graphName()
              + ": "
              + firstLine(e)
              + "; check that the file is complete, or export the model again.",
          e);
    }
  }

  private static void addDevice(SessionOptions options, String device) {
    if (device.equals("cpu")) {
      return;
    }
    if (!device.matches("cuda:\\d+")) {
      throw EconException.usage("Invalid device '" + device + "': expected cpu or cuda:N.");
    }
    try {
      options.addCUDA(Integer.parseInt(device.substring("cuda:".length())));
    } catch (OrtException e) {
      throw EconException.model(
          "Cannot use device "
              + device
              + ": "
              + firstLine(e)
              + "; put the GPU build of ONNX Runtime (onnxruntime_gpu) on the class path instead of"
              + " the CPU one, or grant no GPU.",
          e);
    }
  }

  private static String firstLine(Throwable e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
  }

  private static void setUnlessGiven(String key, String value) {
    if (System.getenv(key) == null && System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }
}
