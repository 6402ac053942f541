package org.econspark.spark;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.econspark.error.EconException;

/**
 * Which checkpoints are in use: {@code current}, as numbered files of which the highest counts. A
 * switch writes the next file, so readers see the old or the new state on any file system, and all
 * earlier states stay there to go back to. One publisher at a time.
 */
public final class PublishedCheckpoints {
  private static final Pattern NAME = Pattern.compile("current-\\d{6}\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Configuration hadoop;
  private final Path home;

  /**
   * @param home folder, {@code checkpoints.home}
   */
  public PublishedCheckpoints(Configuration hadoop, String home) {
    if (home.isEmpty()) {
      throw EconException.usage(
          "Cannot look up 'current': 'checkpoints.home' is empty; set it to a folder.");
    }
    this.hadoop = hadoop;
    this.home = new Path(home);
  }

  /**
   * One state of {@code current}.
   *
   * @param number counts up with each switch
   * @param checkpoints places by method
   */
  public record State(int number, Map<String, String> checkpoints) {}

  /** Empty before the first switch. */
  public Optional<State> current() {
    List<State> all = history();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** All states, oldest first. */
  public List<State> history() {
    List<State> states = new ArrayList<>();
    try {
      FileSystem files = home.getFileSystem(hadoop);
      List<String> names = new ArrayList<>();
      for (FileStatus file : files.listStatus(home)) {
        if (NAME.matcher(file.getPath().getName()).matches()) {
          names.add(file.getPath().getName());
        }
      }
      Collections.sort(names);
      for (String name : names) {
        try (InputStream in = files.open(new Path(home, name))) {
          states.add(
              new State(
                  Integer.parseInt(name.substring("current-".length(), name.indexOf('.'))),
                  JSON.readValue(
                      in.readAllBytes(), new TypeReference<TreeMap<String, String>>() {})));
        }
      }
    } catch (FileNotFoundException e) {
      return List.of();
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(e);
    }
    return states;
  }

  /** Makes a checkpoint the one that its method plays; changes nothing if it is that already. */
  public State publish(String uri) {
    String method = PolicySource.describe(hadoop, uri).method();
    Optional<State> present = current();
    if (present.isPresent() && uri.equals(present.get().checkpoints().get(method))) {
      return present.get();
    }
    Map<String, String> next = new TreeMap<>(present.map(State::checkpoints).orElse(Map.of()));
    next.put(method, uri);
    return write(next);
  }

  /**
   * Does the same for a checkpoint that has never been in use; one that has been, even if another
   * is now, changes nothing. So a nightly job that is run again does not undo what came after it.
   */
  public State publishOnce(String uri) {
    String method = PolicySource.describe(hadoop, uri).method();
    List<State> all = history();
    return all.stream().anyMatch(state -> uri.equals(state.checkpoints().get(method)))
        ? all.get(all.size() - 1)
        : publish(uri);
  }

  /** Copies what is in use, be it nothing, to another home that has no state yet. */
  public State pinTo(PublishedCheckpoints other) {
    return other
        .current()
        .orElseGet(() -> other.write(current().map(State::checkpoints).orElse(Map.of())));
  }

  /** Goes back to the state before the present one. */
  public State rollBack() {
    List<State> all = history();
    if (all.size() < 2) {
      throw EconException.usage(
          "Cannot roll back 'current' in " + home + ": there is no earlier state.");
    }
    State present = all.get(all.size() - 1);
    // A state that is itself a way back is not a step forward to return from.
    for (int i = all.size() - 2; i >= 0; i--) {
      if (!all.get(i).checkpoints().equals(present.checkpoints())) {
        return write(all.get(i).checkpoints());
      }
    }
    throw EconException.usage(
        "Cannot roll back 'current' in " + home + ": all earlier states are the same.");
  }

  /** Copies the part of a checkpoint that playing needs to another place. */
  public static void export(Configuration hadoop, String from, String to) {
    PolicySource.export(hadoop, from, to);
  }

  private State write(Map<String, String> checkpoints) {
    int number = current().map(state -> state.number() + 1).orElse(1);
    String name = String.format("current-%06d.json", number);
    Path target = new Path(home, name);
    Path staging = new Path(home, "_" + name);
    try {
      FileSystem files = home.getFileSystem(hadoop);
      try (var out = files.create(staging, true)) {
        out.write(JSON.writeValueAsBytes(checkpoints));
      }
      if (!files.rename(staging, target)) {
        throw new IOException("cannot rename " + staging + " to " + target);
      }
    } catch (IOException e) {
      throw unusable(e);
    }
    return new State(number, checkpoints);
  }

  private EconException unusable(Exception e) {
    return EconException.usage(
        "Cannot use 'checkpoints.home' " + home + ": " + e.getMessage() + ".");
  }
}
