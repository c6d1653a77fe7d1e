package fitmend.cli;

import fitmend.report.Style;
import java.nio.charset.StandardCharsets;

/** A patch as a terminal shows it. */
final class PatchColours {
  private PatchColours() {}

  static byte[] in(byte[] patch) {
    StringBuilder coloured = new StringBuilder();
    String text = new String(patch, StandardCharsets.ISO_8859_1);
    for (String line : text.split("(?<=\n)")) {
      String content = line.stripTrailing();
      coloured.append(in(content)).append(line, content.length(), line.length());
    }
    return coloured.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String in(String line) {
    if (line.startsWith("---") || line.startsWith("+++")) {
      return Style.COLOURED.bold(line);
    }
    if (line.startsWith("@@")) {
      return Style.COLOURED.cyan(line);
    }
    if (line.startsWith("-")) {
      return Style.COLOURED.red(line);
    }
    return line.startsWith("+") ? Style.COLOURED.green(line) : line;
  }
}
