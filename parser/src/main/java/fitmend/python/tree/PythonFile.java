package fitmend.python.tree;

import fitmend.python.source.SourceText;
import fitmend.python.source.Tokens;
import java.nio.charset.Charset;

/** A parsed file: its bytes, its tokens and its tree, each of which indexes the one before. */
public final class PythonFile {
  private final SourceText source;
  private final Tokens tokens;
  private final Tree tree;

  public PythonFile(SourceText source, Tokens tokens, Tree tree) {
    this.source = source;
    this.tokens = tokens;
    this.tree = tree;
  }

  /** The bytes with their encoding and lines. */
  public SourceText source() {
    return source;
  }

  public Tokens tokens() {
    return tokens;
  }

  Tree tree() {
    return tree;
  }

  /** The {@link Kind#MODULE}. */
  public Node root() {
    return new Node(this, tree.root());
  }

  /** The text between two byte offsets. */
  public String text(int start, int end) {
    return source.text(start, end);
  }

  /** The encoding in which text is put into this file. */
  public Charset charset() {
    return source.charset();
  }

  /** The text of the parser's token. */
  public String tokenText(int token) {
    return text(tokens.start(token), tokens.end(token));
  }
}
