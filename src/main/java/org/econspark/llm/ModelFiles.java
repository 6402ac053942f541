package org.econspark.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.econspark.error.EconException;

/**
 * The files of one exported model, in a folder or in the application jar. Only {@code model.onnx}
 * and {@code tokenizer.json} must be there; the names are those of Hugging Face optimum.
 */
final class ModelFiles {
  private static final String GRAPH = "model.onnx";

  /** The same model for a caller with a cache of its own; only embedded models have it. */
  private static final String APPENDING_GRAPH = "model_append.onnx";

  private static final String TOKENIZER = "tokenizer.json";

  /** All that determines what the model answers. */
  private static final List<String> FINGERPRINTED =
      List.of(
          GRAPH,
          APPENDING_GRAPH,
          "model.onnx_data",
          TOKENIZER,
          "config.json",
          "generation_config.json",
          "tokenizer_config.json",
          "special_tokens_map.json",
          "chat_template.jinja");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String resource;
  private final String graph;

  private ModelFiles(Path folder, String resource, String graph) {
    this.folder = folder;
    this.resource = resource;
    this.graph = graph;
  }

  /**
   * A model in a folder.
   *
   * @throws EconException if the folder or one of the two needed files is missing
   */
  static ModelFiles inFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw EconException.model(
          "Cannot load model from "
              + folder
              + ": no such folder; name a folder that holds model.onnx and tokenizer.json.",
          null);
    }
    return new ModelFiles(folder, null, GRAPH).complete();
  }

  /**
   * A model shipped in the jar under {@code models/<name>/}.
   *
   * @throws EconException if there is none of that name
   */
  static ModelFiles embedded(String name) {
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw EconException.model(
          "Invalid embedded model name '" + name + "': expected a name such as mini-m.", null);
    }
    return new ModelFiles(null, "models/" + name + "/", GRAPH).complete();
  }

  /** One ONNX graph of this project's own resources, without any other file. */
  static ModelFiles graphResource(String folder) {
    return new ModelFiles(null, folder, GRAPH);
  }

  private ModelFiles complete() {
    for (String needed : List.of(GRAPH, TOKENIZER)) {
      if (!has(needed)) {
        throw EconException.model(
            resource == null
                ? "Cannot load model from "
                    + folder
                    + ": "
                    + needed
                    + " is missing; export the model with its tokenizer and cache, e.g. 'optimum-cli"
                    + " export onnx --task text-generation-with-past'."
                : "Cannot find embedded model '"
                    + resource.substring("models/".length(), resource.length() - 1)
                    + "': no "
                    + resource
                    + needed
                    + " on the class path; embedded models are mini-m, mini-s and mini-s-words.",
            null);
      }
    }
    return this;
  }

  /** The same files with the graph that decodes fastest, where there is more than one. */
  ModelFiles preferAppending() {
    return has(APPENDING_GRAPH) ? new ModelFiles(folder, resource, APPENDING_GRAPH) : this;
  }

  /** Where the graph is on disk; empty for a resource. */
  Optional<Path> graphPath() {
    return Optional.ofNullable(folder).map(f -> f.resolve(graph));
  }

  /** The graph itself. */
  byte[] graphBytes() {
    return read(graph).orElseThrow(() -> unreadable(graph, "it is missing", null));
  }

  /** The graph's file for messages. */
  String graphName() {
    return describe(graph);
  }

  /** The tokenizer's file for messages. */
  String tokenizerName() {
    return describe(TOKENIZER);
  }

  /** The content of {@code tokenizer.json}. */
  byte[] tokenizerBytes() {
    return read(TOKENIZER).orElseThrow(() -> unreadable(TOKENIZER, "it is missing", null));
  }

  /**
   * A JSON file beside the graph.
   *
   * @return its content, or a missing node where there is no such file
   * @throws EconException if the file is not JSON
   */
  JsonNode json(String name) {
    Optional<byte[]> bytes = read(name);
    if (bytes.isEmpty()) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(bytes.get());
    } catch (JsonProcessingException e) {
      throw unreadable(name, "not JSON at line " + e.getLocation().getLineNr(), e);
    } catch (IOException e) {
      throw unreadable(name, e.getMessage(), e);
    }
  }

  /** The content of a file beside the graph, if it is there. */
  Optional<byte[]> read(String name) {
    try (InputStream in = open(name)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw unreadable(name, e.toString(), e);
    }
  }

  /** SHA-256 in hexadecimal over names and contents of all files that shape the answers. */
  String fingerprint() {
    MessageDigest digest = sha256();
    byte[] block = new byte[1 << 16];
    for (String name : FINGERPRINTED) {
      try (InputStream in = open(name)) {
        if (in == null) {
          continue;
        }
        digest.update(name.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
        for (int read = in.read(block); read >= 0; read = in.read(block)) {
          digest.update(block, 0, read);
        }
      } catch (IOException e) {
        throw unreadable(name, e.toString(), e);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  EconException unreadable(String name, String reason, Throwable cause) {
    return EconException.model(
        "Cannot read " + describe(name) + ": " + reason + "; export the model again.", cause);
  }

  private boolean has(String name) {
    try (InputStream in = open(name)) {
      return in != null;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private InputStream open(String name) throws IOException {
    if (resource != null) {
      return ModelFiles.class.getClassLoader().getResourceAsStream(resource + name);
    }
    Path file = folder.resolve(name);
    return Files.exists(file) ? Files.newInputStream(file) : null;
  }

  private String describe(String name) {
    return resource == null ? folder.resolve(name).toString() : resource + name + " in the jar";
  }
}
