package org.econspark.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A real standalone cluster on this machine: a master and workers, each with GPUs that a discovery
 * script makes up and, on Linux, with a loopback address of its own, so that Spark sees several
 * machines. Every port is one that the system gives.
 */
final class StandaloneCluster implements AutoCloseable {
  private static final Pattern MASTER_URL =
      Pattern.compile("Starting Spark master at (spark://\\S+)");
  private static final Pattern REGISTERED =
      Pattern.compile("(Successfully registered) with master");

  private static final String LOOPBACK = "127.0.0.1";

  /** Half a dozen JVMs live for seconds each on few cores: optimising costs more than it gains. */
  private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

  private final Path folder;
  private final Path home;
  private final TestProcess master;
  private final String url;
  private final List<TestProcess> workers = new ArrayList<>();
  private int submissions;

  private StandaloneCluster(Path folder, Path home, TestProcess master, String url) {
    this.folder = folder;
    this.home = home;
    this.master = master;
    this.url = url;
  }

  /** A master without workers. */
  static StandaloneCluster start(Path folder) throws IOException, InterruptedException {
    Path home = SparkHome.find();
    TestProcess master =
        TestProcess.start(
            folder.resolve("master.log"),
            environment(home, LOOPBACK),
            daemon(
                home,
                List.of(),
                "org.apache.spark.deploy.master.Master",
                "--host",
                LOOPBACK,
                "--port",
                "0",
                "--webui-port",
                "0"));
    try {
      return new StandaloneCluster(folder, home, master, master.await(MASTER_URL));
    } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
      master.close();
      throw e;
    }
  }

  /**
   * Adds a worker.
   *
   * @param gpus addresses that its discovery script reports; none for a worker without GPUs
   */
  TestProcess addWorker(int cores, String... gpus) throws IOException {
    String name = "worker-" + workers.size();
    String host =
        System.getProperty("os.name").equals("Linux")
            ? "127.0.0." + (workers.size() + 1)
            : LOOPBACK;
    List<String> resources = new ArrayList<>();
    if (gpus.length > 0) {
      resources.add("-Dspark.worker.resource.gpu.amount=" + gpus.length);
      resources.add("-Dspark.worker.resource.gpu.discoveryScript=" + discoveryScript(name, gpus));
    }
    TestProcess worker =
        TestProcess.start(
            folder.resolve(name + ".log"),
            environment(home, host),
            daemon(
                home,
                resources,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                host,
                "--port",
                "0",
                "--webui-port",
                "0",
                "--cores",
                Integer.toString(cores),
                "--memory",
                "8g",
                "--work-dir",
                folder.resolve(name).toString(),
                url));
    workers.add(worker);
    return worker;
  }

  void awaitWorkers() throws IOException, InterruptedException {
    for (TestProcess worker : workers) {
      worker.await(REGISTERED);
    }
  }

  /** {@code bin/spark-submit} of the application jar, with the tests' stand-in models beside it. */
  TestProcess submit(Map<String, String> spark, List<String> arguments) throws IOException {
    return submit(url, spark, arguments);
  }

  /** The same in one process, beside the cluster. */
  TestProcess submitLocally(List<String> arguments) throws IOException {
    return submit("local[2]", Map.of(), arguments);
  }

  private TestProcess submit(String master, Map<String, String> spark, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(home.resolve("bin/spark-submit").toString());
    command.addAll(List.of("--master", master, "--class", "org.econspark.job.Main"));
    command.addAll(List.of("--jars", standInJar().toString()));
    command.addAll(List.of("--driver-memory", "1g", "--executor-memory", "512m"));
    command.addAll(
        List.of(
            "--driver-java-options",
            SHORT_LIVED
                + " -Dlog4j2.configurationFile=file:"
                + Path.of("conf/log4j2.properties").toAbsolutePath()));
    command.addAll(List.of("--conf", "spark.executor.extraJavaOptions=" + SHORT_LIVED));
    command.addAll(List.of("--conf", "spark.ui.enabled=false"));
    spark.forEach((key, value) -> command.addAll(List.of("--conf", key + "=" + value)));
    command.add(Path.of("target", "econ-spark.jar").toAbsolutePath().toString());
    command.addAll(arguments);
    return TestProcess.start(
        folder.resolve("submit-" + submissions++ + ".log"), environment(home, LOOPBACK), command);
  }

  /** Spark's history server on a folder of event logs; its log names its address. */
  TestProcess historyServer(Path eventLogs) throws IOException {
    return TestProcess.start(
        folder.resolve("history.log"),
        environment(home, LOOPBACK),
        daemon(
            home,
            List.of(
                "-Dspark.history.fs.logDirectory=" + eventLogs.toUri(),
                "-Dspark.history.ui.port=0"),
            "org.apache.spark.deploy.history.HistoryServer"));
  }

  private static Map<String, String> environment(Path home, String address) {
    return Map.of(
        "SPARK_HOME", home.toString(),
        "SPARK_SCALA_VERSION", System.getProperty("scala.binary.version", "2.12"),
        "SPARK_LOCAL_IP", address,
        "ECON_EVENTS", "info",
        "JAVA_HOME", System.getProperty("java.home"));
  }

  private static List<String> daemon(
      Path home, List<String> options, String mainClass, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + Path.of("conf", "java-options.txt").toAbsolutePath());
    command.addAll(List.of("-Xmx256m", SHORT_LIVED));
    command.addAll(options);
    command.addAll(List.of("-cp", home.resolve("jars") + "/*", mainClass));
    command.addAll(List.of(arguments));
    return command;
  }

  private Path discoveryScript(String worker, String... gpus) throws IOException {
    Path script = folder.resolve(worker + "-gpus.sh");
    Files.writeString(
        script,
        "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\""
            + String.join("\", \"", gpus)
            + "\"]}'\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return script;
  }

  private Path standInJar() throws IOException {
    Path jar = folder.resolve("stand-ins.jar");
    if (Files.exists(jar)) {
      return jar;
    }
    Path classes = Path.of("target", "test-classes");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> all = Files.walk(classes)) {
      for (Path path : all.filter(Files::isRegularFile).sorted().toList()) {
        String name = classes.relativize(path).toString().replace('\\', '/');
        if (name.startsWith("META-INF/services/") || name.startsWith("org/econspark/")) {
          out.putNextEntry(new JarEntry(name));
          Files.copy(path, out);
          out.closeEntry();
        }
      }
    }
    return jar;
  }

  @Override
  public void close() {
    workers.forEach(TestProcess::close);
    master.close();
  }
}
