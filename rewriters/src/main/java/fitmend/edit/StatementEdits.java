package fitmend.edit;

import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.source.TokenType;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Deletes, inserts and moves whole statements. The comments directly above a statement and the one
 * behind it belong to it.
 */
public final class StatementEdits {
  private static final Pattern COMPOUND =
      Pattern.compile("(?:(?:if|while|for|try|with|def|class|async|match)\\b|@).*", Pattern.DOTALL);

  private StatementEdits() {}

  /** Takes a statement out with the comment behind it; a block left empty gets {@code pass}. */
  public static List<Edit> delete(Node statement) {
    return delete(List.of(statement));
  }

  /** Takes statements out; see {@link #delete(Node)}. */
  public static List<Edit> delete(Collection<Node> statements) {
    List<Edit> deletions = new ArrayList<>();
    List<Edit> others = new ArrayList<>();
    for (Node statement : sorted(statements)) {
      Layout layout = Layout.of(statement);
      int end = layout.end(statement);
      if (leavesBlockEmpty(statement, statements)) {
        others.add(new Edit(statement.start(), end, "pass"));
      } else if (ownsLines(statement)) {
        deletions.add(Edit.delete(layout.lineStart(statement.start()), layout.lineEnd(end - 1)));
      } else {
        deletions.add(fromLine(statement));
      }
    }
    List<Edit> edits = new ArrayList<>(merged(deletions, statements.iterator().next()));
    edits.addAll(others);
    return edits;
  }

  /**
   * Puts lines before a statement and the comments that belong to it.
   *
   * @param text statements without indentation, lines divided by {@code \n}
   * @return empty if the statement does not start its line and the text cannot be put there
   */
  public static Optional<Edit> insertBefore(Node statement, String text) {
    Node whole = whole(statement);
    Layout layout = Layout.of(whole);
    if (!layout.startsLine(whole.start())) {
      return isSimple(text)
          ? Optional.of(Edit.insert(whole.start(), text.strip() + "; "))
          : Optional.empty();
    }
    String lines = indented(layout, text, layout.indentation(whole.start()));
    return Optional.of(Edit.insert(layout.startWithComments(whole), lines));
  }

  /**
   * Puts a statement above a definition and its comments, apart from it. It follows what is
   * assigned above, and stands apart from all other code, too.
   *
   * @param text the statement without indentation, lines divided by {@code \n}
   * @return empty if the definition does not start its line
   */
  static Optional<Edit> insertApart(Node definition, String text) {
    Node whole = whole(definition);
    Layout layout = Layout.of(whole);
    if (!layout.startsLine(whole.start())) {
      return Optional.empty();
    }
    int offset = layout.startWithComments(whole);
    int gapStart = layout.startWithBlankLines(offset);
    int gap = layout.lineCount(gapStart, offset);
    String lines = indented(layout, text, layout.indentation(whole.start()));
    String separator = layout.lineSeparator();
    Node block = whole.parent().orElseThrow();
    int wanted = isDefinition(whole) ? block.is(Kind.MODULE) ? 2 : 1 : 0;
    int index = block.children().indexOf(whole);
    Optional<Node> above = index > 0 ? Optional.of(block.child(index - 1)) : Optional.empty();
    boolean isDirectlyBelow =
        above
            .filter(node -> !isCompound(node) && ownsLines(node))
            .filter(node -> layout.lineEnd(layout.end(node) - 1) == gapStart)
            .isPresent();
    if (isDirectlyBelow) {
      boolean joins = above.get().is(Kind.ASSIGN) || above.get().is(Kind.ANNOTATED_ASSIGN);
      String behind = separator.repeat(Math.max(0, wanted - gap));
      String before = joins || gap == 0 ? "" : separator;
      return Optional.of(Edit.insert(gapStart, before + lines + behind));
    }
    return Optional.of(Edit.insert(offset, lines + separator.repeat(Math.max(wanted, gap))));
  }

  /** Whether blank lines above belong to the statement: a definition, an import, one explained. */
  private static boolean startsParagraph(Node statement) {
    Layout layout = Layout.of(statement);
    return isDefinition(statement)
        || statement.is(Kind.IMPORT)
        || statement.is(Kind.IMPORT_FROM)
        || layout.startWithComments(statement) < layout.lineStart(statement.start());
  }

  private static boolean isCompound(Node statement) {
    return isDefinition(statement) || statement.children().stream().anyMatch(c -> c.is(Kind.BLOCK));
  }

  /**
   * Takes a statement out with all comments that belong to it and the blank lines it is left by.
   */
  static List<Edit> deleteWithComments(Node statement) {
    if (!ownsLines(statement)) {
      return delete(statement);
    }
    return leavesBlockEmpty(statement, List.of(statement))
        ? List.of(emptied(statement))
        : merged(List.of(removal(statement)), statement);
  }

  /**
   * Puts lines behind a statement and its comment.
   *
   * @param text statements without indentation, lines divided by {@code \n}
   * @return empty if the statement shares its line and the text cannot be put there
   */
  public static Optional<Edit> insertAfter(Node statement, String text) {
    Node whole = whole(statement);
    Layout layout = Layout.of(whole);
    if (!ownsLines(whole)) {
      return isSimple(text) && !COMPOUND.matcher(whole.text()).matches()
          ? Optional.of(Edit.insert(layout.end(whole), "; " + text.strip()))
          : Optional.empty();
    }
    String lines = indented(layout, text, layout.indentation(whole.start()));
    return Optional.of(behindLine(layout, layout.end(whole), lines));
  }

  /**
   * Moves statements, in the order they have, before another one and its comments. The blank lines
   * above what starts a paragraph move with it; those above a definition stand below it, too.
   *
   * @return empty if one of them shares a line with others
   */
  public static Optional<List<Edit>> move(List<Node> statements, Node before) {
    Node place = whole(before);
    Layout layout = Layout.of(place);
    if (!layout.startsLine(place.start())) {
      return Optional.empty();
    }
    int offset = layout.startWithComments(place);
    String indentation = layout.indentation(place.start());
    boolean isApart =
        offset == 0
            || layout.startWithBlankLines(offset) < offset
            || isFirst(place)
            || !startsParagraph(sorted(statements).getFirst());
    return moved(
        statements,
        place,
        indentation,
        (lines, gap) -> Edit.insert(offset, (isApart ? withoutBlankLines(lines) : lines) + gap));
  }

  /**
   * Moves statements, in the order they have, behind another one.
   *
   * @return empty if one of them shares a line with others
   */
  public static Optional<List<Edit>> moveAfter(List<Node> statements, Node after) {
    Node place = whole(after);
    Layout layout = Layout.of(place);
    if (!ownsLines(place)) {
      return Optional.empty();
    }
    String indentation = layout.indentation(place.start());
    return moved(
        statements,
        place,
        indentation,
        (lines, gap) -> behindLine(layout, layout.end(place), lines));
  }

  /**
   * The statement as it is written, with the comments that belong to it, without its indentation
   * and its last line end: what {@link #insertBefore} takes.
   */
  public static String textWithComments(Node statement) {
    Node whole = whole(statement);
    Layout layout = Layout.of(whole);
    if (!ownsLines(whole)) {
      return whole.text();
    }
    int end = layout.lineContentEnd(Math.max(layout.end(whole) - 1, whole.start()));
    String text =
        layout.reindented(
            layout.startWithComments(whole), end, layout.indentation(whole.start()), "");
    return text.replace(layout.lineSeparator(), "\n");
  }

  // Moving.

  private interface Placement {
    Edit of(String lines, String gap);
  }

  private static Optional<List<Edit>> moved(
      List<Node> statements, Node place, String indentation, Placement placement) {
    List<Node> chosen = sorted(statements);
    StringBuilder lines = new StringBuilder();
    List<Edit> deletions = new ArrayList<>();
    List<Edit> edits = new ArrayList<>();
    String gap = "";
    for (Node statement : chosen) {
      if (!ownsLines(statement) || statement.contains(place)) {
        return Optional.empty();
      }
      Layout layout = Layout.of(statement);
      int start = layout.startWithComments(statement);
      int end = layout.lineEnd(layout.end(statement) - 1);
      String from = layout.indentation(statement.start());
      int gapStart = layout.startWithBlankLines(start);
      gap = layout.lineSeparator().repeat(layout.lineCount(gapStart, start));
      lines.append(gap).append(layout.reindented(start, end, from, indentation));
      if (layout.lineEndLength(end) == 0) {
        lines.append(layout.lineSeparator());
      }
      if (isFirstOfEmptied(statement, chosen)) {
        edits.add(emptied(statement));
      } else {
        deletions.add(removal(statement));
      }
    }
    edits.addAll(merged(deletions, place));
    Edit insertion = placement.of(lines.toString(), isDefinition(chosen.getLast()) ? gap : "");
    return Optional.of(with(insertion, edits, Layout.of(place)));
  }

  private static Edit emptied(Node statement) {
    Layout layout = Layout.of(statement);
    int end = layout.lineContentEnd(layout.end(statement) - 1);
    String pass = layout.indentation(statement.start()) + "pass";
    return new Edit(layout.startWithComments(statement), end, pass);
  }

  /** The lines of a statement; with the blank lines above, or those below if it opens its block. */
  private static Edit removal(Node statement) {
    Layout layout = Layout.of(statement);
    int start = layout.startWithComments(statement);
    int end = layout.lineEnd(layout.end(statement) - 1);
    boolean opensBody = isFirst(statement) && statement.parent().orElseThrow().is(Kind.BLOCK);
    return opensBody
        ? Edit.delete(start, layout.endWithBlankLines(end))
        : Edit.delete(layout.startWithBlankLines(start), end);
  }

  /** Adds the insertion; where it lies in a deletion, that of the last lines, the two are one. */
  private static List<Edit> with(Edit insertion, List<Edit> edits, Layout layout) {
    List<Edit> all = new ArrayList<>();
    Edit placed = insertion;
    for (Edit edit : edits) {
      if (edit.start() < insertion.start() && insertion.start() < edit.end()) {
        String separator = layout.lineSeparator();
        int length = insertion.text().length() - separator.length();
        String content = insertion.text().substring(0, length);
        placed = new Edit(edit.start(), edit.end(), separator + content);
      } else {
        all.add(edit);
      }
    }
    all.add(placed);
    return all;
  }

  private static boolean isFirst(Node statement) {
    return statement.parent().orElseThrow().child(0).equals(statement);
  }

  private static String withoutBlankLines(String lines) {
    int start = 0;
    while (start < lines.length() && "\r\n".indexOf(lines.charAt(start)) >= 0) {
      start++;
    }
    return lines.substring(start);
  }

  private static boolean isDefinition(Node statement) {
    return switch (statement.kind()) {
      case FUNCTION_DEF, CLASS_DEF, DECORATED -> true;
      default -> false;
    };
  }

  private static boolean isFirstOfEmptied(Node statement, List<Node> chosen) {
    Node block = statement.parent().orElseThrow();
    return block.is(Kind.BLOCK)
        && chosen.containsAll(block.children())
        && block.child(0).equals(statement);
  }

  // Lines.

  /**
   * One deletion for lines that touch. Blank lines above stay if code follows directly; a file
   * whose last line has no line end stays so.
   */
  private static List<Edit> merged(List<Edit> deletions, Node somewhere) {
    Layout layout = Layout.of(somewhere);
    int length = somewhere.file().source().bytes().length;
    boolean endsWithLineEnd = layout.lineEndLength(length) > 0;
    return Layout.merged(deletions).stream()
        .map(
            edit ->
                edit.end() < length || endsWithLineEnd
                    ? Edit.delete(layout.startOfKept(edit.start(), edit.end()), edit.end())
                    : Edit.delete(edit.start() - layout.lineEndLength(edit.start()), edit.end()))
        .toList();
  }

  private static Edit behindLine(Layout layout, int offset, String lines) {
    int end = layout.lineEnd(offset - 1);
    if (layout.lineEndLength(end) > 0) {
      return Edit.insert(end, lines);
    }
    String separator = layout.lineSeparator();
    String content = lines.substring(0, lines.length() - separator.length());
    return Edit.insert(end, separator + content);
  }

  /** One statement of several on a line, and the semicolon that divided it from the others. */
  private static Edit fromLine(Node statement) {
    Layout layout = Layout.of(statement);
    List<Node> siblings = statement.parent().orElseThrow().children();
    int index = siblings.indexOf(statement);
    boolean nextFollows =
        index + 1 < siblings.size()
            && !layout.hasLineEnd(layout.end(statement), siblings.get(index + 1).start());
    return nextFollows
        ? Edit.delete(statement.start(), siblings.get(index + 1).start())
        : Edit.delete(layout.end(siblings.get(index - 1)), layout.end(statement));
  }

  /** Whether a statement has its first and last lines for itself; a last semicolon does no harm. */
  static boolean ownsLines(Node statement) {
    Layout layout = Layout.of(statement);
    int end = layout.end(statement);
    int next = statement.endToken();
    var tokens = statement.file().tokens();
    if (next < tokens.count()
        && tokens.type(next) == TokenType.TSEMI
        && tokens.start(next) >= end) {
      end = tokens.end(next);
    }
    return layout.startsLine(statement.start()) && layout.endsLine(end);
  }

  private static boolean leavesBlockEmpty(Node statement, Collection<Node> deleted) {
    Node block = statement.parent().orElseThrow();
    return block.is(Kind.BLOCK)
        && block.child(0).equals(statement)
        && sorted(deleted).containsAll(block.children());
  }

  private static List<Node> sorted(Collection<Node> statements) {
    return statements.stream()
        .map(StatementEdits::whole)
        .distinct()
        .sorted(Comparator.comparingInt(Node::start))
        .toList();
  }

  private static Node whole(Node statement) {
    Node around = statement.statement();
    if (around.start() > statement.start() || !around.kind().isStatement()) {
      throw new IllegalArgumentException("not in a statement: " + statement);
    }
    return around;
  }

  private static boolean isSimple(String text) {
    String line = text.strip();
    return line.indexOf('\n') < 0 && line.indexOf('#') < 0 && !COMPOUND.matcher(line).matches();
  }

  /** Lines with that indentation and the line separator of the file; strings keep theirs. */
  private static String indented(Layout layout, String text, String indentation) {
    String lines = text.endsWith("\n") ? text : text + "\n";
    byte[] bytes = lines.getBytes(layout.file().charset());
    String indented =
        PythonParser.parse(bytes) instanceof ParseOutcome.Parsed parsed
                && parsed.file().charset().equals(layout.file().charset())
            ? new Layout(parsed.file()).reindented(0, bytes.length, "", indentation)
            : lines
                .lines()
                .map(line -> line.isBlank() ? "\n" : indentation + line + "\n")
                .reduce("", String::concat);
    return indented.replace("\n", layout.lineSeparator());
  }
}
