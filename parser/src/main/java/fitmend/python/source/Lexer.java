package fitmend.python.source;

import static fitmend.python.source.TokenType.*;

import java.nio.charset.Charset;
import java.util.Arrays;

/**
 * Cuts bytes into raw tokens that tile them: one pass, no table of states, no decoding. Works for
 * every encoding that is a superset of ASCII. Formatted strings are cut as PEP 701 and PEP 750 say.
 */
final class Lexer {
  private static final byte IDENTIFIER = 1;
  private static final byte DIGIT = 2;
  private static final byte BLANK = 3;
  private static final byte LINE_END = 4;
  private static final byte QUOTE = 5;
  private static final byte OPERATOR = 6;
  private static final byte HASH = 7;

  private static final byte[] CLASS_OF = new byte[256];
  private static final byte[] SINGLE = new byte[128];

  static {
    Arrays.fill(CLASS_OF, 128, 256, IDENTIFIER);
    for (int c = 'a'; c <= 'z'; c++) {
      CLASS_OF[c] = IDENTIFIER;
      CLASS_OF[c - 32] = IDENTIFIER;
    }
    CLASS_OF['_'] = IDENTIFIER;
    for (int c = '0'; c <= '9'; c++) {
      CLASS_OF[c] = DIGIT;
    }
    for (char c : " \t\f\\".toCharArray()) {
      CLASS_OF[c] = BLANK;
    }
    CLASS_OF['\n'] = CLASS_OF['\r'] = LINE_END;
    CLASS_OF['"'] = CLASS_OF['\''] = QUOTE;
    CLASS_OF['#'] = HASH;
    String operators = "()[]{}.,:;=<>!|^&+-*/%@~";
    byte[] types = {
      LPAR, RPAR, LSQB, RSQB, LBRACE, RBRACE, DOT, COMMA, COLON, SEMI, EQ, LT, GT, EXCL, VBAR, CIRC,
      AMPER, PLUS, MINUS, STAR, SLASH, PERCENT, AT, TILDE
    };
    for (int i = 0; i < types.length; i++) {
      CLASS_OF[operators.charAt(i)] = OPERATOR;
      SINGLE[operators.charAt(i)] = types[i];
    }
  }

  private final byte[] bytes;
  private final int length;
  private final Charset charset;
  private final Tokens tokens;
  private int at;
  private int fieldDepth;

  private Lexer(byte[] bytes, Charset charset) {
    this.bytes = bytes;
    this.length = bytes.length;
    this.charset = charset;
    this.tokens = new Tokens(bytes);
  }

  static Tokens lex(SourceText source) {
    Lexer lexer = new Lexer(source.bytes(), source.charset());
    if (SourceText.hasByteOrderMark(lexer.bytes)) {
      lexer.tokens.addRaw(WS, 0);
      lexer.at = 3;
    }
    lexer.code(false);
    return lexer.tokens;
  }

  /**
   * Cuts code up to the end of the file or, in a field of a formatted string, up to the bracket
   * that closes the field or the colon of its format specification.
   *
   * @return whether it stopped at that colon
   */
  private boolean code(boolean inField) {
    final byte[] bytes = this.bytes;
    final int length = this.length;
    final Tokens tokens = this.tokens;
    int at = this.at;
    int depth = 0;
    while (at < length) {
      int start = at;
      int c = bytes[at] & 0xff;
      switch (CLASS_OF[c]) {
        case IDENTIFIER -> {
          int all = c;
          at++;
          while (at < length) {
            int next = bytes[at] & 0xff;
            if (CLASS_OF[next] > DIGIT || CLASS_OF[next] == 0) {
              break;
            }
            all |= next;
            at++;
          }
          int size = at - start;
          if (size <= 2 && at < length && CLASS_OF[bytes[at] & 0xff] == QUOTE) {
            int prefix = prefix(start, size);
            if (prefix != NO_PREFIX) {
              this.at = at;
              string(start, prefix);
              at = this.at;
              continue;
            }
          }
          byte type = size >= 2 && size <= 8 ? Keywords.typeOf(bytes, start, at) : NAME;
          if (all >= 128) {
            checkIdentifier(start, at);
          }
          tokens.addRaw(type, start);
        }
        case DIGIT -> {
          this.at = at;
          number();
          at = this.at;
          tokens.addRaw(NUMBER, start);
        }
        case BLANK -> {
          at = blanks(at);
          if (at == start) {
            tokens.fail(start, "unexpected character after line continuation character");
            tokens.addRaw(ERROR, start);
            at++;
          } else {
            tokens.addRaw(WS, start);
          }
        }
        case LINE_END -> {
          at++;
          if (c == '\r' && at < length && bytes[at] == '\n') {
            at++;
          }
          tokens.addRaw(NEWLINE, start);
        }
        case QUOTE -> {
          this.at = at;
          string(start, PLAIN);
          at = this.at;
        }
        case HASH -> {
          at++;
          while (at < length && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
          }
          tokens.addRaw(COMMENT, start);
        }
        case OPERATOR -> {
          byte type = SINGLE[c];
          at++;
          int next = at < length ? bytes[at] : 0;
          switch (c) {
            case '(', '[', '{' -> depth++;
            case ')', ']' -> {
              if (inField && depth == 0) {
                tokens.fail(start, "f-string: unmatched '" + (char) c + "'");
              }
              depth--;
            }
            case '}' -> {
              if (inField && depth == 0) {
                tokens.addRaw(RBRACE, start);
                this.at = at;
                return false;
              }
              depth--;
            }
            case ':' -> {
              if (inField && depth == 0) {
                tokens.addRaw(COLON, start);
                this.at = at;
                return true;
              }
              if (next == '=') {
                at++;
                type = WALRUS;
              }
            }
            case '.' -> {
              if (next >= '0' && next <= '9') {
                this.at = start;
                number();
                at = this.at;
                type = NUMBER;
              } else if (next == '.' && at + 1 < length && bytes[at + 1] == '.') {
                at += 2;
                type = ELLIPSIS;
              }
            }
            case '=' -> {
              if (next == '=') {
                at++;
                type = EQEQ;
              }
            }
            case '!' -> {
              if (next == '=') {
                at++;
                type = NE;
              } else if (!inField || depth != 0) {
                tokens.fail(start, "invalid syntax");
              }
            }
            case '-' -> {
              if (next == '>') {
                at++;
                type = ARROW;
              } else if (next == '=') {
                at++;
                type = AUGASSIGN;
              }
            }
            case '+', '%', '@', '&', '|', '^' -> {
              if (next == '=') {
                at++;
                type = AUGASSIGN;
              }
            }
            case '*', '/', '<', '>' -> {
              if (next == c) {
                at++;
                type = c == '*' ? POW : c == '/' ? DSLASH : c == '<' ? SHL : SHR;
                if (at < length && bytes[at] == '=') {
                  at++;
                  type = AUGASSIGN;
                }
              } else if (next == '=') {
                at++;
                type = c == '<' ? LE : c == '>' ? GE : AUGASSIGN;
              }
            }
            default -> {
              // Brackets, comma, semicolon and tilde stand alone.
            }
          }
          tokens.addRaw(type, start);
        }
        default -> {
          tokens.fail(
              start,
              c == 0
                  ? "source code cannot contain null bytes"
                  : c < 32
                      ? String.format("invalid non-printable character U+%04X", c)
                      : "invalid character '" + (char) c + "'");
          tokens.addRaw(ERROR, start);
          at++;
        }
      }
    }
    this.at = at;
    if (inField) {
      tokens.fail(length, "f-string: expecting '}'");
    }
    return false;
  }

  private int blanks(int at) {
    while (at < length) {
      int c = bytes[at];
      if (c == ' ' || c == '\t' || c == '\f') {
        at++;
      } else if (c == '\\') {
        int next = at + 1;
        if (next < length && bytes[next] == '\r') {
          next++;
          if (next < length && bytes[next] == '\n') {
            next++;
          }
        } else if (next < length && bytes[next] == '\n') {
          next++;
        } else {
          return at;
        }
        if (next == length) {
          tokens.fail(at, "unexpected end of file after line continuation character");
        }
        at = next;
      } else {
        break;
      }
    }
    return at;
  }

  private void checkIdentifier(int start, int end) {
    String word = new String(bytes, start, end - start, charset);
    boolean first = true;
    for (int i = 0; i < word.length(); ) {
      int c = word.codePointAt(i);
      boolean fits =
          c == '_'
              || (first
                  ? Character.isUnicodeIdentifierStart(c)
                  : Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c));
      if (!fits) {
        tokens.fail(
            start, String.format("invalid character '%s' (U+%04X)", Character.toString(c), c));
        return;
      }
      first = false;
      i += Character.charCount(c);
    }
  }

  private static final int NO_PREFIX = -1;
  private static final int PLAIN = 0;
  private static final int FORMATTED = 1;
  private static final int FORMATTED_RAW = 2;

  private int prefix(int start, int size) {
    int first = bytes[start] | 32;
    if (size == 1) {
      return switch (first) {
        case 'f', 't' -> FORMATTED;
        case 'r', 'b', 'u' -> PLAIN;
        default -> NO_PREFIX;
      };
    }
    int second = bytes[start + 1] | 32;
    if (first == second || first != 'r' && second != 'r') {
      return NO_PREFIX;
    }
    return switch (first == 'r' ? second : first) {
      case 'f', 't' -> FORMATTED_RAW;
      case 'b' -> PLAIN;
      default -> NO_PREFIX;
    };
  }

  private void string(int start, int prefix) {
    int quote = bytes[at];
    boolean triple = at + 2 < length && bytes[at + 1] == quote && bytes[at + 2] == quote;
    at += triple ? 3 : 1;
    if (prefix == PLAIN) {
      tokens.addRaw(STRING, start);
      plainString(start, quote, triple);
    } else {
      tokens.addRaw(FSTRING_START, start);
      formattedString(start, quote, triple, prefix == FORMATTED_RAW);
    }
  }

  private boolean closes(int at, int quote, boolean triple) {
    return bytes[at] == quote
        && (!triple || at + 2 < length && bytes[at + 1] == quote && bytes[at + 2] == quote);
  }

  private void plainString(int start, int quote, boolean triple) {
    final byte[] bytes = this.bytes;
    int at = this.at;
    while (at < length) {
      int c = bytes[at];
      if (c == '\\') {
        boolean windows = at + 2 < length && bytes[at + 1] == '\r' && bytes[at + 2] == '\n';
        at = Math.min(length, at + (windows ? 3 : 2));
      } else if (c == quote && closes(at, quote, triple)) {
        this.at = at + (triple ? 3 : 1);
        return;
      } else if (!triple && (c == '\n' || c == '\r')) {
        break;
      } else {
        at++;
      }
    }
    this.at = at;
    tokens.fail(
        start,
        triple ? "unterminated triple-quoted string literal" : "unterminated string literal");
  }

  private void formattedString(int start, int quote, boolean triple, boolean raw) {
    int text = at;
    while (at < length) {
      int c = bytes[at];
      if (c == quote && closes(at, quote, triple)) {
        addText(text);
        tokens.addRaw(FSTRING_END, at);
        at += triple ? 3 : 1;
        return;
      }
      if (c == '\\') {
        at = escape(at, quote, raw);
      } else if (c == '{') {
        if (at + 1 < length && bytes[at + 1] == '{') {
          at += 2;
          continue;
        }
        addText(text);
        field(start, quote, triple);
        text = at;
      } else if (c == '}') {
        if (at + 1 < length && bytes[at + 1] == '}') {
          at += 2;
          continue;
        }
        tokens.fail(at, "f-string: single '}' is not allowed");
        at++;
      } else if (!triple && (c == '\n' || c == '\r')) {
        break;
      } else {
        at++;
      }
    }
    addText(text);
    tokens.fail(
        start,
        triple ? "unterminated triple-quoted f-string literal" : "unterminated f-string literal");
  }

  private void addText(int start) {
    if (start < at) {
      tokens.addRaw(FSTRING_MIDDLE, start);
    }
  }

  private int escape(int at, int quote, boolean raw) {
    int next = at + 1 < length ? bytes[at + 1] : 0;
    if (!raw && next == 'N' && at + 2 < length && bytes[at + 2] == '{') {
      int end = at + 3;
      while (end < length && bytes[end] != '}' && bytes[end] != quote && bytes[end] != '\n') {
        end++;
      }
      return end < length && bytes[end] == '}' ? end + 1 : end;
    }
    if (next == '{' || next == '}') {
      return at + 1;
    }
    boolean windows = next == '\r' && at + 2 < length && bytes[at + 2] == '\n';
    return Math.min(length, at + (windows ? 3 : 2));
  }

  private void field(int string, int quote, boolean triple) {
    if (++fieldDepth > 150) {
      tokens.fail(at, "f-string: expressions nested too deeply");
      at = length;
      return;
    }
    tokens.addRaw(LBRACE, at++);
    if (code(true)) {
      formatSpecification(string, quote, triple);
    }
    fieldDepth--;
  }

  private void formatSpecification(int string, int quote, boolean triple) {
    int text = at;
    while (at < length) {
      int c = bytes[at];
      if (c == '}') {
        addText(text);
        tokens.addRaw(RBRACE, at++);
        return;
      }
      if (c == '{') {
        addText(text);
        field(string, quote, triple);
        text = at;
      } else if (!triple && (c == '\n' || c == '\r') || c == quote && closes(at, quote, triple)) {
        break;
      } else {
        at++;
      }
    }
    addText(text);
    tokens.fail(at, "f-string: expecting '}'");
  }

  private void number() {
    int start = at;
    if (bytes[at] == '0' && at + 1 < length) {
      int base = bytes[at + 1] | 32;
      if (base == 'x' || base == 'o' || base == 'b') {
        at += 2;
        if (!digits(base)) {
          tokens.fail(start, "invalid number literal");
        }
        endOfNumber(start);
        return;
      }
    }
    boolean decimal = true;
    boolean leadingZero = bytes[at] == '0';
    boolean fine = bytes[at] == '.' || digits('d');
    int integerEnd = at;
    if (at < length && bytes[at] == '.') {
      decimal = false;
      at++;
      if (at < length && (CLASS_OF[bytes[at] & 0xff] == DIGIT || bytes[at] == '_')) {
        fine &= digits('d');
      }
    }
    if (at < length && (bytes[at] | 32) == 'e') {
      int exponent = at + 1;
      if (exponent < length && (bytes[exponent] == '+' || bytes[exponent] == '-')) {
        exponent++;
      }
      if (exponent < length && CLASS_OF[bytes[exponent] & 0xff] == DIGIT) {
        decimal = false;
        at = exponent;
        fine &= digits('d');
      }
    }
    if (at < length && (bytes[at] | 32) == 'j') {
      decimal = false;
      at++;
    }
    if (decimal && leadingZero) {
      for (int i = start; i < integerEnd; i++) {
        if (bytes[i] != '0' && bytes[i] != '_') {
          tokens.fail(start, "leading zeros in decimal integer literals are not permitted");
          break;
        }
      }
    }
    if (!fine) {
      tokens.fail(start, "invalid decimal literal");
    }
    endOfNumber(start);
  }

  /** Reads digits of the base with single underscores between them; whether they were right. */
  private boolean digits(int base) {
    boolean any = false;
    boolean underscore = base == 'd';
    while (at < length) {
      int c = bytes[at];
      if (c == '_') {
        if (underscore && !any || any && bytes[at - 1] == '_') {
          return false;
        }
        at++;
        continue;
      }
      boolean fits =
          switch (base) {
            case 'x' -> c >= '0' && c <= '9' || (c | 32) >= 'a' && (c | 32) <= 'f';
            case 'o' -> c >= '0' && c <= '7';
            case 'b' -> c == '0' || c == '1';
            default -> c >= '0' && c <= '9';
          };
      if (!fits) {
        break;
      }
      any = true;
      at++;
    }
    return any && bytes[at - 1] != '_';
  }

  /** A name may not follow at once; a few keywords may: {@code 1if x else 2}. */
  private void endOfNumber(int start) {
    if (at >= length
        || CLASS_OF[bytes[at] & 0xff] != IDENTIFIER && CLASS_OF[bytes[at] & 0xff] != DIGIT) {
      return;
    }
    int end = at;
    while (end < length
        && (CLASS_OF[bytes[end] & 0xff] == IDENTIFIER || CLASS_OF[bytes[end] & 0xff] == DIGIT)) {
      end++;
    }
    String word = new String(bytes, at, end - at, java.nio.charset.StandardCharsets.ISO_8859_1);
    for (String keyword : new String[] {"and", "else", "for", "if", "in", "is", "or", "not"}) {
      if (word.startsWith(keyword)) {
        return;
      }
    }
    tokens.fail(start, "invalid decimal literal");
  }
}
