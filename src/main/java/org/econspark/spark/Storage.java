package org.econspark.spark;

import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.econspark.error.EconException;

/** File systems by the scheme of a path: local, {@code file:}, {@code hdfs:}, {@code s3a:}. */
final class Storage {
  private Storage() {}

  /**
   * @throws EconException if Spark's class path lacks the file system's implementation
   */
  static FileSystem of(Path path, Configuration configuration) throws IOException {
    try {
      return path.getFileSystem(configuration);
    } catch (RuntimeException e) {
      if (e.getCause() instanceof ClassNotFoundException missing) {
        throw EconException.usage(
            "Cannot use "
                + path
                + ": class "
                + missing.getMessage()
                + " is missing; "
                + S3Committer.HOW_TO_ADD);
      }
      throw e;
    }
  }
}
