package org.econspark.rollout;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.econspark.config.NearestName;
import org.econspark.error.EconException;

/** All methods by name. */
public final class Methods {
  private static final Map<String, Method> BY_NAME = new LinkedHashMap<>();

  static {
    Stream.of(new CotMethod(), new EconFixedMethod(), new MajorityMethod())
        .forEach(method -> BY_NAME.put(method.name(), method));
  }

  private Methods() {}

  /**
   * @throws EconException naming the nearest known method
   */
  public static List<Method> byNames(List<String> names) {
    if (names.isEmpty()) {
      throw EconException.usage(
          "Invalid methods: none given; choose from " + String.join(", ", BY_NAME.keySet()) + ".");
    }
    List<Method> methods = new ArrayList<>();
    for (String name : names) {
      Method method = BY_NAME.get(name);
      if (method == null) {
        throw EconException.usage(
            "Unknown method '" + name + "'" + NearestName.hint(name, BY_NAME.keySet()) + ".");
      }
      if (methods.contains(method)) {
        throw EconException.usage("Invalid methods: '" + name + "' is given twice.");
      }
      methods.add(method);
    }
    return methods;
  }
}
