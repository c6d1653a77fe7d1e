package fitmend.config;

import fitmend.rule.RuleInfo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which rules are on, said by codes, beginnings of codes, names, or {@code ALL}. The more exact
 * word wins: {@code --select TRN001 --ignore TRN} leaves TRN001 on.
 */
public final class RuleSelection {
  private static final int EXACT = Integer.MAX_VALUE;

  private RuleSelection() {}

  /** The codes of the rules that are selected and not ignored. */
  public static Set<String> codes(
      Collection<RuleInfo> rules, List<String> select, List<String> ignore)
      throws ConfigurationException {
    for (List<String> selectors : List.of(select, ignore)) {
      for (String selector : selectors) {
        if (rules.stream().noneMatch(rule -> exactness(selector, rule) >= 0)) {
          throw new ConfigurationException(
              "unknown rule `%s`%s"
                  .formatted(selector, Closest.suggestion(selector, words(rules))));
        }
      }
    }
    Set<String> codes = new TreeSet<>();
    for (RuleInfo rule : rules) {
      if (exactness(select, rule) > exactness(ignore, rule)) {
        codes.add(rule.code());
      }
    }
    return codes;
  }

  /** All that may be written for exactly one rule. */
  public static List<String> words(Collection<RuleInfo> rules) {
    List<String> words = new ArrayList<>();
    for (RuleInfo rule : rules) {
      words.add(rule.code());
      words.add(rule.name());
    }
    return words;
  }

  /** Whether the word is the code or the name, present or former, of just this rule. */
  public static boolean names(String word, RuleInfo rule) {
    return word.equalsIgnoreCase(rule.code())
        || word.equals(rule.name())
        || rule.formerNames().contains(word);
  }

  private static int exactness(List<String> selectors, RuleInfo rule) {
    return selectors.stream().mapToInt(selector -> exactness(selector, rule)).max().orElse(-1);
  }

  /** How exactly the selector means the rule; below zero if it does not mean it. */
  private static int exactness(String selector, RuleInfo rule) {
    if (selector.equals("ALL")) {
      return 0;
    }
    if (names(selector, rule)) {
      return EXACT;
    }
    boolean prefix = !selector.isEmpty() && rule.code().startsWith(selector.toUpperCase());
    return prefix ? selector.length() : -1;
  }
}
