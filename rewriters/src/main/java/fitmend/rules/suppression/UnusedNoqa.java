package fitmend.rules.suppression;

import fitmend.edit.Edit;
import fitmend.python.source.SourceText;
import fitmend.python.tree.PythonFile;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.Safety;
import fitmend.rule.Severity;
import fitmend.rule.Suppression;
import fitmend.rule.SuppressionRule;
import java.util.List;
import java.util.Locale;

/** Finds {@code # noqa: CODE} where that rule has nothing to say. */
public final class UnusedNoqa implements SuppressionRule {
  private static final RuleInfo INFO =
      RuleInfo.of("NQA001", "unused-noqa", Severity.WARNING)
          .summary("A `# noqa` names a rule that finds nothing there.")
          .why(
              "Nothing fails. But the comment tells readers of a fault that is not there, and it"
                  + " will hide the next one on that line.")
          .fixSafety(
              "Safe: only the codes that suppress nothing are taken out of the comment. Codes of"
                  + " other tools, other words of the comment and a `# noqa` without codes stay.")
          .example("unused_noqa/repaired_script");

  @Override
  public RuleInfo info() {
    return INFO;
  }

  @Override
  public void check(Suppression unused, RuleContext context) {
    String codes = String.join(", ", unused.unused());
    context
        .report(unused.start(), unused.end(), "nothing is suppressed here by noqa for " + codes)
        .fix("Remove " + codes + " from noqa", Safety.SAFE, List.of(removal(unused, context)));
  }

  private static Edit removal(Suppression unused, RuleContext context) {
    PythonFile file = context.file();
    List<String> kept =
        unused.codes().stream()
            .filter(code -> !unused.unused().contains(code.toUpperCase(Locale.ROOT)))
            .toList();
    String directive = file.text(unused.start(), unused.end());
    if (!kept.isEmpty()) {
      String head = directive.substring(0, directive.indexOf(':') + 1);
      boolean blank = directive.startsWith(" ", head.length());
      String text = head + (blank ? " " : "") + String.join(", ", kept);
      return new Edit(unused.start(), unused.end(), text);
    }
    String rest = file.text(unused.end(), unused.commentEnd());
    if (!rest.isBlank()) {
      int blanks = rest.length() - rest.stripLeading().length();
      boolean isComment = rest.stripLeading().startsWith("#");
      return new Edit(unused.start(), unused.end() + blanks, isComment ? "" : "# ");
    }
    return withBlanksBefore(file.source(), unused);
  }

  /**
   * The directive ends the line: the blanks before it go too, or the line if it is all there is.
   */
  private static Edit withBlanksBefore(SourceText source, Suppression unused) {
    byte[] bytes = source.bytes();
    int start = unused.start();
    while (start > 0 && (bytes[start - 1] == ' ' || bytes[start - 1] == '\t')) {
      start--;
    }
    int line = source.lineIndex(unused.start());
    return start == source.lineStart(line)
        ? Edit.delete(start, source.lineEnd(line))
        : Edit.delete(start, unused.commentEnd());
  }
}
