package fitmend.engine;

import fitmend.python.source.SourceText;
import fitmend.python.source.TokenType;
import fitmend.python.source.Tokens;
import fitmend.python.tree.PythonFile;
import fitmend.rule.Finding;
import fitmend.rule.Suppression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code # noqa} comments of a file. As in ruff one counts for the line where a finding starts;
 * behind a string over several lines, or a line joined by a backslash, for all of those lines.
 */
final class Suppressions {
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "#\\s*noqa(?![\\w-])(?:\\s*:\\s*(?<codes>[A-Z]+[0-9]+\\b(?:[\\s,]+[A-Z]+[0-9]+\\b)*))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,]+");

  private final PythonFile file;
  private final SourceText source;
  private final Tokens tokens;
  private final Map<Integer, Directive> byLine = new HashMap<>();

  /** No codes mean all. */
  private record Directive(
      int commentStart, int commentEnd, int start, int end, List<String> codes, Set<String> used) {

    boolean covers(String code) {
      return codes.isEmpty() || codes.stream().anyMatch(code::equalsIgnoreCase);
    }
  }

  Suppressions(PythonFile file) {
    this.file = file;
    this.source = file.source();
    this.tokens = file.tokens();
    for (int raw = 0; raw < tokens.rawCount(); raw++) {
      if (tokens.rawType(raw) == TokenType.COMMENT && mayBeDirective(raw)) {
        read(tokens.rawStart(raw), tokens.rawEnd(raw));
      }
    }
  }

  private boolean mayBeDirective(int raw) {
    byte[] bytes = source.bytes();
    for (int i = tokens.rawStart(raw), end = tokens.rawEnd(raw) - 3; i < end; i++) {
      if ((bytes[i] | 32) == 'n' && (bytes[i + 1] | 32) == 'o' && (bytes[i + 2] | 32) == 'q') {
        return true;
      }
    }
    return false;
  }

  private void read(int start, int end) {
    String text = file.text(start, end);
    Matcher directive = DIRECTIVE.matcher(text);
    if (!directive.find()) {
      return;
    }
    String codes = directive.group("codes");
    byLine.put(
        source.lineIndex(start),
        new Directive(
            start,
            end,
            start + byteLength(text, directive.start()),
            start + byteLength(text, directive.end()),
            codes == null ? List.of() : List.of(SEPARATOR.split(codes)),
            new HashSet<>()));
  }

  private int byteLength(String text, int length) {
    return text.substring(0, length).getBytes(file.charset()).length;
  }

  /** Whether a comment says that this finding is not wanted; remembers that it was of use. */
  boolean suppresses(Finding finding) {
    if (byLine.isEmpty()) {
      return false;
    }
    Directive directive = byLine.get(lineOfComment(finding.start()));
    if (directive == null || !directive.covers(finding.code())) {
      return false;
    }
    directive.used.add(finding.code());
    return true;
  }

  /** The comments that name one of those codes and were of no use for it. */
  List<Suppression> unused(Set<String> codes) {
    List<Suppression> found = new ArrayList<>();
    for (Directive directive : byLine.values()) {
      Set<String> unused = new TreeSet<>();
      for (String code : directive.codes) {
        String upper = code.toUpperCase(Locale.ROOT);
        if (codes.contains(upper) && !directive.used.contains(upper)) {
          unused.add(upper);
        }
      }
      if (!unused.isEmpty()) {
        found.add(
            new Suppression(
                directive.commentStart,
                directive.commentEnd,
                directive.start,
                directive.end,
                directive.codes,
                unused));
      }
    }
    return found;
  }

  /** The line on which a comment about the offset can stand. */
  private int lineOfComment(int offset) {
    int line = source.lineIndex(offset);
    while (true) {
      int end = source.lineEnd(line);
      if (line + 1 >= source.lineCount() || end == 0) {
        return line;
      }
      int raw = tokens.rawAt(end - 1);
      if (tokens.rawType(raw) == TokenType.NEWLINE) {
        return line;
      }
      line = Math.max(line + 1, source.lineIndex(tokens.rawEnd(raw) - 1));
    }
  }
}
