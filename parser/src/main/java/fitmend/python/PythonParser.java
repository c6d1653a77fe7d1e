package fitmend.python;

import fitmend.python.grammar.GrammarParser;
import fitmend.python.source.SourceText;
import fitmend.python.source.Tokens;
import fitmend.python.tree.PythonFile;

/** The one door from bytes to a tree. */
public final class PythonParser {
  private PythonParser() {}

  /** Parses a whole file; never throws for what the bytes hold. */
  public static ParseOutcome parse(byte[] bytes) {
    SourceText source;
    try {
      source = SourceText.of(bytes);
    } catch (SourceText.DecodingException undecodable) {
      return new ParseOutcome.Refused(
          undecodable.line(), undecodable.column(), undecodable.getMessage());
    }
    Tokens tokens = Tokens.of(source);
    if (tokens.error() != null) {
      return refused(source, tokens.errorOffset(), tokens.error());
    }
    try {
      return switch (GrammarParser.parse(tokens)) {
        case GrammarParser.Result.Accepted accepted ->
            new ParseOutcome.Parsed(new PythonFile(source, tokens, accepted.tree()));
        case GrammarParser.Result.Rejected rejected ->
            refused(source, tokens.start(rejected.token()), rejected.reason());
      };
    } catch (StackOverflowError tooDeep) {
      return new ParseOutcome.Refused(1, 1, "the code is nested too deeply");
    }
  }

  private static ParseOutcome refused(SourceText source, int offset, String reason) {
    SourceText.Position position = source.position(offset);
    return new ParseOutcome.Refused(position.line(), position.column(), reason);
  }
}
