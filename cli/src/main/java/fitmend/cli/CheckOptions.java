package fitmend.cli;

import fitmend.report.Reporter.Format;
import java.util.List;
import java.util.Optional;

/** What {@code fitmend check} was asked for; what was not said is empty. */
record CheckOptions(
    List<String> paths,
    boolean fix,
    boolean diff,
    Optional<String> branch,
    Optional<Boolean> unsafeFixes,
    Optional<List<String>> select,
    Optional<List<String>> ignore,
    Optional<String> target,
    Optional<Format> outputFormat,
    boolean statistics,
    boolean quiet,
    boolean verbose,
    ColorChoice color,
    boolean exitZero,
    boolean exitNonZeroOnFix,
    int jobs,
    Optional<String> stdinFilename,
    List<String> exclude,
    boolean isolated,
    Optional<String> config) {

  /** What is done with the repairs. */
  enum Mode {
    CHECK,
    DIFF,
    FIX,
    BRANCH
  }

  /** As in ruff, {@code --diff} never writes, whatever else is asked for. */
  Mode mode() {
    if (diff) {
      return Mode.DIFF;
    }
    if (fix) {
      return branch.isPresent() ? Mode.BRANCH : Mode.FIX;
    }
    return Mode.CHECK;
  }
}
