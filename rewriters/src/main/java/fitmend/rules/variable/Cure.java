package fitmend.rules.variable;

import fitmend.edit.Edit;
import java.util.List;

/** What can be done about a variable that is made too late or too often. */
sealed interface Cure {

  /** It can be made elsewhere. */
  record Repair(String title, boolean isSafe, List<Edit> edits) implements Cure {}

  /** It cannot, because a fact is missing. */
  record Refusal(String reason) implements Cure {}
}
