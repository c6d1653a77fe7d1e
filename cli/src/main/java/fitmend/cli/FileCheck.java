package fitmend.cli;

import fitmend.cli.CheckOptions.Mode;
import fitmend.diff.UnifiedDiff;
import fitmend.engine.Outcome;
import fitmend.file.FileProblemException;
import fitmend.file.SafeReplacement;
import fitmend.file.Snapshot;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.source.SourceText;
import fitmend.report.Diagnostic;
import fitmend.report.FileReport;
import fitmend.report.Problem;
import fitmend.rule.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks one file, and repairs it when asked; whatever happens, there is a report. */
final class FileCheck {
  private static final byte[] NO_PATCH = {};

  private final String shown;
  private final Path file;
  private final RuleSource.Repairer repairer;
  private final Mode mode;
  private final boolean named;
  private byte[] originalBytes;
  private byte[] repairedBytes;

  /**
   * @param shown the file's name as people are told
   * @param file its whole name, or null for standard input without one
   * @param named whether the user meant this very file: then it is read as Python even if it holds
   *     nothing that could concern a rule
   */
  FileCheck(String shown, Path file, RuleSource.Repairer repairer, Mode mode, boolean named) {
    this.shown = shown;
    this.file = file;
    this.repairer = repairer;
    this.mode = mode;
    this.named = named;
  }

  /** Reads the file and, if need be, replaces it. */
  FileReport run() {
    try {
      if (shown.endsWith(".ipynb")) {
        return failed(Problem.ofFile(shown, "notebooks cannot be read yet"));
      }
      Snapshot snapshot = Snapshot.read(file);
      FileReport report = examine(snapshot.bytes());
      if (mode == Mode.FIX && repairedBytes != snapshot.bytes() && repairedBytes != null) {
        SafeReplacement.replace(snapshot, repairedBytes);
      }
      return report;
    } catch (FileProblemException problem) {
      return failed(Problem.ofFile(shown, problem.getMessage()));
    }
  }

  /** Checks or repairs in memory; the file itself, if there is one, is left alone. */
  FileReport examine(byte[] bytes) {
    originalBytes = bytes;
    try {
      Outcome outcome = mode == Mode.CHECK ? repairer.check(bytes) : repairer.fix(bytes);
      return report(bytes, outcome);
    } catch (StackOverflowError tooDeep) {
      return failed(Problem.ofFile(shown, "is nested too deeply", tooDeep));
    } catch (OutOfMemoryError tooLarge) {
      return failed(Problem.ofFile(shown, "takes more memory than there is", tooLarge));
    } catch (RuntimeException | AssertionError | LinkageError bug) {
      return failed(
          Problem.ofFile(shown, "made fitmend fail: " + bug + "; --verbose shows where", bug));
    }
  }

  /** The content that was looked at, if there was one. */
  byte[] originalBytes() {
    return originalBytes;
  }

  /** The repaired content, if {@link #examine} came to one. */
  byte[] repairedBytes() {
    return repairedBytes;
  }

  private FileReport failed(Problem problem) {
    return FileReport.failed(shown, file, problem);
  }

  private FileReport report(byte[] bytes, Outcome outcome) {
    if (outcome instanceof Outcome.Skipped) {
      if (named && PythonParser.parse(bytes) instanceof ParseOutcome.Refused refused) {
        return failed(Problem.at(shown, refused.line(), refused.column(), refused.reason()));
      }
      repairedBytes = bytes;
      return FileReport.clean(shown, file);
    }
    if (outcome instanceof Outcome.Refused refused) {
      return failed(Problem.at(shown, refused.line(), refused.column(), refused.reason()));
    }
    if (outcome instanceof Outcome.Checked checked) {
      SourceText source = checked.file().source();
      return new FileReport(
          shown,
          Optional.ofNullable(file),
          diagnostics(checked.findings(), source),
          List.of(),
          NO_PATCH,
          problems(checked.failures()));
    }
    return report(bytes, (Outcome.Fixed) outcome);
  }

  private FileReport report(byte[] bytes, Outcome.Fixed fixed) {
    repairedBytes = fixed.bytes();
    List<Diagnostic> left =
        mode == Mode.FIX
            ? diagnostics(fixed.remaining(), fixed.after().source())
            : leftInPlace(fixed);
    byte[] patch =
        mode == Mode.DIFF && fixed.bytes() != bytes
            ? UnifiedDiff.of(shown, bytes, fixed.bytes())
            : NO_PATCH;
    List<Problem> problems = problems(fixed.failures());
    for (Outcome.Dropped dropped : fixed.dropped()) {
      problems.add(problem(dropped, fixed));
    }
    return new FileReport(shown, Optional.ofNullable(file), left, fixed.applied(), patch, problems);
  }

  private static List<Diagnostic> diagnostics(List<Finding> findings, SourceText source) {
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (Finding finding : findings) {
      diagnostics.add(Diagnostic.of(finding, source));
    }
    return diagnostics;
  }

  /**
   * What the repairs leave, at its place in the file as it is, because that is not touched. What
   * stands on a line that is new has its place in the repaired file.
   */
  private static List<Diagnostic> leftInPlace(Outcome.Fixed fixed) {
    List<Diagnostic> before = diagnostics(fixed.findings(), fixed.before().source());
    List<Diagnostic> left = new ArrayList<>();
    for (Diagnostic after : diagnostics(fixed.remaining(), fixed.after().source())) {
      Diagnostic same = after;
      for (Diagnostic candidate : before) {
        boolean matches =
            candidate.code().equals(after.code())
                && candidate.message().equals(after.message())
                && candidate.lines().equals(after.lines());
        if (matches) {
          same = candidate;
          break;
        }
      }
      before.remove(same);
      left.add(same);
    }
    return left;
  }

  private List<Problem> problems(List<Outcome.RuleFailure> failures) {
    List<Problem> problems = new ArrayList<>();
    for (Outcome.RuleFailure failure : failures) {
      problems.add(
          Problem.ofFile(shown, "%s broke down: %s".formatted(failure.code(), failure.message())));
    }
    return problems;
  }

  private Problem problem(Outcome.Dropped dropped, Outcome.Fixed fixed) {
    Finding finding = dropped.finding();
    boolean old = fixed.findings().contains(finding);
    SourceText source = old ? fixed.before().source() : fixed.after().source();
    int offset = Math.min(finding.start(), source.bytes().length);
    SourceText.Position place = source.position(offset);
    return Problem.at(
        shown,
        place.line(),
        place.column(),
        "the repair of %s was not made: %s".formatted(finding.code(), dropped.reason()));
  }
}
