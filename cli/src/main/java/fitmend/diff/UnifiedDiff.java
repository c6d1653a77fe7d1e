package fitmend.diff;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The difference of two contents of a file, in the form {@code git apply} takes. It is made of
 * bytes, each taken for a character, so that it fits files of any encoding; a line keeps its line
 * end, so that a missing last one is seen.
 */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private final List<String> before;
  private final List<String> after;
  private final StringBuilder text = new StringBuilder();

  private UnifiedDiff(byte[] before, byte[] after) {
    this.before = lines(before);
    this.after = lines(after);
  }

  /**
   * The difference, empty if there is none.
   *
   * @param path the file's name as the patch gives it, parts divided by slashes
   */
  public static byte[] of(String path, byte[] before, byte[] after) {
    UnifiedDiff diff = new UnifiedDiff(before, after);
    diff.addHunks();
    if (diff.text.isEmpty()) {
      return new byte[0];
    }
    String name = path.startsWith("/") ? path : "/" + path;
    // No "diff --git" line: with it, git would take the names as relative to the top of the
    // repository and not to the folder it is called in.
    String header =
        "--- %s\n+++ %s\n".formatted(PatchName.of("a" + name), PatchName.of("b" + name));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(header.getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(diff.text.toString().getBytes(StandardCharsets.ISO_8859_1));
    return bytes.toByteArray();
  }

  /** The lines with their line ends; only {@code \n} ends one, as for git. */
  private static List<String> lines(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<String> lines = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start) + 1;
      if (end == 0) {
        end = text.length();
      }
      lines.add(text.substring(start, end));
      start = end;
    }
    return lines;
  }

  private void addHunks() {
    List<AbstractDelta<String>> hunk = new ArrayList<>();
    for (AbstractDelta<String> delta : DiffUtils.diff(before, after).getDeltas()) {
      boolean apart =
          !hunk.isEmpty() && delta.getSource().getPosition() - end(hunk.getLast()) > 2 * CONTEXT;
      if (apart) {
        addHunk(hunk);
        hunk.clear();
      }
      hunk.add(delta);
    }
    if (!hunk.isEmpty()) {
      addHunk(hunk);
    }
  }

  private static int end(AbstractDelta<String> delta) {
    return delta.getSource().getPosition() + delta.getSource().size();
  }

  private void addHunk(List<AbstractDelta<String>> deltas) {
    AbstractDelta<String> first = deltas.getFirst();
    AbstractDelta<String> last = deltas.getLast();
    int start = Math.max(0, first.getSource().getPosition() - CONTEXT);
    int end = Math.min(before.size(), end(last) + CONTEXT);
    int startAfter = first.getTarget().getPosition() - (first.getSource().getPosition() - start);
    int endAfter = last.getTarget().getPosition() + last.getTarget().size() + end - end(last);
    text.append("@@ -")
        .append(range(start, end))
        .append(" +")
        .append(range(startAfter, endAfter))
        .append(" @@\n");
    int next = start;
    for (AbstractDelta<String> delta : deltas) {
      addLines(' ', before.subList(next, delta.getSource().getPosition()));
      addLines('-', delta.getSource().getLines());
      addLines('+', delta.getTarget().getLines());
      next = end(delta);
    }
    addLines(' ', before.subList(next, end));
  }

  private static String range(int start, int end) {
    // An empty range is named by the line before it.
    return switch (end - start) {
      case 0 -> start + ",0";
      case 1 -> String.valueOf(start + 1);
      default -> (start + 1) + "," + (end - start);
    };
  }

  private void addLines(char mark, List<String> lines) {
    for (String line : lines) {
      text.append(mark).append(line);
      if (!line.endsWith("\n")) {
        text.append("\n\\ No newline at end of file\n");
      }
    }
  }
}
