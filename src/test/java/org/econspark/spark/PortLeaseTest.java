package org.econspark.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortLeaseTest {
  @TempDir private Path folder;

  @Test
  void portsAreTheHostsNotTheContainers() {
    assumePosix();
    assertThat(PortLease.folder("/data/container-1/tmp"))
        .isEqualTo(PortLease.folder("/data/container-2/tmp"));
  }

  @Test
  void otherUsersMayUseTheSameFiles() throws IOException {
    assumePosix();
    int port = freePort();
    try (PortLease lease = PortLease.acquire(folder, port, port)) {
      assertThat(permissions(folder)).isEqualTo("rwxrwxrwx");
      assertThat(permissions(folder.resolve(Integer.toString(lease.port()))))
          .isEqualTo("rw-rw-rw-");
      assertThatThrownBy(() -> PortLease.acquire(folder, port, port))
          .isInstanceOf(IOException.class)
          .hasMessage("no free port from %d to %d", port, port);
    }
  }

  @Test
  void fileThatCannotBeOpenedCountsAsTaken() throws IOException {
    int port = freePort();
    // Nobody can write a folder, whereas a privileged user can write any file.
    Files.createDirectory(folder.resolve(Integer.toString(port)));
    try (PortLease lease = PortLease.acquire(folder, port, port + 50)) {
      assertThat(lease.port()).isGreaterThan(port);
    }
    assertThatThrownBy(() -> PortLease.acquire(folder, port, port))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be opened");
  }

  private static void assumePosix() {
    assumeThat(FileSystems.getDefault().supportedFileAttributeViews()).contains("posix");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
