package fitmend.engine;

import fitmend.edit.Edit;
import fitmend.edit.EditSet;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.source.TokenType;
import fitmend.python.source.Tokens;
import fitmend.python.tree.PythonFile;
import java.nio.charset.CharacterCodingException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets an edited file out only if it is whole: it can be encoded and parsed, its tokens tile it,
 * and it still has the comments it had.
 */
final class Gate {
  private Gate() {}

  /** What came of an attempt: a file, or the reason why not. */
  sealed interface Verdict {
    record Passed(PythonFile file) implements Verdict {}

    record Failed(String reason) implements Verdict {}
  }

  /**
   * Makes the edits in memory.
   *
   * @param mayLoseComments those of the edits that may change or delete comments
   */
  static Verdict attempt(PythonFile before, EditSet edits, Collection<Edit> mayLoseComments) {
    byte[] bytes;
    try {
      bytes = edits.applyTo(before.source());
    } catch (CharacterCodingException unwritable) {
      return new Verdict.Failed("the text cannot be written as " + before.charset());
    } catch (IndexOutOfBoundsException outside) {
      return new Verdict.Failed("an edit lies outside the file");
    }
    return switch (PythonParser.parse(bytes)) {
      case ParseOutcome.Refused refused ->
          new Verdict.Failed(
              "the result cannot be parsed: line " + refused.line() + ": " + refused.reason());
      case ParseOutcome.Parsed parsed -> compare(before, parsed.file(), mayLoseComments);
    };
  }

  private static Verdict compare(
      PythonFile before, PythonFile after, Collection<Edit> mayLoseComments) {
    if (!after.charset().equals(before.charset())) {
      return new Verdict.Failed("the encoding would change to " + after.charset());
    }
    if (!isTiled(after)) {
      return new Verdict.Failed("the tokens of the result do not tile it");
    }
    Map<String, Integer> left = new HashMap<>();
    Tokens tokens = after.tokens();
    for (int raw = 0; raw < tokens.rawCount(); raw++) {
      if (tokens.rawType(raw) == TokenType.COMMENT) {
        left.merge(comment(after, raw), 1, Integer::sum);
      }
    }
    tokens = before.tokens();
    for (int raw = 0; raw < tokens.rawCount(); raw++) {
      if (tokens.rawType(raw) == TokenType.COMMENT && !isTouched(tokens, raw, mayLoseComments)) {
        String comment = comment(before, raw);
        if (left.merge(comment, -1, Integer::sum) < 0) {
          return new Verdict.Failed("the comment would be lost: " + comment);
        }
      }
    }
    return new Verdict.Passed(after);
  }

  private static boolean isTiled(PythonFile file) {
    Tokens tokens = file.tokens();
    int at = 0;
    for (int raw = 0; raw < tokens.rawCount(); raw++) {
      if (tokens.rawStart(raw) != at || tokens.rawEnd(raw) < at) {
        return false;
      }
      at = tokens.rawEnd(raw);
    }
    return at == file.source().bytes().length;
  }

  private static boolean isTouched(Tokens tokens, int raw, Collection<Edit> edits) {
    int start = tokens.rawStart(raw);
    int end = tokens.rawEnd(raw);
    return edits.stream().anyMatch(edit -> edit.start() <= end && edit.end() >= start);
  }

  private static String comment(PythonFile file, int raw) {
    return file.text(file.tokens().rawStart(raw), file.tokens().rawEnd(raw));
  }
}
