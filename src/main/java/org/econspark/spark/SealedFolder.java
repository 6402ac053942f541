package org.econspark.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.econspark.error.EconException;
import org.econspark.error.ExitCode;

/**
 * A folder of files on any file system that Hadoop knows, of which a reader sees all or nothing: a
 * manifest with every file's checksum is written last. A folder without a manifest was never
 * finished. Also read from the resources of the jar.
 */
final class SealedFolder {
  static final String MANIFEST = "manifest.json";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Source source;
  private final String name;

  private SealedFolder(Source source, String name) {
    this.source = source;
    this.name = name;
  }

  /** Opens files of the folder by their path in it. */
  private interface Source {
    /**
     * @throws FileNotFoundException if there is none
     */
    InputStream open(String file) throws IOException;
  }

  static SealedFolder at(Configuration hadoop, String uri) {
    return new SealedFolder(
        file -> {
          Path path = new Path(uri, file);
          return path.getFileSystem(hadoop).open(path);
        },
        uri);
  }

  /**
   * @param path absolute, such as {@code /checkpoints/econ}
   */
  static SealedFolder inJar(String path) {
    return new SealedFolder(
        file -> {
          InputStream in = SealedFolder.class.getResourceAsStream(path + "/" + file);
          if (in == null) {
            throw new FileNotFoundException(path + "/" + file);
          }
          return in;
        },
        "the application's " + path);
  }

  /** Copies a local folder to a place, replacing what was there. */
  static void write(Configuration hadoop, java.nio.file.Path local, String uri) {
    Path target = new Path(uri);
    try {
      FileSystem files = target.getFileSystem(hadoop);
      // Unseal first: a half-written folder must not look finished.
      files.delete(new Path(target, MANIFEST), false);
      files.delete(target, true);
      ObjectNode manifest = JSON.createObjectNode().put("format", FORMAT);
      ObjectNode checksums = manifest.putObject("files");
      for (String file : filesUnder(local)) {
        byte[] content = Files.readAllBytes(local.resolve(file));
        write(files, new Path(target, file), content);
        checksums.put(file, DigestUtils.sha256Hex(content));
      }
      // Under another name first: a manifest is there whole or not at all.
      Path unsealed = new Path(target, MANIFEST + ".part");
      write(files, unsealed, JSON.writeValueAsBytes(manifest));
      if (!files.rename(unsealed, new Path(target, MANIFEST))) {
        throw new IOException("cannot rename " + unsealed);
      }
    } catch (IOException e) {
      throw EconException.usage(
          "Cannot write checkpoint " + uri + ": " + e.getMessage() + "; choose another place.");
    }
  }

  /** Whether everything of it was written. */
  boolean finished() {
    try (InputStream manifest = source.open(MANIFEST)) {
      return manifest != null;
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw unreadable(e.getMessage(), e);
    }
  }

  /**
   * Copies all files below a part of the folder into a local one and checks them.
   *
   * @param part such as {@code policy}; empty for everything
   * @return the local copy of that part
   * @throws EconException if the folder was never finished, is damaged, or of a newer format
   */
  java.nio.file.Path fetch(String part, java.nio.file.Path local) {
    Map<String, String> checksums = checksums();
    boolean any = false;
    for (Map.Entry<String, String> file : checksums.entrySet()) {
      if (!part.isEmpty() && !file.getKey().startsWith(part + "/")) {
        continue;
      }
      any = true;
      byte[] content = read(file.getKey());
      if (!DigestUtils.sha256Hex(content).equals(file.getValue())) {
        throw unreadable("file " + file.getKey() + " is damaged (wrong checksum)", null);
      }
      try {
        java.nio.file.Path target = local.resolve(file.getKey());
        Files.createDirectories(target.getParent());
        Files.write(target, content);
      } catch (IOException e) {
        throw unreadable("cannot copy it to " + local + ": " + e.getMessage(), e);
      }
    }
    if (!any) {
      throw unreadable("it has no '" + part + "'", null);
    }
    return part.isEmpty() ? local : local.resolve(part);
  }

  private Map<String, String> checksums() {
    JsonNode manifest;
    try {
      manifest = JSON.readTree(new String(read(MANIFEST), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreadable("file " + MANIFEST + " is damaged", e);
    }
    int format = manifest.path("format").asInt(0);
    if (format < 1 || !manifest.path("files").isObject()) {
      throw unreadable("file " + MANIFEST + " is damaged", null);
    }
    if (format > FORMAT) {
      throw unreadable(
          "written in format "
              + format
              + ", this build reads up to "
              + FORMAT
              + "; use a newer"
              + " build",
          null);
    }
    Map<String, String> checksums = new TreeMap<>();
    manifest
        .path("files")
        .fields()
        .forEachRemaining(file -> checksums.put(file.getKey(), file.getValue().asText()));
    for (String file : checksums.keySet()) {
      if (file.startsWith("/") || List.of(file.split("/")).contains("..")) {
        throw unreadable("file " + MANIFEST + " names '" + file + "' outside of it", null);
      }
    }
    return checksums;
  }

  /** One file, unchecked. */
  private byte[] read(String file) {
    try (InputStream in = source.open(file)) {
      return in.readAllBytes();
    } catch (FileNotFoundException e) {
      throw unreadable(
          file.equals(MANIFEST)
              ? "nothing finished is there (no " + MANIFEST + ")"
              : "file " + file + " is missing",
          e);
    } catch (IOException e) {
      throw unreadable("file " + file + ": " + e.getMessage(), e);
    }
  }

  private EconException unreadable(String why, Exception cause) {
    return new EconException(
        ExitCode.USAGE, "Cannot load checkpoint " + name + ": " + why + ".", cause);
  }

  private static List<String> filesUnder(java.nio.file.Path local) throws IOException {
    try (Stream<java.nio.file.Path> paths = Files.walk(local)) {
      return paths
          .filter(Files::isRegularFile)
          .map(path -> local.relativize(path).toString().replace('\\', '/'))
          .sorted()
          .toList();
    }
  }

  private static void write(FileSystem files, Path path, byte[] content) throws IOException {
    try (var out = files.create(path, true)) {
      out.write(content);
    }
  }
}
