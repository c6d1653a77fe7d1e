package fitmend.inference.library;

import java.nio.charset.StandardCharsets;

/**
 * The public names of modules of Python's own library, as {@code inference/conformance/modules.py}
 * found them.
 */
final class ModuleNames {
  private final String text;

  private ModuleNames(String text) {
    this.text = text;
  }

  /** Those in a file. */
  static ModuleNames in(byte[] file) {
    return new ModuleNames("\n" + new String(file, StandardCharsets.UTF_8));
  }

  /** Whether the module is listed and has no such name. */
  boolean isMissing(String module, String name) {
    int start = text.indexOf("\n" + module + "\t");
    if (start < 0) {
      return false;
    }
    int end = text.indexOf('\n', start + 1);
    int from = start + module.length() + 2;
    for (int at = text.indexOf(name, from); at >= 0 && at < end; at = text.indexOf(name, at + 1)) {
      int after = at + name.length();
      boolean isWhole =
          (at == from || text.charAt(at - 1) == ' ') && (after == end || text.charAt(after) == ' ');
      if (isWhole) {
        return false;
      }
    }
    return true;
  }
}
