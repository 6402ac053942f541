package org.econspark.spark;

import java.io.Serializable;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.econspark.llm.Completion;
import org.econspark.llm.Completion.FinishReason;

/**
 * A stored answer.
 *
 * @param key of the call's content
 * @param places of the problems that were played together when it was asked; see {@link PlaceRange}
 * @param storedAt seconds since 1970
 * @param model name, for people who look into the files
 */
record CachedAnswer(
    String key, PlaceRange places, long storedAt, String model, Completion completion)
    implements Serializable {

  static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType(
          """
          message answer {
            required binary key (STRING);
            required binary place_from (STRING);
            required binary place_to (STRING);
            required int64 stored_at;
            required binary model (STRING);
            required binary text (STRING);
            required binary finish_reason (STRING);
            required int32 prompt_tokens;
            required int32 completion_tokens;
            required double mean_logprob;
            required binary device (STRING);
          }
          """);

  Group group() {
    Group group = new SimpleGroup(SCHEMA);
    group.add("key", key);
    group.add("place_from", places.from());
    group.add("place_to", places.to());
    group.add("stored_at", storedAt);
    group.add("model", model);
    group.add("text", completion.text());
    group.add("finish_reason", completion.finishReason().name());
    group.add("prompt_tokens", completion.promptTokens());
    group.add("completion_tokens", completion.completionTokens());
    group.add("mean_logprob", completion.meanLogprob());
    group.add("device", completion.device());
    return group;
  }

  static CachedAnswer of(Group group) {
    return new CachedAnswer(
        group.getString("key", 0),
        new PlaceRange(group.getString("place_from", 0), group.getString("place_to", 0)),
        group.getLong("stored_at", 0),
        group.getString("model", 0),
        new Completion(
            group.getString("text", 0),
            FinishReason.valueOf(group.getString("finish_reason", 0)),
            group.getInteger("prompt_tokens", 0),
            group.getInteger("completion_tokens", 0),
            group.getDouble("mean_logprob", 0),
            0,
            0,
            true,
            group.getString("device", 0)));
  }
}
