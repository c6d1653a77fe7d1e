package fitmend.edit;

import fitmend.python.source.SourceText;
import fitmend.python.source.TokenType;
import fitmend.python.source.Tokens;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/** How the text of one file is laid out on its lines: what stands before, behind, between. */
final class Layout {
  private final PythonFile file;
  private final SourceText source;
  private final Tokens tokens;
  private final byte[] bytes;

  Layout(PythonFile file) {
    this.file = file;
    this.source = file.source();
    this.tokens = file.tokens();
    this.bytes = source.bytes();
  }

  static Layout of(Node node) {
    return new Layout(node.file());
  }

  PythonFile file() {
    return file;
  }

  String lineSeparator() {
    return source.lineSeparator();
  }

  /** Offset behind the last byte of the node that is not layout. */
  int end(Node node) {
    int token = node.endToken();
    while (token > node.firstToken() && isLayout(tokens.type(token - 1))) {
      token--;
    }
    return token == node.firstToken() ? node.start() : tokens.end(token - 1);
  }

  private static boolean isLayout(byte type) {
    return type == TokenType.NEWLINE || type == TokenType.INDENT || type == TokenType.DEDENT;
  }

  /** Whether only blanks stand before the offset on its line. */
  boolean startsLine(int offset) {
    int start = lineStart(offset);
    if (start == 0 && SourceText.hasByteOrderMark(bytes)) {
      start = 3;
    }
    for (int i = start; i < offset; i++) {
      if (!isBlank(bytes[i])) {
        return false;
      }
    }
    return start == 0 || !isJoined(start);
  }

  /** Whether the line that starts there continues the one before by a backslash. */
  private boolean isJoined(int lineStart) {
    int raw = tokens.rawAt(lineStart - 1);
    return tokens.rawType(raw) == TokenType.WS && tokens.rawEnd(raw) >= lineStart;
  }

  /** Whether only blanks and a comment stand behind the offset on its line. */
  boolean endsLine(int offset) {
    int raw = firstRawFrom(offset);
    if (raw < tokens.rawCount() && tokens.rawType(raw) == TokenType.WS) {
      raw++;
    }
    if (raw < tokens.rawCount() && tokens.rawType(raw) == TokenType.COMMENT) {
      raw++;
    }
    return raw >= tokens.rawCount() || tokens.rawType(raw) == TokenType.NEWLINE;
  }

  /** Where the comment starts that follows the offset on its line. */
  OptionalInt commentBehind(int offset) {
    int raw = firstRawFrom(offset);
    if (raw < tokens.rawCount() && tokens.rawType(raw) == TokenType.WS) {
      raw++;
    }
    return raw < tokens.rawCount() && tokens.rawType(raw) == TokenType.COMMENT
        ? OptionalInt.of(tokens.rawStart(raw))
        : OptionalInt.empty();
  }

  /** Offset behind the token, comment or blank that starts at the offset. */
  int rawEnd(int offset) {
    return tokens.rawEnd(tokens.rawAt(offset));
  }

  /** Whether a line ends between two offsets, strings not counted. */
  boolean hasLineEnd(int start, int end) {
    return has(TokenType.NEWLINE, start, end);
  }

  /** Whether a comment starts between two offsets. */
  boolean hasComment(int start, int end) {
    return has(TokenType.COMMENT, start, end);
  }

  private boolean has(byte type, int start, int end) {
    for (int raw = firstRawFrom(start);
        raw < tokens.rawCount() && tokens.rawStart(raw) < end;
        raw++) {
      if (tokens.rawType(raw) == type) {
        return true;
      }
    }
    return false;
  }

  /**
   * The text between two offsets with its lines joined; strings stay as they are.
   *
   * @param droppedCommas offsets of commas that only end the last line
   */
  String onOneLine(int start, int end, Collection<Integer> droppedCommas) {
    StringBuilder text = new StringBuilder();
    boolean isBroken = false;
    for (int raw = firstRawFrom(start);
        raw < tokens.rawCount() && tokens.rawStart(raw) < end;
        raw++) {
      String token = file.text(tokens.rawStart(raw), tokens.rawEnd(raw));
      if (tokens.rawType(raw) == TokenType.NEWLINE) {
        isBroken = true;
      } else if (tokens.rawType(raw) == TokenType.WS) {
        isBroken |= token.indexOf('\n') >= 0 || token.indexOf('\r') >= 0;
        if (!isBroken && !isLineEnd(raw + 1)) {
          text.append(token);
        }
      } else if (!droppedCommas.contains(tokens.rawStart(raw))) {
        boolean isInside = !text.isEmpty() && "([{".indexOf(text.charAt(text.length() - 1)) >= 0;
        text.append(isBroken && !isInside && !")]}".contains(token) ? " " : "").append(token);
        isBroken = false;
      }
    }
    return text.toString();
  }

  private boolean isLineEnd(int raw) {
    return raw < tokens.rawCount() && tokens.rawType(raw) == TokenType.NEWLINE;
  }

  /** The comment that stands alone on the line above that of the offset. */
  OptionalInt commentAbove(int offset) {
    int line = source.lineIndex(offset);
    if (line == 0) {
      return OptionalInt.empty();
    }
    int start = source.lineStart(line - 1) + indentation(source.lineStart(line - 1)).length();
    return commentBehind(source.lineStart(line - 1)).equals(OptionalInt.of(start))
        ? OptionalInt.of(start)
        : OptionalInt.empty();
  }

  /** Parts of a deletion that leave the comments in it, with their line ends. */
  List<Edit> sparingComments(Edit deletion, IntPredicate isSpared) {
    List<Edit> parts = new ArrayList<>();
    int start = deletion.start();
    for (int raw = firstRawFrom(start);
        raw < tokens.rawCount() && tokens.rawStart(raw) < deletion.end();
        raw++) {
      if (tokens.rawType(raw) == TokenType.COMMENT && isSpared.test(tokens.rawStart(raw))) {
        int before = raw > 0 && tokens.rawType(raw - 1) == TokenType.WS ? raw - 1 : raw;
        parts.add(Edit.delete(start, Math.max(start, tokens.rawStart(before))));
        start = Math.min(tokens.rawEnd(raw + 1), deletion.end());
      }
    }
    parts.add(Edit.delete(start, deletion.end()));
    parts.removeIf(part -> part.start() == part.end());
    return parts;
  }

  private int firstRawFrom(int offset) {
    if (offset >= bytes.length) {
      return tokens.rawCount();
    }
    int raw = tokens.rawAt(offset);
    return tokens.rawStart(raw) < offset ? raw + 1 : raw;
  }

  int lineStart(int offset) {
    return source.lineStart(source.lineIndex(offset));
  }

  /** Offset behind the line of the offset, its line end included. */
  int lineEnd(int offset) {
    return source.lineEnd(source.lineIndex(offset));
  }

  /** Offset of the line end of the line of the offset. */
  int lineContentEnd(int offset) {
    int end = lineEnd(offset);
    return end - lineEndLength(end);
  }

  /** How many bytes of line end stand before the offset. */
  int lineEndLength(int offset) {
    if (offset > 0 && bytes[offset - 1] == '\n') {
      return offset > 1 && bytes[offset - 2] == '\r' ? 2 : 1;
    }
    return offset > 0 && bytes[offset - 1] == '\r' ? 1 : 0;
  }

  /** The blanks at the start of the line of the offset. */
  String indentation(int offset) {
    int start = lineStart(offset);
    if (start == 0 && SourceText.hasByteOrderMark(bytes)) {
      start = 3;
    }
    int end = start;
    while (end < bytes.length && isBlank(bytes[end])) {
      end++;
    }
    return file.text(start, end);
  }

  private static boolean isBlank(byte value) {
    return value == ' ' || value == '\t' || value == '\f';
  }

  /** Whether a character of a name stands at the offset. */
  boolean isNameByte(int offset) {
    if (offset < 0 || offset >= bytes.length) {
      return false;
    }
    byte value = bytes[offset];
    return value < 0 || value == '_' || Character.isLetterOrDigit(value);
  }

  /**
   * Where the lines of a statement start: with the comments that stand directly above it, in its
   * column. Comments at the top of the file are about the file, cell marks about the cell.
   */
  int startWithComments(Node statement) {
    int line = source.lineIndex(statement.start());
    String indentation = indentation(statement.start());
    int first = line;
    while (first > 0) {
      String above = source.lineText(first - 1);
      if (!above.startsWith(indentation + "#") || above.strip().startsWith("# %%")) {
        break;
      }
      first--;
    }
    return source.lineStart(first == 0 ? line : first);
  }

  /** Where the blank lines directly above a line start; the line itself if there are none. */
  int startWithBlankLines(int lineStart) {
    int line = source.lineIndex(lineStart);
    while (line > 0 && source.lineText(line - 1).isBlank()) {
      line--;
    }
    return source.lineStart(line);
  }

  /** Where the blank lines that start there end. */
  int endWithBlankLines(int lineStart) {
    int end = lineStart;
    while (end < bytes.length && source.lineText(source.lineIndex(end)).isBlank()) {
      end = lineEnd(end);
    }
    return end;
  }

  /** Where lines to be deleted start: behind the blank lines above if code follows directly. */
  int startOfKept(int start, int end) {
    int line = source.lineIndex(start);
    if (end < bytes.length && !source.lineText(source.lineIndex(end)).isBlank()) {
      while (source.lineText(line).isBlank()) {
        line++;
      }
    }
    return Math.max(start, source.lineStart(line));
  }

  /** How many lines start between two offsets. */
  int lineCount(int start, int end) {
    return source.lineIndex(end) - source.lineIndex(start);
  }

  /**
   * Text of whole lines moved from one indentation to another. Lines that start inside a string
   * stay, as do those that are indented less.
   */
  String reindented(int start, int end, String from, String to) {
    StringBuilder text = new StringBuilder();
    int line = start;
    while (line < end) {
      int next = Math.min(source.lineEnd(source.lineIndex(line)), end);
      String content = file.text(line, next);
      boolean movable = !content.isBlank() && content.startsWith(from) && !isInsideToken(line);
      text.append(movable ? to + content.substring(from.length()) : content);
      line = next;
    }
    return text.toString();
  }

  /**
   * A call whose callee changes, for another column. Lines below lose the indentation of the
   * statement; what is aligned with an argument stays aligned.
   */
  String realigned(Node call, String callee, int column, Map<Node, String> replacements) {
    Node statement = call.statement();
    int indentation = indentation(statement.start()).length();
    int before = call.start() - lineStart(call.start()) - indentation;
    int calleeEnd = end(call.child(0));
    int firstEnd = Math.min(lineContentEnd(call.start()), end(call));
    boolean isAligned = !file.text(call.start(), firstEnd).strip().matches("(?s).*[(\\[{]");
    StringBuilder text = new StringBuilder(callee);
    int line = calleeEnd;
    while (line < end(call)) {
      int next = Math.min(lineEnd(line), end(call));
      String content = spliced(line, next, replacements);
      int blanks = content.length() - content.stripLeading().length();
      if (line == calleeEnd || content.isBlank() || blanks < indentation || isInsideToken(line)) {
        text.append(content);
      } else {
        int at = blanks - indentation;
        int shift = isAligned && at > before ? column - before : 0;
        if (shift != 0 && at > before + calleeEnd - call.start()) {
          shift += callee.length() - (calleeEnd - call.start());
        }
        String kept = content.substring(indentation, blanks);
        text.append(shift > 0 ? kept + " ".repeat(shift) : kept.substring(-shift));
        text.append(content.substring(blanks));
      }
      line = next;
    }
    return text.toString();
  }

  /** Text that starts a line, as it is where lines have that indentation. */
  String textAt(int start, int end, String indentation) {
    if (!startsLine(start)) {
      return file.text(start, end);
    }
    String marked = reindented(lineStart(start), end, indentation(start), "\0");
    return marked.substring(1).replace("\0", indentation);
  }

  private String spliced(int start, int end, Map<Node, String> replacements) {
    StringBuilder text = new StringBuilder();
    int at = start;
    for (Map.Entry<Node, String> replacement : replacements.entrySet()) {
      Node node = replacement.getKey();
      if (node.start() >= at && node.end() <= end) {
        text.append(file.text(at, node.start())).append(replacement.getValue());
        at = node.end();
      }
    }
    return text.append(file.text(at, end)).toString();
  }

  private boolean isInsideToken(int offset) {
    int raw = tokens.rawAt(offset);
    byte type = tokens.rawType(raw);
    return tokens.rawStart(raw) < offset && type != TokenType.WS
        || type == TokenType.FSTRING_MIDDLE
        || type == TokenType.FSTRING_END;
  }

  /** Makes one deletion of those that touch or overlap. */
  static List<Edit> merged(Collection<Edit> deletions) {
    List<Edit> sorted = new ArrayList<>(deletions);
    sorted.sort(Comparator.comparingInt(Edit::start));
    List<Edit> merged = new ArrayList<>();
    for (Edit next : sorted) {
      Edit last = merged.isEmpty() ? null : merged.getLast();
      if (last != null && next.start() <= last.end()) {
        int end = Math.max(last.end(), next.end());
        merged.set(merged.size() - 1, Edit.delete(last.start(), end));
      } else {
        merged.add(next);
      }
    }
    return merged;
  }
}
