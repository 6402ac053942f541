package org.econspark.rollout;

/**
 * A method under the settings of one variant.
 *
 * @param name as in settings and results: {@code METHOD} or {@code METHOD@VARIANT}
 * @param variant name of the variant, empty for the settings of the run
 */
public record NamedMethod(String name, Method method, String variant) {

  static final char VARIANT_MARK = '@';

  static String name(String method, String variant) {
    return variant.isEmpty() ? method : method + VARIANT_MARK + variant;
  }
}
