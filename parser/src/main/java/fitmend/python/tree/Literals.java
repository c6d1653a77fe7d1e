package fitmend.python.tree;

import java.util.Optional;

/** The values that string and number literals stand for. */
public final class Literals {
  private Literals() {}

  /**
   * The text of a STRING, of adjacent STRINGS, or of an f-string without fields; empty for bytes,
   * for anything with fields and for other nodes.
   */
  public static Optional<String> string(Node node) {
    Node plain = node.unparenthesized();
    return switch (plain.kind()) {
      case STRING -> decode(plain.text());
      case FORMATTED_STRING ->
          plain.first(Kind.FIELD).isEmpty()
              ? decode(plain.text()).map(text -> text.replace("{{", "{").replace("}}", "}"))
              : Optional.empty();
      case STRINGS -> {
        StringBuilder whole = new StringBuilder();
        for (Node part : plain.children()) {
          Optional<String> text = string(part);
          if (text.isEmpty()) {
            yield Optional.empty();
          }
          whole.append(text.get());
        }
        yield Optional.of(whole.toString());
      }
      default -> Optional.empty();
    };
  }

  /**
   * The Long or Double that a NUMBER stands for; empty for imaginary numbers, for integers beyond
   * 64 bits and for other nodes.
   */
  public static Optional<Object> number(Node node) {
    Node plain = node.unparenthesized();
    return plain.is(Kind.NUMBER) ? number(plain.text()) : Optional.empty();
  }

  static Optional<Object> number(String source) {
    String text = source.replace("_", "").toLowerCase();
    try {
      if (text.length() > 1 && text.charAt(0) == '0') {
        switch (text.charAt(1)) {
          case 'x':
            return Optional.of(Long.parseLong(text.substring(2), 16));
          case 'o':
            return Optional.of(Long.parseLong(text.substring(2), 8));
          case 'b':
            return Optional.of(Long.parseLong(text.substring(2), 2));
          default:
        }
      }
      char last = text.charAt(text.length() - 1);
      if (last == 'j' || last == 'l') {
        return Optional.empty();
      }
      if (text.indexOf('.') >= 0 || text.indexOf('e') >= 0) {
        return Optional.of(Double.parseDouble(text));
      }
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  /** Decodes one literal with its prefix and quotes. */
  static Optional<String> decode(String literal) {
    int quote = 0;
    boolean raw = false;
    for (; literal.charAt(quote) != '"' && literal.charAt(quote) != '\''; quote++) {
      switch (literal.charAt(quote)) {
        case 'r', 'R' -> raw = true;
        case 'u', 'U', 'f', 'F' -> {}
        default -> {
          return Optional.empty();
        }
      }
    }
    String mark = literal.substring(quote, quote + 1);
    int width = literal.length() >= quote + 6 && literal.startsWith(mark.repeat(3), quote) ? 3 : 1;
    String body =
        literal
            .substring(quote + width, literal.length() - width)
            .replace("\r\n", "\n")
            .replace('\r', '\n');
    return raw || body.indexOf('\\') < 0 ? Optional.of(body) : unescape(body);
  }

  private static Optional<String> unescape(String body) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    try {
      while (at < body.length()) {
        char current = body.charAt(at++);
        if (current != '\\') {
          text.append(current);
          continue;
        }
        char escape = body.charAt(at++);
        switch (escape) {
          case '\n' -> {}
          case '\\', '\'', '"' -> text.append(escape);
          case 'a' -> text.append('\u0007');
          case 'b' -> text.append('\b');
          case 'f' -> text.append('\f');
          case 'n' -> text.append('\n');
          case 'r' -> text.append('\r');
          case 't' -> text.append('\t');
          case 'v' -> text.append('\u000b');
          case '0', '1', '2', '3', '4', '5', '6', '7' -> {
            int end = at;
            while (end < body.length() && end < at + 2 && isOctal(body.charAt(end))) {
              end++;
            }
            text.appendCodePoint(Integer.parseInt(body.substring(at - 1, end), 8));
            at = end;
          }
          case 'x', 'u', 'U' -> {
            int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : 8;
            text.appendCodePoint(Integer.parseInt(body.substring(at, at + digits), 16));
            at += digits;
          }
          case 'N' -> {
            int close = body.indexOf('}', at);
            text.appendCodePoint(Character.codePointOf(body.substring(at + 1, close)));
            at = close + 1;
          }
          default -> text.append('\\').append(escape);
        }
      }
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      return Optional.empty();
    }
    return Optional.of(text.toString());
  }

  private static boolean isOctal(char digit) {
    return digit >= '0' && digit <= '7';
  }
}
