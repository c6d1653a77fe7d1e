package fitmend.inference.library;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The parameters of a function, written as Python does: {@code x, axis=None, *, keepdims=False}. A
 * default that is not a constant is unknown.
 */
public final class Signature {
  private record Parameter(String name, Value defaultValue, boolean isKeywordOnly) {}

  /** What a text says, read once: the same functions are called again and again. */
  private record Text(
      List<Parameter> parameters, boolean takesMorePositional, boolean takesMoreKeywords) {}

  private static final Map<String, Text> READ = new ConcurrentHashMap<>();

  private final String name;
  private final List<Parameter> parameters;
  private final boolean takesMorePositional;
  private final boolean takesMoreKeywords;

  private Signature(String name, Text text) {
    this.name = name;
    this.parameters = text.parameters();
    this.takesMorePositional = text.takesMorePositional();
    this.takesMoreKeywords = text.takesMoreKeywords();
  }

  /** Reads a signature. */
  public static Signature of(String name, String text) {
    Text read = READ.get(text);
    if (read == null) {
      read = read(text);
      READ.put(text, read);
    }
    return new Signature(name, read);
  }

  private static Text read(String text) {
    List<Parameter> parameters = new ArrayList<>();
    boolean takesMorePositional = false;
    boolean takesMoreKeywords = false;
    boolean isKeywordOnly = false;
    for (int start = 0; start < text.length(); ) {
      int comma = text.indexOf(',', start);
      int end = comma < 0 ? text.length() : comma;
      String part = text.substring(start, end).strip();
      start = end + 1;
      if (part.startsWith("**")) {
        takesMoreKeywords = true;
      } else if (part.startsWith("*")) {
        takesMorePositional = part.length() > 1;
        isKeywordOnly = true;
      } else if (!part.isEmpty() && !part.equals("/")) {
        int equals = part.indexOf('=');
        parameters.add(
            equals < 0
                ? new Parameter(part, null, isKeywordOnly)
                : new Parameter(
                    part.substring(0, equals), literal(part.substring(equals + 1)), isKeywordOnly));
      }
    }
    return new Text(parameters, takesMorePositional, takesMoreKeywords);
  }

  private static Value literal(String text) {
    return switch (text) {
      case "None" -> Constant.NONE;
      case "True" -> Constant.TRUE;
      case "False" -> Constant.FALSE;
      default -> {
        if (text.startsWith("'")) {
          yield Constant.of(text.substring(1, text.length() - 1));
        }
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (first != '-' && first != '.' && !Character.isDigit(first)) {
          yield new Unknown("default " + text);
        }
        try {
          yield isWhole(text)
              ? Constant.of(Long.parseLong(text))
              : Constant.of(Double.parseDouble(text));
        } catch (NumberFormatException other) {
          yield new Unknown("default " + text);
        }
      }
    };
  }

  private static boolean isWhole(String text) {
    for (int i = text.startsWith("-") ? 1 : 0; i < text.length(); i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private boolean hasParameter(String wanted) {
    for (Parameter parameter : parameters) {
      if (parameter.name().equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** Gives each parameter its argument or default; raises Python's TypeError. */
  public Bound bind(Arguments arguments, Execution execution) {
    Map<String, Value> values = new LinkedHashMap<>();
    Map<String, Value> extra = new LinkedHashMap<>();
    List<Value> positional = arguments.positional();
    int at = 0;
    int most = 0;
    for (Parameter parameter : parameters) {
      if (!parameter.isKeywordOnly()) {
        most++;
        if (at < positional.size()) {
          values.put(parameter.name(), positional.get(at++));
        }
      }
    }
    if (at < positional.size() && !takesMorePositional) {
      int given = positional.size();
      throw execution.error(
          "TypeError",
          "%s() takes %s positional argument%s but %d %s given"
              .formatted(name, countText(most), most == 1 ? "" : "s", given, was(given)));
    }
    for (Map.Entry<String, Value> keyword : arguments.keywords().entrySet()) {
      String key = keyword.getKey();
      boolean isParameter = hasParameter(key);
      if (!isParameter && !takesMoreKeywords) {
        throw execution.error(
            "TypeError", name + "() got an unexpected keyword argument '" + key + "'");
      }
      if (isParameter && values.containsKey(key)) {
        throw execution.error(
            "TypeError", name + "() got multiple values for argument '" + key + "'");
      }
      (isParameter ? values : extra).put(key, keyword.getValue());
    }
    List<String> missing = new ArrayList<>();
    List<String> defaulted = new ArrayList<>();
    for (Parameter parameter : parameters) {
      if (values.containsKey(parameter.name())) {
        continue;
      }
      defaulted.add(parameter.name());
      if (arguments.isOpen()) {
        values.put(parameter.name(), execution.unknown("arguments are unpacked"));
      } else if (parameter.defaultValue() != null) {
        values.put(parameter.name(), parameter.defaultValue());
      } else {
        missing.add("'" + parameter.name() + "'");
      }
    }
    if (!missing.isEmpty()) {
      throw execution.error(
          "TypeError",
          "%s() missing %d required positional argument%s: %s"
              .formatted(
                  name, missing.size(), missing.size() == 1 ? "" : "s", Words.listed(missing)));
    }
    return new Bound(
        values,
        defaulted,
        positional.subList(Math.min(at, positional.size()), positional.size()),
        extra);
  }

  private String countText(int most) {
    long required =
        parameters.stream().filter(p -> !p.isKeywordOnly() && p.defaultValue() == null).count();
    return required == most ? String.valueOf(most) : "from " + required + " to " + most;
  }

  private static String was(int count) {
    return count == 1 ? "was" : "were";
  }

  /**
   * The arguments of a call by the names of the parameters.
   *
   * @param more positional arguments behind the last parameter
   * @param extra keyword arguments that are no parameters
   */
  public record Bound(
      Map<String, Value> values,
      List<String> defaulted,
      List<Value> more,
      Map<String, Value> extra) {

    /** The argument, or the default. */
    public Value get(String name) {
      return values.get(name);
    }

    /** Whether the call gives it. */
    public boolean isGiven(String name) {
      return !defaulted.contains(name);
    }
  }
}
