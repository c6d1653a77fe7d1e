package fitmend.inference.twin;

import fitmend.inference.value.Value;
import java.util.Map;

/** What the twin says of a script. */
public sealed interface Verdict {

  /**
   * No failure is certain.
   *
   * @param variables the variables of the module at its end
   */
  record Runs(Map<String, Value> variables) implements Verdict {}

  /** The script certainly fails. */
  record Fails(FailureEvent event) implements Verdict {}

  /**
   * The run was given up.
   *
   * @param isFault whether that is a fault of the twin's
   */
  record Undecided(String reason, boolean isFault) implements Verdict {}
}
