package org.econspark.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A port that no other process of this program on this host uses: it holds a lock on a file named
 * by the port, which the operating system drops when this JVM ends, however it ends.
 */
final class PortLease implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PortLease.class);
  private static final String NAME = "econ-spark-ports";
  private static final boolean POSIX =
      FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

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
    return acquire(folder(System.getProperty("java.io.tmpdir")), first, last);
  }

  /**
   * @param folder of the lock files, one for all users and containers of the host
   */
  static PortLease acquire(Path folder, int first, int last) throws IOException {
    Files.createDirectories(folder);
    openToAll(folder, "rwxrwxrwx");
    FileSystemException refused = null;
    for (int port = first; port <= last; port++) {
      try {
        PortLease lease = tryPort(folder, port);
        if (lease != null) {
          return lease;
        }
      } catch (FileSystemException e) {
        // Another user's: it counts as taken.
        refused = e;
      }
    }
    String why =
        refused == null ? "" : "; lock file that cannot be opened: " + refused.getMessage();
    throw new IOException("no free port from " + first + " to " + last + why, refused);
  }

  /**
   * Where the lock files are. Resource managers give each container a temporary folder of its own,
   * so that is used only where the host's is not known.
   */
  static Path folder(String temporary) {
    return POSIX ? Path.of("/tmp", NAME) : Path.of(temporary, NAME);
  }

  /** Only the owner can and need do this. */
  private static void openToAll(Path path, String permissions) {
    try {
      if (POSIX) {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
      }
    } catch (IOException e) {
      LOG.debug("Cannot open {} to all users", path, e);
    }
  }

  private static PortLease tryPort(Path folder, int port) throws IOException {
    Path path = folder.resolve(Integer.toString(port));
    // A link that somebody else put there must not be followed.
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    openToAll(path, "rw-rw-rw-");
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
