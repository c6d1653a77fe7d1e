package fitmend.cli;

import fitmend.engine.Outcome;
import fitmend.engine.Settings;
import fitmend.git.BranchCommit;
import fitmend.git.BranchCommitException;
import fitmend.git.Step;
import fitmend.python.source.SourceText;
import fitmend.report.Paragraphs;
import fitmend.rule.Finding;
import fitmend.rule.RuleInfo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The repairs of a run in steps, one a rule, to be committed. Each step repairs with the rules of
 * all steps so far, so that the last one leaves what a repair with all of them leaves.
 */
final class BranchRepairs {
  private static final int MESSAGE_WIDTH = 72;
  private static final int MAXIMUM_LINES = 50;

  private final RuleSource source;
  private final List<RuleInfo> rules;
  private final Map<String, TreeMap<Path, byte[]>> contents = new TreeMap<>();
  private final Map<String, TreeMap<Path, List<String>>> changes = new TreeMap<>();

  BranchRepairs(RuleSource source) {
    this.source = source;
    // Failures first; what is said about comments comes when all else is settled.
    this.rules =
        source.rules().stream()
            .sorted(
                Comparator.comparing(RuleInfo::severity).reversed().thenComparing(RuleInfo::code))
            .toList();
  }

  /** Repairs a file in steps; several threads may do so with different files. */
  void add(String shown, Path file, byte[] bytes, Settings settings) {
    Set<String> codes = new TreeSet<>();
    byte[] current = bytes;
    for (RuleInfo rule : rules) {
      if (settings.codes().contains(rule.code())) {
        codes.add(rule.code());
        Settings some = new Settings(Set.copyOf(codes), settings.target(), settings.unsafeFixes());
        Outcome outcome = source.repairer(some).fix(current);
        if (outcome instanceof Outcome.Fixed fixed && !fixed.applied().isEmpty()) {
          current = fixed.bytes();
          record(rule, file, current, descriptions(shown, fixed));
        }
      }
    }
  }

  private synchronized void record(
      RuleInfo rule, Path file, byte[] bytes, List<String> descriptions) {
    contents.computeIfAbsent(rule.code(), code -> new TreeMap<>()).put(file, bytes);
    changes.computeIfAbsent(rule.code(), code -> new TreeMap<>()).put(file, descriptions);
  }

  private static List<String> descriptions(String shown, Outcome.Fixed fixed) {
    SourceText source = fixed.before().source();
    List<String> descriptions = new ArrayList<>();
    for (Finding finding : fixed.applied()) {
      // Those of the first round have their place in the file before; of the others it is not
      // known.
      String line =
          fixed.findings().contains(finding) ? ":" + source.position(finding.start()).line() : "";
      descriptions.add(shown + line + ": " + finding.fix().orElseThrow().title());
    }
    return descriptions;
  }

  /** Makes the commits and tells how many. */
  int commit(String branch) throws BranchCommitException {
    List<Step> steps = new ArrayList<>();
    for (RuleInfo rule : rules) {
      if (contents.containsKey(rule.code())) {
        steps.add(new Step(message(rule), contents.get(rule.code())));
      }
    }
    Path anyFile = steps.getFirst().newContents().keySet().iterator().next();
    try (BranchCommit commit = BranchCommit.open(anyFile)) {
      return commit.commit(branch, steps).size();
    }
  }

  private String message(RuleInfo rule) {
    List<String> descriptions =
        changes.get(rule.code()).values().stream().flatMap(List::stream).toList();
    StringBuilder message = new StringBuilder();
    message.append("Repair ").append(rule.name()).append(" (").append(rule.code()).append(")\n\n");
    for (String paragraph : Paragraphs.of(rule.summary() + "\n\n" + rule.why())) {
      Paragraphs.wrap(paragraph, MESSAGE_WIDTH).forEach(line -> message.append(line).append('\n'));
      message.append('\n');
    }
    descriptions.stream()
        .limit(MAXIMUM_LINES)
        .forEach(line -> message.append("- ").append(line).append('\n'));
    if (descriptions.size() > MAXIMUM_LINES) {
      message.append("- and ").append(descriptions.size() - MAXIMUM_LINES).append(" more\n");
    }
    return message.toString();
  }
}
