package fitmend.diff;

import java.nio.charset.StandardCharsets;

/** A file name as git writes it in the header of a patch. */
final class PatchName {
  private PatchName() {}

  static String of(String name) {
    StringBuilder quoted = new StringBuilder("\"");
    boolean plain = true;
    for (byte value : name.getBytes(StandardCharsets.UTF_8)) {
      char letter = escape(value);
      if (letter != 0) {
        quoted.append('\\').append(letter);
      } else if (value < ' ' || value == 0x7F) {
        quoted.append("\\%03o".formatted(value & 0xFF));
      } else {
        quoted.append((char) value);
        continue;
      }
      plain = false;
    }
    if (!plain) {
      return quoted.append('"').toString();
    }
    // The tab tells where the name ends, as nothing else does behind a name with spaces.
    return name.contains(" ") ? name + "\t" : name;
  }

  private static char escape(byte value) {
    return switch (value) {
      case '"', '\\' -> (char) value;
      case '\t' -> 't';
      case '\n' -> 'n';
      case '\r' -> 'r';
      case 0x07 -> 'a';
      case '\b' -> 'b';
      case '\f' -> 'f';
      case 0x0B -> 'v';
      default -> 0;
    };
  }
}
