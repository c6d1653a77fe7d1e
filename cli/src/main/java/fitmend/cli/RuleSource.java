package fitmend.cli;

import fitmend.engine.Engine;
import fitmend.engine.Outcome;
import fitmend.engine.RuleCatalogue;
import fitmend.engine.Settings;
import fitmend.rule.Rule;
import fitmend.rule.RuleInfo;
import java.util.List;

/** Where the rules come from: the catalogue, or what a test makes up. */
interface RuleSource {
  /** What each rule says of itself. */
  List<RuleInfo> rules();

  /** What runs the rules. */
  Repairer repairer(Settings settings);

  /** Runs rules over a file, as {@link Engine} does. */
  interface Repairer {
    Outcome check(byte[] bytes);

    Outcome fix(byte[] bytes);
  }

  /** All rules of fitmend. */
  static RuleSource catalogue() {
    return new RuleSource() {
      @Override
      public List<RuleInfo> rules() {
        return RuleCatalogue.all().stream().map(Rule::info).toList();
      }

      @Override
      public Repairer repairer(Settings settings) {
        Engine engine = new Engine(settings);
        return new Repairer() {
          @Override
          public Outcome check(byte[] bytes) {
            return engine.check(bytes);
          }

          @Override
          public Outcome fix(byte[] bytes) {
            return engine.fix(bytes);
          }
        };
      }
    };
  }
}
