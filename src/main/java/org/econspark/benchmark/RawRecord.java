package org.econspark.benchmark;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One record as the file holds it, before a {@link BenchmarkFormat} gives it a meaning.
 *
 * @param file the file's path or URI as shown to users
 * @param position 1-based line, element or row, as {@link Layout#unit} counts
 * @param fields a JSON object; the values of a CSV row are texts
 */
public record RawRecord(String file, long position, JsonNode fields) {}
