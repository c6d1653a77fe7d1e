package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Join;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The methods of texts.
 *
 * @see <a href="https://docs.python.org/3/library/stdtypes.html#string-methods">the methods</a>
 */
final class Texts {
  private Texts() {}

  /** The method of that name; null when there is none. */
  static Value method(Value text, String name, Execution execution) {
    return kind(name, execution) == null ? null : new TextMethod(text, name);
  }

  private record TextMethod(Value text, String name) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      if (name.equals("join")) {
        return joined(text, arguments.positional(), execution);
      }
      Value known =
          text instanceof Constant(String plain) ? of(plain, name, arguments, execution) : null;
      return known == null ? kind(name, execution) : known;
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }
  }

  /** What a method gives of a text that is not known; null when there is no such method. */
  private static Value kind(String name, Execution execution) {
    return switch (name) {
      case "capitalize",
          "casefold",
          "center",
          "expandtabs",
          "format",
          "format_map",
          "join",
          "ljust",
          "lower",
          "lstrip",
          "replace",
          "rjust",
          "rstrip",
          "strip",
          "swapcase",
          "title",
          "translate",
          "upper",
          "zfill" ->
          Scalar.STR;
      case "removeprefix", "removesuffix" -> execution.target().isGraphMode() ? null : Scalar.STR;
      case "count", "find", "index", "rfind", "rindex" -> Scalar.INT;
      case "endswith",
          "isalnum",
          "isalpha",
          "isascii",
          "isdecimal",
          "isdigit",
          "isidentifier",
          "islower",
          "isnumeric",
          "isprintable",
          "isspace",
          "istitle",
          "isupper",
          "startswith" ->
          Scalar.BOOL;
      case "partition", "rpartition" -> Tuple.of(Scalar.STR, Scalar.STR, Scalar.STR);
      case "split", "rsplit", "splitlines" ->
          ListValue.unknown(execution.journal(), "parts of a text");
      case "encode" -> new Constant(Constant.Bytes.SOME);
      case "maketrans" -> execution.unknown("a table of letters");
      default -> null;
    };
  }

  /** Null where only the kind of the result is known. */
  private static Value of(String text, String name, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    if (name.equals("format")) {
      return Formatting.format(text, arguments, execution);
    }
    if (name.equals("translate")) {
      return given.size() == 1 && given.getFirst() instanceof DictValue table && table.isKnown()
          ? translated(text, table)
          : null;
    }
    if (arguments.isOpen() || !arguments.keywords().isEmpty()) {
      return null;
    }
    return switch (given.size()) {
      case 0 -> plain(text, name, execution);
      case 1 -> withOne(text, name, given.getFirst(), execution);
      case 2 -> withTwo(text, name, given.get(0), given.get(1), execution);
      default -> null;
    };
  }

  private static Value plain(String text, String name, Execution execution) {
    return switch (name) {
      case "lower", "casefold" -> Constant.of(text.toLowerCase(Locale.ROOT));
      case "upper" -> Constant.of(text.toUpperCase(Locale.ROOT));
      case "strip" -> Constant.of(text.strip());
      case "lstrip" -> Constant.of(text.stripLeading());
      case "rstrip" -> Constant.of(text.stripTrailing());
      case "title" -> Constant.of(titled(text));
      case "capitalize" ->
          Constant.of(
              text.isEmpty()
                  ? text
                  : text.substring(0, 1).toUpperCase(Locale.ROOT)
                      + text.substring(1).toLowerCase(Locale.ROOT));
      case "split", "rsplit" -> texts(words(text), execution);
      case "splitlines" -> texts(lines(text), execution);
      case "isdigit", "isdecimal", "isnumeric" -> all(text, Character::isDigit);
      case "isalpha" -> all(text, Character::isLetter);
      case "isalnum" -> all(text, Character::isLetterOrDigit);
      case "isspace" -> all(text, Character::isWhitespace);
      case "isupper" -> cased(text, text.toUpperCase(Locale.ROOT));
      case "islower" -> cased(text, text.toLowerCase(Locale.ROOT));
      default -> null;
    };
  }

  private static Value all(String text, java.util.function.IntPredicate test) {
    return Constant.of(!text.isEmpty() && text.codePoints().allMatch(test));
  }

  private static Value cased(String text, String other) {
    return Constant.of(text.equals(other) && text.codePoints().anyMatch(Character::isLetter));
  }

  private static String titled(String text) {
    StringBuilder titled = new StringBuilder();
    boolean isInside = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      titled.append(isInside ? Character.toLowerCase(letter) : Character.toUpperCase(letter));
      isInside = Character.isLetter(letter);
    }
    return titled.toString();
  }

  private static List<String> words(String text) {
    String inner = text.strip();
    return inner.isEmpty() ? List.of() : List.of(inner.split("\\s+"));
  }

  private static List<String> lines(String text) {
    List<String> lines = text.lines().toList();
    return lines;
  }

  private static Value withOne(String text, String name, Value argument, Execution execution) {
    if (argument instanceof Tuple choices
        && (name.equals("startswith") || name.equals("endswith"))) {
      boolean found = false;
      for (Value choice : choices.elements()) {
        if (!(choice instanceof Constant(String part))) {
          return null;
        }
        found |= name.equals("startswith") ? text.startsWith(part) : text.endsWith(part);
      }
      return Constant.of(found);
    }
    if (argument instanceof Constant none && none.isNone()) {
      return switch (name) {
        case "strip", "lstrip", "rstrip", "split", "rsplit" -> plain(text, name, execution);
        default -> null;
      };
    }
    return switch (argument) {
      case Constant(Long width) when Math.abs(width) < 1000 ->
          toWidth(text, name, width.intValue());
      case Constant(String part) -> withText(text, name, part, execution);
      default -> null;
    };
  }

  private static Value toWidth(String text, String name, int width) {
    String space = " ".repeat(Math.max(0, width - text.length()));
    return switch (name) {
      case "zfill" -> {
        boolean isSigned = text.startsWith("-") || text.startsWith("+");
        String zeros = "0".repeat(Math.max(0, width - text.length()));
        yield Constant.of(isSigned ? text.charAt(0) + zeros + text.substring(1) : zeros + text);
      }
      case "ljust" -> Constant.of(text + space);
      case "rjust" -> Constant.of(space + text);
      default -> null;
    };
  }

  private static Value withText(String text, String name, String part, Execution execution) {
    int first = text.indexOf(part);
    int last = text.lastIndexOf(part);
    return switch (name) {
      case "startswith" -> Constant.of(text.startsWith(part));
      case "endswith" -> Constant.of(text.endsWith(part));
      case "removeprefix" ->
          Constant.of(text.startsWith(part) ? text.substring(part.length()) : text);
      case "removesuffix" ->
          Constant.of(
              text.endsWith(part) ? text.substring(0, text.length() - part.length()) : text);
      case "count" -> Constant.of(count(text, part));
      case "find" -> Constant.of(first);
      case "rfind" -> Constant.of(last);
      case "index", "rindex" -> {
        if (first < 0) {
          throw execution.error("ValueError", "substring not found");
        }
        yield Constant.of(name.equals("index") ? first : last);
      }
      case "partition", "rpartition", "split", "rsplit" -> {
        if (part.isEmpty()) {
          throw execution.error("ValueError", "empty separator");
        }
        yield name.endsWith("split")
            ? texts(split(text, part, Integer.MAX_VALUE), execution)
            : partition(text, part, name.equals("partition") ? first : last, name);
      }
      case "strip" -> Constant.of(strippedRight(strippedLeft(text, part), part));
      case "lstrip" -> Constant.of(strippedLeft(text, part));
      case "rstrip" -> Constant.of(strippedRight(text, part));
      default -> null;
    };
  }

  private static long count(String text, String part) {
    if (part.isEmpty()) {
      return text.length() + 1;
    }
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  private static Value partition(String text, String part, int at, String name) {
    if (at < 0) {
      Constant whole = Constant.of(text);
      Constant empty = Constant.of("");
      return name.equals("partition")
          ? Tuple.of(whole, empty, empty)
          : Tuple.of(empty, empty, whole);
    }
    return Tuple.of(
        Constant.of(text.substring(0, at)),
        Constant.of(part),
        Constant.of(text.substring(at + part.length())));
  }

  private static String strippedLeft(String text, String letters) {
    int at = 0;
    while (at < text.length() && letters.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return text.substring(at);
  }

  private static String strippedRight(String text, String letters) {
    int end = text.length();
    while (end > 0 && letters.indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    return text.substring(0, end);
  }

  private static List<String> split(String text, String separator, long most) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (int at = text.indexOf(separator);
        at >= 0 && parts.size() < most;
        at = text.indexOf(separator, from)) {
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    parts.add(text.substring(from));
    return parts;
  }

  private static Value withTwo(
      String text, String name, Value one, Value other, Execution execution) {
    if (one instanceof Constant(String first) && other instanceof Constant(String second)) {
      return name.equals("replace") ? Constant.of(text.replace(first, second)) : null;
    }
    if (one instanceof Constant(String separator) && other instanceof Constant(Long most)) {
      return switch (name) {
        case "split" ->
            separator.isEmpty() || most < 0 ? null : texts(split(text, separator, most), execution);
        case "rsplit" -> {
          int last = separator.isEmpty() ? -1 : text.lastIndexOf(separator);
          yield most != 1 || separator.isEmpty()
              ? null
              : texts(
                  last < 0
                      ? List.of(text)
                      : List.of(text.substring(0, last), text.substring(last + separator.length())),
                  execution);
        }
        default -> null;
      };
    }
    return null;
  }

  private static Value translated(String text, DictValue table) {
    StringBuilder made = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      Value other = table.get(Constant.of((long) text.charAt(i)));
      switch (other) {
        case null -> made.append(text.charAt(i));
        case Constant(String letters) -> made.append(letters);
        case Constant(Long code) -> made.appendCodePoint(code.intValue());
        case Constant none when none.isNone() -> {}
        default -> {
          return Scalar.STR;
        }
      }
    }
    return Constant.of(made.toString());
  }

  private static Value joined(Value separator, List<Value> given, Execution execution) {
    List<String> parts = new ArrayList<>();
    Elements elements = execution.elements(given.isEmpty() ? Tuple.of() : given.getFirst());
    boolean isKnown = elements.isComplete();
    for (int i = 0; i < elements.known().size(); i++) {
      Value element = elements.known().get(i);
      if (element instanceof Constant(String part)) {
        parts.add(part);
        continue;
      }
      isKnown = false;
      Optional<Scalar> scalar = Join.scalar(element);
      boolean isOther =
          element instanceof Constant || scalar.isPresent() || element instanceof ListValue;
      if (isOther && !scalar.filter(Scalar.STR::equals).isPresent()) {
        throw execution.error(
            "TypeError",
            "sequence item %d: expected str instance, %s found".formatted(i, element.typeName()));
      }
    }
    return isKnown && separator instanceof Constant(String text)
        ? Constant.of(String.join(text, parts))
        : Scalar.STR;
  }

  static Value texts(List<String> parts, Execution execution) {
    return new ListValue(execution.journal(), parts.stream().<Value>map(Constant::of).toList());
  }
}
