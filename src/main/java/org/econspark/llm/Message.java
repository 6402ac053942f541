package org.econspark.llm;

import java.io.Serializable;

/**
 * One part of a prompt. Roles are {@code system}, {@code user} and {@code assistant} for chat
 * models; a model may define others (the embedded ones know {@code question}, {@code strategy},
 * {@code candidate} and more). The content is data: markers of roles inside it have no effect.
 */
public record Message(String role, String content) implements Serializable {}
