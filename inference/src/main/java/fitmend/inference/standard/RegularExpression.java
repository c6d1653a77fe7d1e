package fitmend.inference.standard;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code re}: what is known of pattern and text alike is found as Python finds it. */
final class RegularExpression extends LibraryObject {
  private final Value pattern;
  private final boolean hasFlags;

  private RegularExpression(Value pattern, boolean hasFlags, Execution execution) {
    super("re.Pattern", execution);
    this.pattern = pattern;
    this.hasFlags = hasFlags;
  }

  /** The function of the module; null for what is not modelled. */
  static Value call(String name, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    if (given.isEmpty() || name.equals("escape")) {
      return name.equals("escape") ? Scalar.STR : null;
    }
    if (given.getFirst() instanceof RegularExpression compiled) {
      return compiled.method(name, rest(arguments), execution);
    }
    int usual = name.equals("sub") || name.equals("subn") ? 3 : name.equals("compile") ? 1 : 2;
    boolean hasFlags =
        given.size() > usual || !arguments.keywords().isEmpty() || arguments.isOpen();
    RegularExpression made = new RegularExpression(given.getFirst(), hasFlags, execution);
    return name.equals("compile") ? made : made.method(name, rest(arguments), execution);
  }

  private static Arguments rest(Arguments arguments) {
    List<Value> given = arguments.positional();
    return new Arguments(given.subList(1, given.size()), arguments.keywords(), arguments.isOpen());
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "sub", "findall", "split", "match", "search", "fullmatch", "finditer" -> true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    Optional<Pattern> known = hasFlags || given.isEmpty() ? Optional.empty() : translated();
    Value subject = given.isEmpty() ? Scalar.STR : given.getLast();
    if (known.isEmpty()
        || !(subject instanceof Constant(String text))
        || !arguments.keywords().isEmpty()) {
      return kind(name, execution);
    }
    Matcher matcher = known.get().matcher(text);
    return switch (name) {
      case "sub" ->
          given.getFirst() instanceof Constant(String with)
                  && with.indexOf('\\') < 0
                  && given.size() == 2
              ? Constant.of(matcher.replaceAll(Matcher.quoteReplacement(with)))
              : Scalar.STR;
      case "findall" -> found(matcher, execution);
      case "split" -> parts(matcher, text, execution);
      case "match", "search", "fullmatch" -> {
        boolean isFound =
            switch (name) {
              case "match" -> matcher.lookingAt();
              case "search" -> matcher.find();
              default -> matcher.matches();
            };
        yield isFound ? new StandardObject(StandardObject.MATCH, execution) : Constant.NONE;
      }
      default -> kind(name, execution);
    };
  }

  private static Value kind(String name, Execution execution) {
    return switch (name) {
      case "sub" -> Scalar.STR;
      case "findall", "split" -> ListValue.unknown(execution.journal(), "parts of a text");
      default -> execution.unknown("whether and where a pattern is found");
    };
  }

  private static Value found(Matcher matcher, Execution execution) {
    List<Value> all = new ArrayList<>();
    while (matcher.find()) {
      List<Value> groups = new ArrayList<>();
      for (int i = 1; i <= matcher.groupCount(); i++) {
        groups.add(Constant.of(matcher.group(i) == null ? "" : matcher.group(i)));
      }
      all.add(
          switch (groups.size()) {
            case 0 -> Constant.of(matcher.group());
            case 1 -> groups.getFirst();
            default -> new Tuple(groups);
          });
    }
    return new ListValue(execution.journal(), all);
  }

  private static Value parts(Matcher matcher, String text, Execution execution) {
    List<Value> parts = new ArrayList<>();
    int from = 0;
    while (matcher.find()) {
      if (matcher.end() == matcher.start()) {
        return ListValue.unknown(execution.journal(), "parts of a text");
      }
      parts.add(Constant.of(text.substring(from, matcher.start())));
      for (int i = 1; i <= matcher.groupCount(); i++) {
        parts.add(matcher.group(i) == null ? Constant.NONE : Constant.of(matcher.group(i)));
      }
      from = matcher.end();
    }
    parts.add(Constant.of(text.substring(from)));
    return new ListValue(execution.journal(), parts);
  }

  /** The pattern in Java's words; empty where the two languages may differ. */
  private Optional<Pattern> translated() {
    if (!(pattern instanceof Constant(String text)) || text.contains("(?") || text.contains("&&")) {
      return Optional.empty();
    }
    StringBuilder java = new StringBuilder();
    boolean isInside = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '\\' && i + 1 < text.length()) {
        char next = text.charAt(++i);
        if (next == 'Z') {
          next = 'z';
        }
        java.append('\\').append(next);
        continue;
      }
      if (letter == '[' && isInside) {
        java.append('\\');
      }
      boolean isFirst = isInside && isAtStart(text, i);
      if (letter == ']' && isFirst) {
        java.append('\\');
      } else {
        isInside = letter == '[' || isInside && letter != ']';
      }
      java.append(letter);
    }
    try {
      return Optional.of(
          Pattern.compile(java.toString(), Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES));
    } catch (PatternSyntaxException otherwise) {
      return Optional.empty();
    }
  }

  /** Whether a bracket there is the first of a set's letters. */
  private static boolean isAtStart(String text, int at) {
    char before = text.charAt(at - 1);
    return before == '[' || before == '^' && at > 1 && text.charAt(at - 2) == '[';
  }
}
