package org.econspark.learning;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.econspark.error.EconException;

/** Reads a directory of {@link CheckpointWriter}, all of it, and believes nothing unchecked. */
final class CheckpointReader {
  private final Path directory;
  private final JsonNode header;
  private final Map<String, byte[]> contents = new HashMap<>();

  /**
   * @throws EconException if the directory is no complete checkpoint of this kind and format
   */
  CheckpointReader(Path directory, String kind) {
    this.directory = directory;
    JsonNode manifest = manifest();
    int format = manifest.path("format").asInt(-1);
    if (format > CheckpointWriter.FORMAT) {
      throw failure(
          "it is written in format "
              + format
              + ", this build reads up to "
              + CheckpointWriter.FORMAT
              + "; use a newer build");
    }
    if (format < 1) {
      throw failure(CheckpointWriter.MANIFEST + " has no format; it is no checkpoint");
    }
    if (!manifest.path("kind").asText().equals(kind)) {
      throw failure("it holds '" + manifest.path("kind").asText() + "', expected '" + kind + "'");
    }
    header = manifest.path("header");
    manifest.path("files").fieldNames().forEachRemaining(name -> read(name, manifest));
  }

  private JsonNode manifest() {
    Path path = directory.resolve(CheckpointWriter.MANIFEST);
    if (!Files.isDirectory(directory)) {
      throw failure("there is no such directory");
    }
    if (!Files.isRegularFile(path)) {
      throw failure(
          CheckpointWriter.MANIFEST + " is missing: writing did not finish; use an earlier one");
    }
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(path));
    } catch (IOException e) {
      throw failure(CheckpointWriter.MANIFEST + " is damaged; use an earlier checkpoint");
    }
  }

  private void read(String name, JsonNode manifest) {
    JsonNode file = manifest.path("files").path(name);
    byte[] content;
    try {
      content = Files.readAllBytes(directory.resolve(name));
    } catch (IOException e) {
      throw failure("file " + name + " is missing or unreadable; use an earlier checkpoint");
    }
    if (content.length != file.path("bytes").asLong(-1)
        || !CheckpointWriter.sha256(content).equals(file.path("sha256").asText())) {
      throw failure("file " + name + " is damaged; use an earlier checkpoint");
    }
    contents.put(name, content);
  }

  JsonNode header() {
    return header;
  }

  byte[] bytes(String name) {
    byte[] content = contents.get(name);
    if (content == null) {
      throw failure("file " + name + " is not in it");
    }
    return content;
  }

  /**
   * @param count of numbers that must be there
   */
  float[] floats(String name, int count) {
    byte[] content = bytes(name);
    if (content.length != 4L * count) {
      throw failure(
          "file " + name + " has " + content.length / 4 + " numbers, these networks " + count);
    }
    float[] values = new float[count];
    ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  EconException failure(String reason) {
    return EconException.usage("Cannot load checkpoint " + directory + ": " + reason + ".");
  }
}
