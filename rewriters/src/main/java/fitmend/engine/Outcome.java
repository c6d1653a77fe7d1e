package fitmend.engine;

import fitmend.python.tree.PythonFile;
import fitmend.rule.Finding;
import java.util.List;

/** What the engine has to say about one file. */
public sealed interface Outcome {

  /** The bytes hold nothing that could concern a rule; they were not parsed. */
  record Skipped() implements Outcome {}

  /** The file cannot be read as Python; line and column from 1. */
  record Refused(int line, int column, String reason) implements Outcome {}

  /**
   * The file was read.
   *
   * @param findings what the rules found in the file as it is, in order of position, suppressed
   *     ones left out, unused suppressions included
   * @param failures rules that broke down on this file; they found nothing in it
   */
  record Checked(PythonFile file, List<Finding> findings, List<RuleFailure> failures)
      implements Outcome {}

  /**
   * Fixes were made until nothing changed.
   *
   * @param before the file as it was
   * @param findings what was found in it, as {@link Checked#findings}
   * @param bytes the file with all admitted fixes; the same array as before when there was none
   * @param applied the findings whose fixes were applied, in order of application; their positions
   *     are those of the round that applied them
   * @param remaining what is found in the fixed file; positions are in {@code after}
   * @param after the fixed file
   * @param dropped fixes that did not pass the gate, with the reason; their findings have the
   *     positions of the round in which they were dropped
   * @param failures rules that broke down on this file, in whatever round
   */
  record Fixed(
      PythonFile before,
      List<Finding> findings,
      byte[] bytes,
      List<Finding> applied,
      List<Finding> remaining,
      PythonFile after,
      List<Dropped> dropped,
      List<RuleFailure> failures)
      implements Outcome {}

  /** A fix that was not made, and why. */
  record Dropped(Finding finding, String reason) {}

  /** A rule that broke down, which is a fault of fitmend's; the others went on. */
  record RuleFailure(String code, String message) {}
}
