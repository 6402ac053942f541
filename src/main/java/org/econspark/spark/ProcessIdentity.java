package org.econspark.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * Tells one process from all others, also later and from another process: process ids are given
 * anew, so the time of its start belongs to it, and they mean something within a namespace of one
 * machine only.
 *
 * @param host name of the machine
 * @param namespace of process ids on that machine (containers may share its name); "unknown" where
 *     the system has none
 * @param start ISO 8601, as the system tells it; "unknown" where it does not
 */
record ProcessIdentity(String host, String namespace, long pid, String start) {
  private static final String UNKNOWN = "unknown";

  static ProcessIdentity current() {
    return of(ProcessHandle.current());
  }

  static ProcessIdentity of(ProcessHandle process) {
    return new ProcessIdentity(hostName(), ownNamespace(), process.pid(), startOf(process));
  }

  /** The same from {@link #fields}. */
  static ProcessIdentity parse(Map<String, String> fields) {
    return new ProcessIdentity(
        fields.getOrDefault("host", UNKNOWN),
        fields.getOrDefault("process_namespace", UNKNOWN),
        Long.parseLong(fields.getOrDefault("process", "0")),
        fields.getOrDefault("process_start", UNKNOWN));
  }

  Map<String, String> fields() {
    return Map.of(
        "host", host,
        "process_namespace", namespace,
        "process", Long.toString(pid),
        "process_start", start);
  }

  /** Whether it is seen to have ended; false where it cannot be seen from here. */
  boolean hasEnded() {
    boolean sameMachine = !host.equals(UNKNOWN) && host.equals(hostName());
    if (!sameMachine || !namespace.equals(ownNamespace())) {
      return false;
    }
    return ProcessHandle.of(pid)
        .map(process -> !startOf(process).equals(start) || isZombie())
        .orElse(true);
  }

  /** Ended, with an exit code that its parent has not read: Java takes such a process for alive. */
  private boolean isZombie() {
    try {
      // "PID (NAME) STATE ...", where the name may hold anything; see proc(5).
      String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state == 'Z' || state == 'X';
    } catch (IOException | IndexOutOfBoundsException e) {
      return false;
    }
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse(UNKNOWN);
  }

  private static String ownNamespace() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return UNKNOWN;
    }
  }

  private static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }
}
