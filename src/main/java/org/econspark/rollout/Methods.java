package org.econspark.rollout;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.econspark.config.NearestName;
import org.econspark.error.EconException;

/** All methods by name. */
public final class Methods {
  private static final Map<String, Method> BY_NAME = new LinkedHashMap<>();

  static {
    Stream.of(
            new CotMethod(),
            new FewShotMethod(),
            new MajorityMethod(),
            new SelfConsistencyMethod(),
            new BestOfNMethod(),
            new DebateMethod(),
            new DebateJudgeMethod(),
            new MixtureMethod(),
            new TreeOfThoughtsMethod(),
            new RapMethod(),
            new RStarMethod(),
            new ReactMethod(),
            new EconFixedMethod(),
            new EconCompleteMethod(),
            new EconHierarchyMethod(),
            new EconMethod("econ"),
            new EconMethod("econ-quantal"))
        .forEach(method -> BY_NAME.put(method.name(), method));
    // Methods that other jars bring.
    ServiceLoader.load(Method.class).forEach(method -> BY_NAME.put(method.name(), method));
  }

  private Methods() {}

  /**
   * @param names {@code METHOD} or {@code METHOD@VARIANT}
   * @throws EconException naming the nearest known method
   */
  public static List<NamedMethod> byNames(List<String> names) {
    if (names.isEmpty()) {
      throw EconException.usage(
          "Invalid methods: none given; choose from " + String.join(", ", BY_NAME.keySet()) + ".");
    }
    List<NamedMethod> methods = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      int mark = name.indexOf(NamedMethod.VARIANT_MARK);
      String base = mark < 0 ? name : name.substring(0, mark);
      Method method = BY_NAME.get(base);
      if (method == null) {
        throw EconException.usage(
            "Unknown method '" + base + "'" + NearestName.hint(base, BY_NAME.keySet()) + ".");
      }
      if (!seen.add(name)) {
        throw EconException.usage("Invalid methods: '" + name + "' is given twice.");
      }
      methods.add(new NamedMethod(name, method, mark < 0 ? "" : name.substring(mark + 1)));
    }
    return methods;
  }
}
