package fitmend.python.grammar;

import org.antlr.v4.runtime.ANTLRErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/** Never recovers: a file that is not Python is not edited, so no tree of it is wanted. */
final class FailAtOnce implements ANTLRErrorStrategy {

  @Override
  public void reset(Parser recognizer) {}

  @Override
  public Token recoverInline(Parser recognizer) {
    throw failure(recognizer);
  }

  @Override
  public void recover(Parser recognizer, RecognitionException exception) {
    throw failure(recognizer);
  }

  @Override
  public void sync(Parser recognizer) {}

  @Override
  public boolean inErrorRecoveryMode(Parser recognizer) {
    return false;
  }

  @Override
  public void reportMatch(Parser recognizer) {}

  @Override
  public void reportError(Parser recognizer, RecognitionException exception) {
    throw failure(recognizer);
  }

  private static SyntaxFailure failure(Parser recognizer) {
    return ((TreeBuilder) recognizer)
        .fail(recognizer.getInputStream().index(), TreeBuilder.INVALID_SYNTAX);
  }
}
