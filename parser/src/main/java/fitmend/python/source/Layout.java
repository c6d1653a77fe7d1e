package fitmend.python.source;

import static fitmend.python.source.TokenType.*;

import java.util.Arrays;

/**
 * Turns raw tokens into what the parser sees: leaves the trivia out, puts INDENT, DEDENT and
 * NEWLINE in, and retags tokens by what stands beside them, so that the grammar never needs more
 * than the next token to decide: trailing commas and semicolons, {@code is not} and {@code not in},
 * the soft keywords, the brackets around the items of a {@code with}.
 */
final class Layout {
  private static final int NONE_YET = -1;

  private final Tokens tokens;
  private final byte[] bytes;
  private byte[] types;
  private int[] raws;
  private int count;

  private byte[] brackets = new byte[64];
  private int[] bracketTokens = new int[64];
  private int depth;

  private int[] indents = new int[32];
  private int[] alternateIndents = new int[32];
  private boolean[] matchBodies = new boolean[32];
  private int indent;

  private int column;
  private int alternateColumn;

  private Layout(Tokens tokens) {
    this.tokens = tokens;
    this.bytes = tokens.source();
    int room = tokens.rawCount() + 16;
    types = new byte[room];
    raws = new int[room];
  }

  static void lay(Tokens tokens) {
    new Layout(tokens).run();
  }

  private void run() {
    final Tokens tokens = this.tokens;
    final int rawCount = tokens.rawCount();
    boolean atLineStart = true;
    boolean matchBodyNext = false;
    int lineStart = 0;
    int matchCandidate = NONE_YET;
    int typeCandidate = NONE_YET;
    int withDepth = NONE_YET;
    int withToken = NONE_YET;
    byte previous = NEWLINE;
    for (int raw = 0; raw < rawCount; raw++) {
      byte type = tokens.rawType(raw);
      if (type == WS || type == COMMENT) {
        continue;
      }
      if (count + 8 + indent >= types.length) {
        grow();
      }
      if (type == NEWLINE) {
        if (depth > 0 || atLineStart) {
          if (depth == 0) {
            lineStart = tokens.rawEnd(raw);
          }
          continue;
        }
        if (matchCandidate != NONE_YET) {
          if (previous == COLON && count - matchCandidate > 2) {
            types[matchCandidate] = KW_MATCH;
            matchBodyNext = true;
          }
          matchCandidate = NONE_YET;
        }
        endLine(previous);
        add(NEWLINE, raw);
        previous = NEWLINE;
        atLineStart = true;
        lineStart = tokens.rawEnd(raw);
        continue;
      }
      boolean statementStart = previous == SEMI || previous == COLON && depth == 0;
      if (atLineStart) {
        atLineStart = false;
        statementStart = true;
        measure(lineStart, tokens.rawStart(raw));
        previous = indentTo(raw, matchBodyNext, previous);
        matchBodyNext = false;
        if (type == NAME) {
          if (is(raw, "match")) {
            matchCandidate = count;
          } else if (matchBodies[indent] && is(raw, "case")) {
            type = KW_CASE;
          }
        }
      }
      switch (type) {
        case NAME -> {
          if (previous == NAME && typeCandidate == count - 1 && typeCandidate != NONE_YET) {
            types[typeCandidate] = KW_TYPE;
          } else if (statementStart && is(raw, "type")) {
            typeCandidate = count;
          }
        }
        case LPAR -> {
          if (previous == WITH) {
            withDepth = depth + 1;
            withToken = count;
          }
          open(type);
        }
        case LSQB, LBRACE -> open(type);
        case RPAR, RSQB, RBRACE -> {
          if (previous == COMMA) {
            types[count - 1] = TCOMMA;
          }
          close(type, raw);
          if (depth < withDepth) {
            withDepth = NONE_YET;
          }
        }
        case AS -> {
          if (depth == withDepth) {
            types[withToken] = LPAR_WITH;
            withDepth = NONE_YET;
          }
        }
        case NOT -> {
          if (previous == IS) {
            type = NOT_OP;
          }
        }
        case IN -> {
          if (previous == NOT) {
            types[count - 1] = NOT_OP;
          } else if (previous == COMMA) {
            types[count - 1] = TCOMMA;
          }
        }
        case COLON -> {
          if (previous == COMMA && (depth == 0 || brackets[depth] != LSQB || lambdaComma())) {
            types[count - 1] = TCOMMA;
          }
        }
        case EQ, AUGASSIGN, SEMI, EXCL, IF -> {
          if (previous == COMMA) {
            types[count - 1] = TCOMMA;
          }
        }
        default -> {
          // Every other token is what it is.
        }
      }
      add(type, raw);
      previous = type;
    }
    finish(atLineStart, matchCandidate, previous);
  }

  private void finish(boolean atLineStart, int matchCandidate, byte previous) {
    int end = tokens.rawCount();
    if (count + 8 + indent >= types.length) {
      grow();
    }
    if (depth > 0) {
      int open = bracketTokens[depth];
      tokens.fail(
          tokens.rawStart(raws[open]),
          "'" + (char) bytes[tokens.rawStart(raws[open])] + "' was never closed");
    }
    if (!atLineStart) {
      if (matchCandidate != NONE_YET && previous == COLON) {
        types[matchCandidate] = KW_MATCH;
      }
      endLine(previous);
      add(NEWLINE, end);
    }
    while (indent > 0) {
      indent--;
      add(DEDENT, end);
    }
    add(EOF, end);
    tokens.setLayout(types, raws, count);
  }

  private void add(byte type, int raw) {
    types[count] = type;
    raws[count++] = raw;
  }

  private void endLine(byte previous) {
    if (previous == COMMA) {
      types[count - 1] = TCOMMA;
    } else if (previous == SEMI) {
      types[count - 1] = TSEMI;
    }
  }

  /** Inside square brackets, whether the comma just added ends the parameters of a lambda. */
  private boolean lambdaComma() {
    int open = bracketTokens[depth];
    for (int i = count - 1; i > open; i--) {
      if (types[i] == LAMBDA) {
        return true;
      }
      if (types[i] == COLON) {
        return false;
      }
    }
    return false;
  }

  /** Measures an indentation twice, with tabs to the next eighth column and with tabs as one. */
  private void measure(int start, int end) {
    int column = 0;
    int alternate = 0;
    int joined = 0;
    int alternateJoined = 0;
    for (int i = start; i < end; i++) {
      switch (bytes[i]) {
        case ' ' -> {
          column++;
          alternate++;
        }
        case '\t' -> {
          column = (column / 8 + 1) * 8;
          alternate++;
        }
        case '\f' -> {
          column = 0;
          alternate = 0;
        }
        case '\\' -> {
          // The columns before the first joined line count.
          if (joined == 0) {
            joined = column;
            alternateJoined = alternate;
          }
        }
        default -> {
          // The line end of a joined line, or the byte-order mark.
        }
      }
    }
    this.column = joined != 0 ? joined : column;
    this.alternateColumn = joined != 0 ? alternateJoined : alternate;
  }

  private byte indentTo(int raw, boolean matchBody, byte previous) {
    int offset = tokens.rawStart(raw);
    if (column == indents[indent]) {
      if (alternateColumn != alternateIndents[indent]) {
        tokens.fail(offset, "inconsistent use of tabs and spaces in indentation");
      }
      return previous;
    }
    if (column > indents[indent]) {
      if (alternateColumn <= alternateIndents[indent]) {
        tokens.fail(offset, "inconsistent use of tabs and spaces in indentation");
      }
      if (++indent == indents.length) {
        indents = Arrays.copyOf(indents, indent * 2);
        alternateIndents = Arrays.copyOf(alternateIndents, indent * 2);
        matchBodies = Arrays.copyOf(matchBodies, indent * 2);
      }
      if (indent >= 100) {
        tokens.fail(offset, "too many levels of indentation");
      }
      indents[indent] = column;
      alternateIndents[indent] = alternateColumn;
      matchBodies[indent] = matchBody;
      add(INDENT, raw);
      return INDENT;
    }
    while (column < indents[indent]) {
      indent--;
      add(DEDENT, raw);
    }
    if (column != indents[indent]) {
      tokens.fail(offset, "unindent does not match any outer indentation level");
    } else if (alternateColumn != alternateIndents[indent]) {
      tokens.fail(offset, "inconsistent use of tabs and spaces in indentation");
    }
    return DEDENT;
  }

  private void open(byte type) {
    if (++depth == brackets.length) {
      brackets = Arrays.copyOf(brackets, depth * 2);
      bracketTokens = Arrays.copyOf(bracketTokens, depth * 2);
    }
    if (depth == MOST_BRACKETS + 1) {
      tokens.fail(tokens.rawStart(tokensSoFar()), "too many nested parentheses");
    }
    brackets[depth] = type;
    bracketTokens[depth] = count;
  }

  /** CPython's own limit. */
  private static final int MOST_BRACKETS = 200;

  private int tokensSoFar() {
    return count == 0 ? 0 : raws[count - 1];
  }

  private void close(byte type, int raw) {
    byte opener = type == RPAR ? LPAR : type == RSQB ? LSQB : LBRACE;
    if (depth == 0) {
      tokens.fail(tokens.rawStart(raw), "unmatched '" + (char) bytes[tokens.rawStart(raw)] + "'");
      return;
    }
    if (brackets[depth] != opener) {
      int open = tokens.rawStart(raws[bracketTokens[depth]]);
      tokens.fail(
          tokens.rawStart(raw),
          String.format(
              "closing parenthesis '%c' does not match opening parenthesis '%c'",
              (char) bytes[tokens.rawStart(raw)], (char) bytes[open]));
    }
    depth--;
  }

  private boolean is(int raw, String word) {
    int start = tokens.rawStart(raw);
    if (tokens.rawEnd(raw) - start != word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (bytes[start + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    int room = types.length * 2 + indent + 64;
    types = Arrays.copyOf(types, room);
    raws = Arrays.copyOf(raws, room);
  }
}
