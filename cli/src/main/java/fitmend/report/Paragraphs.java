package fitmend.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks running text into paragraphs and lines. */
public final class Paragraphs {
  private Paragraphs() {}

  /** What blank lines divide. */
  public static List<String> of(String text) {
    return List.of(text.strip().split("\n\\s*\n"));
  }

  /** The text in lines of at most so many letters, as far as its words allow. */
  public static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+")) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
