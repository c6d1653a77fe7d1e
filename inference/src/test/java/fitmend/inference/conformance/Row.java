package fitmend.inference.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * One small program and what the real library did; see {@code inference/conformance/README.md}.
 *
 * @param operation the name of what the program is about
 * @param program statements whose last ones assign {@code result}
 * @param outcome {@code value DESCRIPTION} or {@code raises CLASS MESSAGE}
 * @param line the line of the program that raised; 0 when none did
 */
record Row(String operation, String program, String outcome, int line) {

  static List<Row> read(Path file) throws IOException {
    return Files.readAllLines(file).stream().map(Row::parse).toList();
  }

  private static Row parse(String text) {
    String[] columns = text.split("\t", -1);
    return new Row(
        columns[0],
        plain(columns[1]),
        plain(columns[2]),
        columns[3].isEmpty() ? 0 : Integer.parseInt(columns[3]));
  }

  private static String plain(String escaped) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < escaped.length(); i++) {
      char letter = escaped.charAt(i);
      if (letter == '\\') {
        i++;
        letter =
            switch (escaped.charAt(i)) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              default -> escaped.charAt(i);
            };
      }
      plain.append(letter);
    }
    return plain.toString();
  }

  boolean raises() {
    return outcome.startsWith("raises ");
  }

  /** The class of the exception. */
  String exception() {
    return outcome.split(" ", 3)[1];
  }

  /** The text of the exception. */
  String message() {
    String[] words = outcome.split(" ", 3);
    return words.length < 3 ? "" : words[2];
  }

  /** What the value is. */
  String description() {
    return outcome.substring("value ".length());
  }
}
