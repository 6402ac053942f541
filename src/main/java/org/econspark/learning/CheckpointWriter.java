package org.econspark.learning;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.econspark.nn.TensorLayout;

/**
 * Writes arrays into a directory that {@link CheckpointReader} reads.
 *
 * <p>Format 1: {@code manifest.json} has {@code format}, {@code kind}, a {@code header} and for
 * each file its {@code bytes} and {@code sha256}; files of floats, little-endian float32, also have
 * {@code shape} and in {@code tensors} the name, offset and shape of each tensor in a row. The
 * manifest is written last: a directory without one is no checkpoint.
 */
final class CheckpointWriter {
  static final int FORMAT = 1;
  static final String MANIFEST = "manifest.json";

  private final Path directory;
  private final ObjectNode manifest = new ObjectMapper().createObjectNode();
  private final ObjectNode files;

  CheckpointWriter(Path directory, String kind) {
    this.directory = directory;
    manifest.put("format", FORMAT);
    manifest.put("kind", kind);
    files = manifest.putObject("files");
    try {
      Files.createDirectories(directory);
      Files.deleteIfExists(directory.resolve(MANIFEST));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write checkpoint " + directory, e);
    }
  }

  /**
   * @param values shape (rows, P), rows as the layout says
   */
  void floats(String name, float[] values, TensorLayout layout) {
    ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asFloatBuffer().put(values);
    ObjectNode file = bytes(name, buffer.array());
    file.putArray("shape").add(values.length / layout.size()).add(layout.size());
    ObjectNode tensors = file.putObject("tensors");
    for (TensorLayout.Entry entry : layout.entries()) {
      ObjectNode tensor = tensors.putObject(entry.name());
      tensor.put("offset", entry.offset());
      for (long size : entry.shape()) {
        tensor.withArray("/shape").add(size);
      }
    }
  }

  ObjectNode bytes(String name, byte[] content) {
    try {
      Files.write(directory.resolve(name), content);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write checkpoint " + directory, e);
    }
    ObjectNode file = files.putObject(name);
    file.put("bytes", content.length);
    file.put("sha256", sha256(content));
    return file;
  }

  void finish(ObjectNode header) {
    manifest.set("header", header);
    try {
      Files.writeString(directory.resolve(MANIFEST), manifest.toPrettyString());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write checkpoint " + directory, e);
    }
  }

  static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
