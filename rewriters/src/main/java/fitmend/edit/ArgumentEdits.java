package fitmend.edit;

import fitmend.python.source.TokenType;
import fitmend.python.source.Tokens;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * Changes the arguments of a call: minds the commas, keeps the comments, follows the layout of one
 * argument a line.
 */
public final class ArgumentEdits {
  private final Call call;
  private final Layout layout;
  private final List<Argument> all;

  private ArgumentEdits(Call call) {
    this.call = call;
    this.layout = Layout.of(call.node());
    this.all = call.arguments();
  }

  /** Takes arguments out. Comments beside them stay where they are. */
  public static List<Edit> remove(Call call, List<Argument> arguments) {
    return new ArgumentEdits(call).removals(arguments);
  }

  /**
   * Moves keyword arguments of one call to the end of those of another. What is one argument a line
   * stays so, and the comment beside or above an argument goes with it where there is room.
   */
  public static List<Edit> move(Call from, List<Argument> moved, Call to) {
    ArgumentEdits source = new ArgumentEdits(from);
    ArgumentEdits target = new ArgumentEdits(to);
    Map<Argument, String> comments = target.takable(source.comments(moved));
    List<Edit> edits = new ArrayList<>(source.removals(moved, comments.keySet()));
    edits.addAll(target.copies(source, moved, comments));
    return edits;
  }

  /** Writes keyword arguments of one call at the end of those of another as well. */
  public static List<Edit> copy(Call from, List<Argument> arguments, Call to) {
    return new ArgumentEdits(to).copies(new ArgumentEdits(from), arguments, Map.of());
  }

  /** Adds {@code name=value} as the last argument. */
  public static List<Edit> addKeyword(Call call, String name, String value) {
    return addKeywords(call, Map.of(name, value));
  }

  /** Adds {@code name=value} pairs as the last arguments, in the order of the map. */
  public static List<Edit> addKeywords(Call call, Map<String, String> keywords) {
    return new ArgumentEdits(call).additions(written(keywords));
  }

  /**
   * Takes arguments out and adds others at the end of the same call. To be used instead of both
   * methods one after the other, which would not see each other's commas.
   */
  public static List<Edit> change(Call call, List<Argument> removed, Map<String, String> keywords) {
    if (keywords.isEmpty()) {
      return remove(call, removed);
    }
    ArgumentEdits edits = new ArgumentEdits(call);
    if (edits.all.isEmpty() || !removed.contains(edits.all.getLast())) {
      List<Edit> both = new ArrayList<>(edits.removals(removed));
      both.addAll(edits.additions(written(keywords)));
      return both;
    }
    Argument last = edits.all.getLast();
    List<Argument> others = new ArrayList<>(removed);
    others.remove(last);
    List<Edit> both = new ArrayList<>(edits.removals(others));
    int end = edits.end(last);
    both.add(new Edit(last.node().start(), end, String.join(", ", written(keywords))));
    return both;
  }

  /** Gives a keyword argument another name. */
  public static Edit renameKeyword(Argument argument, String name) {
    if (!argument.node().is(Kind.KEYWORD_ARGUMENT)) {
      throw new IllegalArgumentException("not a keyword argument: " + argument.node());
    }
    return ExpressionEdits.replace(argument.node().child(0), name);
  }

  /** Gives an argument another value; its name and stars stay. */
  public static Edit replaceValue(Argument argument, String value) {
    return ExpressionEdits.replace(argument.value(), value);
  }

  private static List<String> written(Map<String, String> keywords) {
    return keywords.entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.toList());
  }

  // Removing.

  private List<Edit> removals(Collection<Argument> removed) {
    return removals(removed, Set.of());
  }

  private List<Edit> removals(Collection<Argument> removed, Set<Argument> withComments) {
    if (removed.isEmpty()) {
      return List.of();
    }
    if (!all.containsAll(removed)) {
      throw new IllegalArgumentException("not arguments of this call");
    }
    if (removed.containsAll(all) && !layout.hasComment(opening(), closing())) {
      return List.of(Edit.delete(opening(), closing()));
    }
    List<Edit> deletions = new ArrayList<>();
    for (int first = 0; first < all.size(); first++) {
      if (removed.contains(all.get(first))) {
        int last = first;
        while (last + 1 < all.size()
            && removed.contains(all.get(last + 1))
            && !layout.hasLineEnd(endWithComma(last), start(last + 1))) {
          last++;
        }
        deletions.add(removalOnOneLine(first, last, removed));
        first = last;
      }
    }
    removalOfLastComma(removed, deletions);
    List<Edit> wholeLines = withComments.stream().map(this::linesOf).toList();
    deletions.addAll(wholeLines);
    return Layout.merged(deletions).stream()
        .flatMap(
            deletion ->
                layout
                    .sparingComments(
                        deletion,
                        offset ->
                            isBetweenArguments(offset)
                                && wholeLines.stream()
                                    .noneMatch(w -> w.start() <= offset && offset < w.end()))
                    .stream())
        .toList();
  }

  /** The deletion of an argument, its comment and their lines. */
  private Edit linesOf(Argument argument) {
    int end = endWithComma(all.indexOf(argument));
    int start = argument.node().start();
    int first =
        layout.commentBehind(end).isPresent() ? start : layout.commentAbove(start).getAsInt();
    return Edit.delete(layout.lineStart(first), layout.lineEnd(end));
  }

  /** The one comment beside or above each argument that has its lines for itself. */
  private Map<Argument, String> comments(List<Argument> arguments) {
    Map<Argument, String> comments = new LinkedHashMap<>();
    for (Argument argument : arguments) {
      int start = argument.node().start();
      int end = endWithComma(all.indexOf(argument));
      if (layout.startsLine(start) && layout.endsLine(end)) {
        OptionalInt behind = layout.commentBehind(end);
        OptionalInt above = layout.commentAbove(start);
        if (behind.isPresent() != above.isPresent()) {
          int comment = behind.orElseGet(above::getAsInt);
          comments.put(argument, call.node().file().text(comment, layout.rawEnd(comment)));
        }
      }
    }
    return comments;
  }

  private boolean isBetweenArguments(int offset) {
    return all.stream().noneMatch(a -> a.node().start() <= offset && offset < end(a));
  }

  /** Of arguments with no line end between them. */
  private Edit removalOnOneLine(int first, int last, Collection<Argument> removed) {
    int start = start(first);
    int end = endWithComma(last);
    OptionalInt comment = layout.commentBehind(end);
    if (layout.startsLine(start) && layout.endsLine(end)) {
      return comment.isPresent()
          ? Edit.delete(start, comment.getAsInt())
          : Edit.delete(layout.lineStart(start), layout.lineEnd(end));
    }
    boolean nextFollows = last + 1 < all.size() && !layout.hasLineEnd(end, start(last + 1));
    if (nextFollows) {
      return Edit.delete(start, start(last + 1));
    }
    int nextKept = nextKept(last, removed);
    if (first == 0 && nextKept >= 0 && !layout.hasComment(end, start(nextKept))) {
      return Edit.delete(start, start(nextKept));
    }
    int before = behindKept(first, removed);
    return Edit.delete(layout.hasComment(before, start) ? start : before, end);
  }

  /** Offset behind the last kept argument before that one, and its comma. */
  private int behindKept(int argument, Collection<Argument> removed) {
    int kept = argument - 1;
    while (kept >= 0 && removed.contains(all.get(kept))) {
      kept--;
    }
    return kept < 0 ? opening() : endWithComma(kept);
  }

  private int nextKept(int last, Collection<Argument> removed) {
    for (int i = last + 1; i < all.size(); i++) {
      if (!removed.contains(all.get(i))) {
        return i;
      }
    }
    return -1;
  }

  /** The comma that now is the last goes if there was none behind the last argument. */
  private void removalOfLastComma(Collection<Argument> removed, List<Edit> deletions) {
    int lastKept = all.size() - 1;
    while (lastKept >= 0 && removed.contains(all.get(lastKept))) {
      lastKept--;
    }
    if (lastKept >= 0 && lastKept < all.size() - 1 && !hasTrailingComma()) {
      int end = endWithComma(lastKept);
      deletions.add(Edit.delete(end - 1, end));
    }
  }

  // Adding.

  /**
   * Those of the comments for which there is room here: beside each argument, or one behind all.
   */
  private Map<Argument, String> takable(Map<Argument, String> comments) {
    if (isOneALine() && !all.isEmpty()) {
      return layout.endsLine(endWithComma(all.size() - 1)) ? comments : Map.of();
    }
    boolean isFree =
        layout.endsLine(layout.end(call.node()))
            && layout.commentBehind(layout.end(call.node())).isEmpty();
    return isFree && comments.size() == 1 ? comments : Map.of();
  }

  private List<Edit> copies(
      ArgumentEdits source, List<Argument> moved, Map<Argument, String> comments) {
    String indentation =
        layout.indentation((all.isEmpty() ? call.node() : all.getLast().node()).start());
    if (isOneALine() && !all.isEmpty()) {
      return additions(
          moved.stream().map(a -> source.textAt(a, indentation)).toList(),
          i -> Optional.ofNullable(comments.get(moved.get(i))));
    }
    List<Edit> edits =
        new ArrayList<>(
            additions(
                moved.stream()
                    .map(a -> ExpressionEdits.onOneLine(a.node(), indentation))
                    .toList()));
    comments
        .values()
        .forEach(comment -> edits.add(Edit.insert(layout.end(call.node()), "  " + comment)));
    return edits;
  }

  /** The text of an argument, as it is written on lines of another indentation. */
  private String textAt(Argument argument, String indentation) {
    Node node = argument.node();
    return layout.startsLine(node.start())
        ? layout.textAt(node.start(), layout.end(node), indentation)
        : ExpressionEdits.onOneLine(node, indentation);
  }

  private List<Edit> additions(List<String> written) {
    return additions(written, i -> Optional.empty());
  }

  /**
   * @param comments that of each one, to stand behind it on its line
   */
  private List<Edit> additions(List<String> written, IntFunction<Optional<String>> comments) {
    if (written.isEmpty()) {
      return List.of();
    }
    if (all.isEmpty()) {
      return List.of(Edit.insert(opening(), String.join(", ", written)));
    }
    Argument last = all.getLast();
    List<Edit> edits = new ArrayList<>();
    String behind = "";
    if (ExpressionEdits.isBareSequence(last.node())) {
      edits.add(Edit.insert(last.node().start(), "("));
      behind = ")";
    }
    boolean comma = hasTrailingComma();
    int end = endWithComma(all.size() - 1);
    if (!isOneALine()) {
      String text = String.join(", ", written);
      edits.add(Edit.insert(end, comma ? " " + text + "," : behind + ", " + text));
      return edits;
    }
    String newLine = layout.lineSeparator() + layout.indentation(last.node().start());
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < written.size(); i++) {
      boolean isEnd = i == written.size() - 1 && !comma;
      lines.append(newLine).append(written.get(i)).append(isEnd ? "" : ",");
      comments.apply(i).ifPresent(text -> lines.append("  ").append(text));
    }
    OptionalInt comment = layout.commentBehind(end);
    if (comment.isEmpty()) {
      edits.add(Edit.insert(end, behind + (comma ? "" : ",") + lines));
    } else {
      if (!comma) {
        edits.add(Edit.insert(end, behind + ","));
      }
      edits.add(Edit.insert(layout.rawEnd(comment.getAsInt()), lines.toString()));
    }
    return edits;
  }

  /** Whether each argument starts a line; the first may stand behind the bracket. */
  private boolean isOneALine() {
    for (int i = all.size() == 1 ? 0 : 1; i < all.size(); i++) {
      if (!layout.startsLine(start(i))) {
        return false;
      }
    }
    return true;
  }

  // Where things stand.

  private Tokens tokens() {
    return call.node().file().tokens();
  }

  /** Offset behind the opening bracket. */
  private int opening() {
    return tokens().end(call.callee().endToken());
  }

  /** Offset of the closing bracket. */
  private int closing() {
    return tokens().start(call.node().endToken() - 1);
  }

  private int start(int argument) {
    return all.get(argument).node().start();
  }

  private int end(Argument argument) {
    return layout.end(argument.node());
  }

  /** Offset behind the argument and the comma that follows it, if one does. */
  private int endWithComma(int argument) {
    Node node = all.get(argument).node();
    byte next = tokens().type(node.endToken());
    boolean comma = next == TokenType.COMMA || next == TokenType.TCOMMA;
    return comma ? tokens().end(node.endToken()) : end(all.get(argument));
  }

  private boolean hasTrailingComma() {
    return endWithComma(all.size() - 1) > end(all.getLast());
  }
}
