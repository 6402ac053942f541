package org.econspark.llm;

import org.econspark.llm.Completion.FinishReason;

/**
 * A generated text.
 *
 * @param text without end marker and stop text
 * @param finishReason {@code STOP} or {@code LENGTH}
 * @param tokens written, end marker included
 * @param meanLogprob of these tokens under the plain model distribution, natural log
 */
record Generation(String text, FinishReason finishReason, int tokens, double meanLogprob) {}
