package fitmend.inference.tensorflow;

import fitmend.inference.Target;
import fitmend.inference.library.PublicNames;
import fitmend.inference.value.DataType;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which types of elements operations take, as {@code inference/conformance/kernels.py} found in the
 * definitions of the real ones.
 *
 * @param parameter the first input
 * @param attribute what holds its type
 * @param allowed the types, as kernels write them
 * @param definition the whole definition, as messages of eager execution show it
 */
record Kernels(
    String operation, String parameter, String attribute, List<String> allowed, String definition) {
  private static final Map<Target, Map<String, Kernels>> ALL = new EnumMap<>(Target.class);

  /** The operation of that name; null when it takes any type or is not listed. */
  static synchronized Kernels of(String operation, Target target) {
    return ALL.computeIfAbsent(target, Kernels::read).get(operation);
  }

  private static Map<String, Kernels> read(Target target) {
    Map<String, Kernels> all = new HashMap<>();
    for (String[] columns : PublicNames.table(target, "kernels")) {
      List<String> types = Arrays.asList(columns[3].split(","));
      all.put(columns[0], new Kernels(columns[0], columns[1], columns[2], types, columns[4]));
    }
    return all;
  }

  boolean takes(DataType type) {
    return allowed.getFirst().isEmpty() || allowed.contains(TensorTypes.kernelName(type));
  }

  /** The text of eager execution. */
  String refusal(DataType type) {
    return refusal(attribute, allowed, type);
  }

  /** The same of another attribute of the operation. */
  String refusal(String attribute, List<String> allowed, DataType type) {
    return "Value for attr '%s' of %s is not in the list of allowed values: %s%n\t; NodeDef: {{node %s}}; %s"
        .replace("%n", "\n")
        .formatted(
            attribute,
            TensorTypes.kernelName(type),
            String.join(", ", allowed),
            operation,
            definition);
  }

  /** The text while a graph is made. */
  String refusalInGraph(DataType type) {
    String types =
        allowed.stream()
            .map(
                each ->
                    switch (each) {
                      case "half" -> "float16";
                      case "float" -> "float32";
                      case "double" -> "float64";
                      default -> each;
                    })
            .collect(Collectors.joining(", "));
    return "Value passed to parameter '%s' has DataType %s not in list of allowed values: %s"
        .formatted(parameter, type.text(), types);
  }
}
