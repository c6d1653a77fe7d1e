package fitmend.engine;

import fitmend.edit.Edit;
import fitmend.edit.EditSet;
import fitmend.engine.Outcome.Dropped;
import fitmend.engine.Outcome.RuleFailure;
import fitmend.python.tree.PythonFile;
import fitmend.rule.Finding;
import fitmend.rule.Fix;
import fitmend.rule.Safety;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Applies fixes round by round until nothing changes. In a round the fixes go in order of position,
 * then of code; one that overlaps with an earlier one waits for the next round. If the gate does
 * not let the fixes of a round out together, they are tried one by one.
 */
final class FixLoop {
  private static final int ROUNDS = 100;

  private final boolean unsafeFixes;
  private final Set<String> mayLoseComments;
  private final Function<PythonFile, Inspection> inspector;
  private final List<Finding> applied = new ArrayList<>();
  private final List<Dropped> dropped = new ArrayList<>();
  private final Set<String> droppedKeys = new HashSet<>();
  private final Set<RuleFailure> failures = new LinkedHashSet<>();
  private Inspection current;

  /**
   * Prepares.
   *
   * @param mayLoseComments codes of the rules whose safe fixes may change comments
   */
  FixLoop(
      boolean unsafeFixes,
      Set<String> mayLoseComments,
      Function<PythonFile, Inspection> inspector) {
    this.unsafeFixes = unsafeFixes;
    this.mayLoseComments = mayLoseComments;
    this.inspector = inspector;
  }

  Outcome.Fixed run(PythonFile before) {
    Inspection first = inspector.apply(before);
    current = first;
    failures.addAll(first.failures());
    for (int round = 0; round < ROUNDS && runRound(); round++) {
      failures.addAll(current.failures());
    }
    return new Outcome.Fixed(
        before,
        first.findings(),
        current.file().source().bytes(),
        List.copyOf(applied),
        current.findings(),
        current.file(),
        List.copyOf(dropped),
        List.copyOf(failures));
  }

  /** Whether something was done, so that another round is due. */
  private boolean runRound() {
    List<Finding> chosen = choose();
    if (chosen.isEmpty()) {
      return false;
    }
    if (attempt(chosen) instanceof Gate.Verdict.Passed passed) {
      accept(passed, chosen);
      return true;
    }
    List<Finding> passing = new ArrayList<>();
    Gate.Verdict.Passed last = null;
    for (Finding finding : chosen) {
      passing.add(finding);
      switch (attempt(passing)) {
        case Gate.Verdict.Passed passed -> last = passed;
        case Gate.Verdict.Failed failed -> {
          passing.removeLast();
          drop(finding, failed.reason());
        }
      }
    }
    if (last != null) {
      accept(last, passing);
    }
    return true;
  }

  private void accept(Gate.Verdict.Passed passed, List<Finding> findings) {
    applied.addAll(findings);
    current = inspector.apply(passed.file());
  }

  /** The findings whose fixes can be applied together. */
  private List<Finding> choose() {
    EditSet edits = new EditSet();
    List<Finding> chosen = new ArrayList<>();
    for (Finding finding : current.findings()) {
      if (finding.fix().filter(this::isAllowed).isEmpty() || droppedKeys.contains(key(finding))) {
        continue;
      }
      Fix fix = finding.fix().get();
      if (changesNothing(fix)) {
        drop(finding, "the fix changes nothing");
        continue;
      }
      try {
        if (edits.add(fix.edits())) {
          chosen.add(finding);
        }
      } catch (IllegalArgumentException overlap) {
        drop(finding, overlap.getMessage());
      }
    }
    return chosen;
  }

  private boolean isAllowed(Fix fix) {
    return fix.safety() == Safety.SAFE || unsafeFixes && fix.safety() == Safety.UNSAFE;
  }

  private boolean changesNothing(Fix fix) {
    int length = current.file().source().bytes().length;
    return fix.edits().stream()
        .allMatch(
            edit ->
                edit.end() <= length
                    && current.file().text(edit.start(), edit.end()).equals(edit.text()));
  }

  private Gate.Verdict attempt(List<Finding> findings) {
    EditSet edits = new EditSet();
    List<Edit> free = new ArrayList<>();
    for (Finding finding : findings) {
      Fix fix = finding.fix().orElseThrow();
      edits.add(fix.edits());
      if (fix.safety() != Safety.SAFE || mayLoseComments.contains(finding.code())) {
        free.addAll(fix.edits());
      }
    }
    return Gate.attempt(current.file(), edits, free);
  }

  private void drop(Finding finding, String reason) {
    if (droppedKeys.add(key(finding))) {
      dropped.add(new Dropped(finding, reason));
    }
  }

  /** What a finding is when the text before it grows or shrinks. */
  private String key(Finding finding) {
    StringBuilder key = new StringBuilder(finding.code()).append('\n').append(finding.message());
    int line = current.file().source().lineIndex(finding.start());
    key.append('\n').append(current.file().source().lineText(line));
    for (Edit edit : finding.fix().orElseThrow().edits()) {
      key.append('\n').append(edit.start() - finding.start()).append(' ').append(edit.text());
    }
    return key.toString();
  }
}
