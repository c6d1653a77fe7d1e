package fitmend.python.grammar;

import fitmend.python.source.TokenType;
import fitmend.python.source.Tokens;
import fitmend.python.tree.Tree;

/** Runs the grammar over tokens; the one class of this package that others see. */
public final class GrammarParser {
  private GrammarParser() {}

  /** What became of the tokens: a tree, or the first token that does not fit with the reason. */
  public sealed interface Result {
    record Accepted(Tree tree) implements Result {}

    record Rejected(int token, String reason) implements Result {}
  }

  public static Result parse(Tokens tokens) {
    PythonGrammar parser = new PythonGrammar(new TokenArrayStream(tokens));
    try {
      parser.module();
      return new Result.Accepted(parser.tree());
    } catch (SyntaxFailure failure) {
      return new Result.Rejected(failure.token(), reason(tokens, failure));
    }
  }

  /** Says in words of Python what a failure that only says "invalid syntax" is about. */
  private static String reason(Tokens tokens, SyntaxFailure failure) {
    if (!failure.getMessage().equals(TreeBuilder.INVALID_SYNTAX)) {
      return failure.getMessage();
    }
    int at = failure.token();
    byte type = tokens.type(at);
    if (type == TokenType.INDENT) {
      return "unexpected indent";
    }
    if (at >= 2
        && tokens.type(at - 1) == TokenType.NEWLINE
        && tokens.type(at - 2) == TokenType.COLON) {
      return "expected an indented block";
    }
    if (at >= 1 && tokens.type(at - 1) == TokenType.NAME) {
      String before = text(tokens, at - 1);
      if (before.equals("print") || before.equals("exec")) {
        return "`" + before + "` as a statement: this looks like Python 2";
      }
    }
    if (type == TokenType.NAME && at >= 1 && tokens.type(at - 1) == TokenType.NUMBER) {
      return "invalid decimal literal";
    }
    return switch (type) {
      case TokenType.NEWLINE -> "invalid syntax at the end of the line";
      case TokenType.EOF -> "unexpected end of the file";
      case TokenType.DEDENT -> "unexpected end of a block";
      default -> "invalid syntax at `" + text(tokens, at) + "`";
    };
  }

  private static String text(Tokens tokens, int token) {
    int start = tokens.start(token);
    int end = Math.min(tokens.end(token), start + 40);
    return new String(tokens.source(), start, end - start, java.nio.charset.StandardCharsets.UTF_8);
  }
}
