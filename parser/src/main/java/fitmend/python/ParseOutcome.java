package fitmend.python;

import fitmend.python.tree.PythonFile;

/** What became of the bytes of a file. */
public sealed interface ParseOutcome {

  /** The file is Python, and its tokens tile it. */
  record Parsed(PythonFile file) implements ParseOutcome {}

  /**
   * The file cannot be understood and must not be edited.
   *
   * @param line from 1
   * @param column from 1, in characters
   * @param reason one line in words of Python
   */
  record Refused(int line, int column, String reason) implements ParseOutcome {}
}
