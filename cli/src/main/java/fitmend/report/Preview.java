package fitmend.report;

import fitmend.edit.Edit;
import fitmend.python.source.SourceText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The lines that a fix changes, as they are and as they will be, each with its mark. */
final class Preview {
  private static final int MAXIMUM_LINES = 12;

  private final SourceText source;
  private final List<String> lines = new ArrayList<>();

  private Preview(SourceText source) {
    this.source = source;
  }

  /** Lines that start with {@code -} or {@code +}; not more than are shown. */
  static List<String> of(List<Edit> edits, SourceText source) {
    Preview preview = new Preview(source);
    List<Edit> ordered =
        edits.stream()
            .sorted(Comparator.comparingInt(Edit::start).thenComparing(Edit::end))
            .toList();
    int next = 0;
    while (next < ordered.size()) {
      int first = next;
      int lastLine = source.lineIndex(ordered.get(next).end());
      next++;
      while (next < ordered.size() && source.lineIndex(ordered.get(next).start()) <= lastLine) {
        lastLine = Math.max(lastLine, source.lineIndex(ordered.get(next).end()));
        next++;
      }
      preview.add(ordered.subList(first, next), lastLine);
    }
    if (preview.lines.size() > MAXIMUM_LINES) {
      List<String> some = new ArrayList<>(preview.lines.subList(0, MAXIMUM_LINES - 1));
      some.add("...");
      return some;
    }
    return preview.lines;
  }

  /** Adds the lines that neighbouring edits touch, without those that come out the same. */
  private void add(List<Edit> edits, int lastLine) {
    int start = source.lineStart(source.lineIndex(edits.getFirst().start()));
    int end = source.lineEnd(lastLine);
    StringBuilder text = new StringBuilder();
    int copied = start;
    for (Edit edit : edits) {
      text.append(source.text(copied, edit.start())).append(edit.text());
      copied = edit.end();
    }
    text.append(source.text(copied, end));
    List<String> before = source.text(start, end).lines().toList();
    List<String> after = text.toString().lines().toList();
    int same = 0;
    int shorter = Math.min(before.size(), after.size());
    while (same < shorter && before.get(same).equals(after.get(same))) {
      same++;
    }
    int sameEnd = 0;
    while (sameEnd < shorter - same
        && before.get(before.size() - 1 - sameEnd).equals(after.get(after.size() - 1 - sameEnd))) {
      sameEnd++;
    }
    before.subList(same, before.size() - sameEnd).forEach(line -> lines.add("- " + line));
    after.subList(same, after.size() - sameEnd).forEach(line -> lines.add("+ " + line));
  }
}
