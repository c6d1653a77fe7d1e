package fitmend.python.conformance;

/** What CPython makes of string literals. */
final class StringLiteral {
  private StringLiteral() {}

  static boolean isBytes(String literal) {
    return prefix(literal).indexOf('b') >= 0;
  }

  static boolean isRaw(String literal) {
    return prefix(literal).indexOf('r') >= 0;
  }

  private static String prefix(String literal) {
    int quote = 0;
    while (literal.charAt(quote) != '"' && literal.charAt(quote) != '\'') {
      quote++;
    }
    return literal.substring(0, quote).toLowerCase(java.util.Locale.ROOT);
  }

  static String decode(String literal) {
    int start = prefix(literal).length();
    char quote = literal.charAt(start);
    boolean triple = literal.startsWith(String.valueOf(quote).repeat(3), start);
    int width = triple && literal.length() >= start + 6 ? 3 : 1;
    String body = literal.substring(start + width, literal.length() - width);
    return unescape(body, isRaw(literal), isBytes(literal));
  }

  static String newlines(String text) {
    return text.replace("\r\n", "\n").replace('\r', '\n');
  }

  static String unescape(String text, boolean raw, boolean bytes) {
    String body = newlines(text);
    if (raw || body.indexOf('\\') < 0) {
      return body;
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c != '\\' || i + 1 == body.length()) {
        out.append(c);
        continue;
      }
      char next = body.charAt(++i);
      switch (next) {
        case '\n' -> {}
        case '\\', '\'', '"' -> out.append(next);
        case 'a' -> out.append('\u0007');
        case 'b' -> out.append('\b');
        case 'f' -> out.append('\f');
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'v' -> out.append('\u000b');
        case '0', '1', '2', '3', '4', '5', '6', '7' -> {
          int value = next - '0';
          for (int k = 0; k < 2 && i + 1 < body.length(); k++) {
            char digit = body.charAt(i + 1);
            if (digit < '0' || digit > '7') {
              break;
            }
            value = value * 8 + digit - '0';
            i++;
          }
          out.append((char) (bytes ? value & 0xff : value));
        }
        case 'x' -> {
          out.append((char) Integer.parseInt(body.substring(i + 1, i + 3), 16));
          i += 2;
        }
        case 'u', 'U', 'N' -> {
          if (bytes) {
            out.append('\\').append(next);
          } else if (next == 'N') {
            int end = body.indexOf('}', i);
            out.appendCodePoint(Character.codePointOf(body.substring(i + 2, end)));
            i = end;
          } else {
            int digits = next == 'u' ? 4 : 8;
            out.appendCodePoint(Integer.parseInt(body.substring(i + 1, i + 1 + digits), 16));
            i += digits;
          }
        }
        default -> out.append('\\').append(next);
      }
    }
    return out.toString();
  }
}
