package fitmend.python.grammar;

import fitmend.python.source.Tokens;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.misc.Interval;

/**
 * Gives ANTLR the token types as an array. There are no token objects: the grammar decides by the
 * type of the next token alone, and the tree keeps indexes.
 */
final class TokenArrayStream implements TokenStream {
  final Tokens tokens;
  final byte[] types;
  private final int last;
  int position;

  TokenArrayStream(Tokens tokens) {
    this.tokens = tokens;
    types = tokens.types();
    last = tokens.count() - 1;
  }

  @Override
  public int LA(int distance) {
    int at = position + distance - 1;
    return at >= last ? Token.EOF : types[at];
  }

  @Override
  public void consume() {
    position++;
  }

  @Override
  public int index() {
    return position;
  }

  @Override
  public void seek(int index) {
    position = index;
  }

  @Override
  public int size() {
    return last + 1;
  }

  @Override
  public int mark() {
    return 0;
  }

  @Override
  public void release(int marker) {}

  @Override
  public String getSourceName() {
    return UNKNOWN_SOURCE_NAME;
  }

  @Override
  public Token LT(int distance) {
    return null;
  }

  @Override
  public Token get(int index) {
    return null;
  }

  @Override
  public TokenSource getTokenSource() {
    return null;
  }

  @Override
  public String getText(Interval interval) {
    return "";
  }

  @Override
  public String getText() {
    return "";
  }

  @Override
  public String getText(RuleContext context) {
    return "";
  }

  @Override
  public String getText(Token start, Token stop) {
    return "";
  }
}
