package org.econspark.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.econspark.error.EconException;

/**
 * The checkpoints of one training run: a sealed folder for each epoch that is kept. Driver side,
 * one writer at a time.
 */
final class CheckpointStore {
  private static final Pattern EPOCH = Pattern.compile("epoch-(\\d{6,9})");

  private final Configuration hadoop;
  private final String folder;

  CheckpointStore(Configuration hadoop, String folder) {
    this.hadoop = hadoop;
    this.folder = folder;
  }

  String uri(int epoch) {
    return String.format("%s/epoch-%06d", folder, epoch);
  }

  SealedFolder at(int epoch) {
    return SealedFolder.at(hadoop, uri(epoch));
  }

  /**
   * @param content fills a local folder
   */
  void write(int epoch, Consumer<java.nio.file.Path> content) {
    try (TemporaryFolder local = TemporaryFolder.create()) {
      content.accept(local.path());
      SealedFolder.write(hadoop, local.path(), uri(epoch));
    }
  }

  /** The latest epoch whose checkpoint was finished. */
  OptionalInt newest() {
    return epochs().stream().filter(epoch -> at(epoch).finished()).mapToInt(e -> e).max();
  }

  /** Removes all checkpoints but the newest ones and those named. */
  void prune(int keep, List<Integer> named) {
    List<Integer> newestFirst = epochs();
    Collections.reverse(newestFirst);
    for (int i = keep; i < newestFirst.size(); i++) {
      if (!named.contains(newestFirst.get(i))) {
        delete(new Path(uri(newestFirst.get(i))));
      }
    }
  }

  private void delete(Path checkpoint) {
    try {
      FileSystem files = checkpoint.getFileSystem(hadoop);
      files.delete(new Path(checkpoint, SealedFolder.MANIFEST), false);
      files.delete(checkpoint, true);
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  /** In rising order, unfinished ones included. */
  private List<Integer> epochs() {
    List<Integer> epochs = new ArrayList<>();
    Path path = new Path(folder);
    try {
      for (FileStatus child : path.getFileSystem(hadoop).listStatus(path)) {
        Matcher matcher = EPOCH.matcher(child.getPath().getName());
        if (matcher.matches()) {
          epochs.add(Integer.parseInt(matcher.group(1)));
        }
      }
    } catch (FileNotFoundException e) {
      return epochs;
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(e);
    }
    Collections.sort(epochs);
    return epochs;
  }

  private EconException unusable(Exception e) {
    return EconException.usage(
        "Cannot use checkpoints in " + folder + ": " + e.getMessage() + "; check --checkpoint.");
  }
}
