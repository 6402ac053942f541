package org.econspark.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A port that no other process of this program on this host uses: it holds a lock on a file named
 * by the port, which the operating system drops when this JVM ends, however it ends.
 */
final class PortLease implements AutoCloseable {
  private static final Path FOLDER =
      Path.of(System.getProperty("java.io.tmpdir"), "econ-spark-ports");

  private final int port;
  private final FileChannel file;

  private PortLease(int port, FileChannel file) {
    this.port = port;
    this.file = file;
  }

  /**
   * The first free port of a range.
   *
   * @throws IOException if there is none
   */
  static PortLease acquire(int first, int last) throws IOException {
    Files.createDirectories(FOLDER);
    for (int port = first; port <= last; port++) {
      PortLease lease = tryPort(port);
      if (lease != null) {
        return lease;
      }
    }
    throw new IOException("no free port from " + first + " to " + last);
  }

  private static PortLease tryPort(int port) throws IOException {
    FileChannel file =
        FileChannel.open(
            FOLDER.resolve(Integer.toString(port)),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE);
    try {
      FileLock lock = file.tryLock();
      if (lock != null && unused(port)) {
        return new PortLease(port, file);
      }
    } catch (OverlappingFileLockException e) {
      // Another server of this JVM has it.
    }
    file.close();
    return null;
  }

  private static boolean unused(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
