package fitmend.cli;

import fitmend.config.Closest;
import fitmend.config.ConfigurationException;
import fitmend.config.RuleSelection;
import fitmend.report.Manual;
import fitmend.rule.RuleInfo;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** {@code fitmend rule}: prints the manual pages of rules. */
final class RuleCommand {
  private final ParseResult parsed;
  private final Surroundings surroundings;
  private final List<RuleInfo> rules;

  RuleCommand(ParseResult parsed, Surroundings surroundings, List<RuleInfo> rules) {
    this.parsed = parsed;
    this.surroundings = surroundings;
    this.rules = rules;
  }

  int run() throws ConfigurationException, IOException {
    ColorChoice color =
        Grammar.choice(parsed, "--color", ColorChoice.values()).orElse(ColorChoice.AUTO);
    Manual.Format format =
        Grammar.choice(parsed, "--output-format", Manual.Format.values())
            .orElse(Manual.Format.TEXT);
    new Manual(surroundings.style(color)).write(chosen(), format, surroundings.out());
    return ExitCode.CLEAN;
  }

  private List<RuleInfo> chosen() throws ConfigurationException {
    Optional<String> word = Optional.ofNullable(parsed.matchedPositionalValue(0, (String) null));
    boolean all = parsed.matchedOptionValue("--all", false);
    if (word.isPresent() == all) {
      throw new ConfigurationException("which rule? Give its code, its name, or --all");
    }
    if (all) {
      return rules;
    }
    for (RuleInfo rule : rules) {
      if (RuleSelection.names(word.get(), rule)) {
        return List.of(rule);
      }
    }
    throw new ConfigurationException(
        "unknown rule `%s`%s"
            .formatted(word.get(), Closest.suggestion(word.get(), RuleSelection.words(rules))));
  }
}
