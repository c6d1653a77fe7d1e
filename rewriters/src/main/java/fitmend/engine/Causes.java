package fitmend.engine;

import fitmend.edit.EditSet;
import fitmend.inference.Target;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.Twin;
import fitmend.inference.twin.Verdict;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import fitmend.rule.Finding;
import fitmend.rule.Fix;
import fitmend.rule.Severity;
import java.util.ArrayList;
import java.util.List;

/** Whether what rules have found in a file is why a run of it fails. */
final class Causes {
  private final PythonFile file;
  private final List<Finding> findings;
  private final Target target;

  Causes(PythonFile file, List<Finding> findings, Target target) {
    this.file = file;
    this.findings = findings;
    this.target = target;
  }

  /** Whether one lies on the way to the failure, or their fixes make it go away. */
  boolean explain(FailureEvent failure) {
    List<Node> places = new ArrayList<>(failure.stack());
    failure.chain().forEach(step -> places.add(step.at()));
    for (Finding finding : findings) {
      if (finding.severity() == Severity.ERROR
          && places.stream().anyMatch(place -> isIn(finding, place.statement()))) {
        return true;
      }
    }
    return isCured(failure);
  }

  private static boolean isIn(Finding finding, Node statement) {
    return statement.start() <= finding.start() && finding.start() < statement.end();
  }

  private boolean isCured(FailureEvent failure) {
    EditSet edits = new EditSet();
    boolean hasFix = false;
    for (Finding finding : findings) {
      hasFix |= finding.fix().isPresent() && isAdded(finding.fix().get(), edits);
    }
    return hasFix
        && Gate.attempt(file, edits, edits.edits()) instanceof Gate.Verdict.Passed passed
        && !(Twin.run(passed.file(), target) instanceof Verdict.Fails(FailureEvent left)
            && isSame(left, failure));
  }

  private static boolean isAdded(Fix fix, EditSet edits) {
    try {
      return edits.add(fix.edits());
    } catch (IllegalArgumentException overlap) {
      return false;
    }
  }

  private static boolean isSame(FailureEvent one, FailureEvent other) {
    return one.type().equals(other.type())
        && one.statement().text().equals(other.statement().text());
  }
}
