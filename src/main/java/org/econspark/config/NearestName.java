package org.econspark.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests what was probably meant by an unknown name. */
public final class NearestName {
  private NearestName() {}

  /** {@code ", did you mean 'x'?"}, or a list of the known names when none is near. */
  public static String hint(String name, Collection<String> known) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    return known.stream()
        .min(Comparator.comparingInt((String k) -> distance.apply(name, k)).thenComparing(k -> k))
        .filter(nearest -> distance.apply(name, nearest) <= Math.max(2, name.length() / 3))
        .map(nearest -> ", did you mean '" + nearest + "'?")
        .orElseGet(
            () -> known.size() > 20 ? "" : ", known are " + String.join(", ", sorted(known)));
  }

  private static List<String> sorted(Collection<String> names) {
    return names.stream().sorted().toList();
  }
}
