package fitmend.engine;

import fitmend.engine.Inspection.Examiner;
import fitmend.inference.twin.Twin;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.tree.PythonFile;
import fitmend.rule.Rule;
import fitmend.rule.SuppressionRule;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Runs rules over the bytes of one file; safe to share between threads. */
public final class Engine {
  private final Settings settings;
  private final List<Rule> rules;
  private final Examiner examiner;
  private final Set<String> mayLoseComments;

  public Engine(Settings settings) {
    this(settings, RuleCatalogue.all(), Twin::examine);
  }

  /** With other rules than those of the catalogue, for tests. */
  Engine(Settings settings, List<Rule> rules, Examiner examiner) {
    this.settings = settings;
    this.examiner = examiner;
    this.rules =
        rules.stream().filter(rule -> settings.codes().contains(rule.info().code())).toList();
    this.mayLoseComments =
        rules.stream()
            .filter(SuppressionRule.class::isInstance)
            .map(rule -> rule.info().code())
            .collect(Collectors.toSet());
  }

  public Settings settings() {
    return settings;
  }

  /** Finds. Gives Skipped, Refused or Checked. */
  public Outcome check(byte[] bytes) {
    return read(
        bytes,
        file -> {
          Inspection inspection = inspect(file);
          return new Outcome.Checked(file, inspection.findings(), inspection.failures());
        });
  }

  /** Finds and repairs, in memory. Gives Skipped, Refused or Fixed. */
  public Outcome fix(byte[] bytes) {
    return read(bytes, new FixLoop(settings.unsafeFixes(), mayLoseComments, this::inspect)::run);
  }

  private static Outcome read(byte[] bytes, Function<PythonFile, Outcome> reader) {
    if (!Prefilter.isOfConcern(bytes)) {
      return new Outcome.Skipped();
    }
    return switch (PythonParser.parse(bytes)) {
      case ParseOutcome.Refused refused ->
          new Outcome.Refused(refused.line(), refused.column(), refused.reason());
      case ParseOutcome.Parsed parsed -> reader.apply(parsed.file());
    };
  }

  private Inspection inspect(PythonFile file) {
    return Inspection.of(file, rules, settings.target(), examiner);
  }
}
