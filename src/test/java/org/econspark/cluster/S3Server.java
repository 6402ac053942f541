package org.econspark.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** S3Proxy on a folder, in a process of its own that can be killed and started again. */
final class S3Server implements AutoCloseable {
  static final String BUCKET = "econ";
  private static final String KEY = "test-key";
  private static final String SECRET = "test-secret";

  private final Path folder;
  private final int port;
  private final String classpath;
  private TestProcess process;

  private S3Server(Path folder, int port, String classpath) {
    this.folder = folder;
    this.port = port;
    this.classpath = classpath;
  }

  static S3Server start(Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Files.createDirectories(folder.resolve("data").resolve(BUCKET));
    Files.write(
        folder.resolve("s3proxy.properties"),
        List.of(
            "s3proxy.endpoint=http://127.0.0.1:" + port,
            "s3proxy.authorization=aws-v2-or-v4",
            "s3proxy.identity=" + KEY,
            "s3proxy.credential=" + SECRET,
            "jclouds.provider=filesystem",
            "jclouds.identity=unused",
            "jclouds.credential=unused",
            "jclouds.filesystem.basedir=" + folder.resolve("data")));
    S3Server server = new S3Server(folder, port, classpath(folder));
    server.start();
    return server;
  }

  /** Its libraries are not Spark's: Maven resolves them from a project of their own. */
  private static String classpath(Path folder) throws IOException, InterruptedException {
    Path file = folder.resolve("s3proxy-classpath.txt");
    try (TestProcess maven =
        TestProcess.start(
            folder.resolve("maven.log"),
            Map.of(),
            List.of(
                Path.of("mvnw").toAbsolutePath().toString(),
                "-B",
                "-q",
                "-ntp",
                "-f",
                Path.of("src/test/s3proxy/pom.xml").toAbsolutePath().toString(),
                "dependency:build-classpath",
                "-Dmdep.outputFile=" + file))) {
      if (maven.exitCode() != 0) {
        throw new AssertionError("Maven cannot resolve S3Proxy: " + maven.log());
      }
    }
    return Files.readString(file).strip();
  }

  void start() throws IOException, InterruptedException {
    Path log = folder.resolve("s3proxy.log");
    Files.deleteIfExists(log);
    process =
        TestProcess.start(
            log,
            Map.of(),
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classpath,
                "org.gaul.s3proxy.Main",
                "--properties",
                folder.resolve("s3proxy.properties").toString()));
    process.await(Pattern.compile("(Started .*ServerConnector)"));
  }

  void kill() throws InterruptedException {
    process.killAll();
  }

  /** Hadoop's settings for this server, as Spark properties. */
  Map<String, String> sparkSettings() {
    return Map.of(
        "spark.hadoop.fs.s3a.endpoint",
        "http://127.0.0.1:" + port,
        "spark.hadoop.fs.s3a.path.style.access",
        "true",
        "spark.hadoop.fs.s3a.connection.ssl.enabled",
        "false",
        // The test puts its data on the server's disk, where S3Proxy knows no ETag for them.
        "spark.hadoop.fs.s3a.change.detection.version.required",
        "false",
        "spark.hadoop.fs.s3a.access.key",
        KEY,
        "spark.hadoop.fs.s3a.secret.key",
        SECRET);
  }

  /** A file of the bucket on this machine's disk. */
  Path file(String key) {
    return folder.resolve("data").resolve(BUCKET).resolve(key);
  }

  @Override
  public void close() {
    process.close();
  }
}
