package fitmend.engine;

import fitmend.engine.Outcome.RuleFailure;
import fitmend.inference.Target;
import fitmend.inference.facts.Facts;
import fitmend.inference.twin.Examination;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.Verdict;
import fitmend.python.name.Names;
import fitmend.python.tree.Call;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import fitmend.python.tree.Subscript;
import fitmend.rule.CallRule;
import fitmend.rule.FailureRule;
import fitmend.rule.FileRule;
import fitmend.rule.Finding;
import fitmend.rule.FunctionRule;
import fitmend.rule.Rule;
import fitmend.rule.RuleContext;
import fitmend.rule.RuleInfo;
import fitmend.rule.SubscriptRule;
import fitmend.rule.Suppression;
import fitmend.rule.SuppressionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One file seen by all rules, in one walk of its tree. */
final class Inspection {
  private final PythonFile file;
  private final Supplier<Examination> examination;
  private final List<Run> runs;
  private final List<Finding> findings = new ArrayList<>();
  private final List<RuleFailure> failures = new ArrayList<>();

  /** How a file is run without running it; a seam for tests. */
  interface Examiner {
    Examination examine(PythonFile file, Target target);
  }

  private Inspection(PythonFile file, List<Rule> rules, Target target, Examiner examiner) {
    this.file = file;
    Supplier<Names> names = new Lazy<>(() -> Names.of(file));
    this.examination = new Lazy<>(() -> examiner.examine(file, target));
    Supplier<Facts> facts = () -> examination.get().facts();
    this.runs =
        rules.stream()
            .map(
                rule -> {
                  RuleInfo info = rule.info();
                  return new Run(rule, info, new RuleContext(file, names, facts, target, info));
                })
            .toList();
  }

  static Inspection of(PythonFile file, List<Rule> rules, Target target, Examiner examiner) {
    Inspection inspection = new Inspection(file, rules, target, examiner);
    inspection.walk();
    inspection.judge(target);
    inspection.collect();
    return inspection;
  }

  PythonFile file() {
    return file;
  }

  /** In order of position. */
  List<Finding> findings() {
    return findings;
  }

  List<RuleFailure> failures() {
    return failures;
  }

  /** Nodes are numbered, children before parents, so that a walk needs no recursion. */
  private void walk() {
    List<Run> calls = runsOf(CallRule.class);
    List<Run> functions = runsOf(FunctionRule.class);
    List<Run> subscripts = runsOf(SubscriptRule.class);
    int root = file.root().id();
    for (int id = 0; id <= root; id++) {
      Node node = new Node(file, id);
      switch (node.kind()) {
        case CALL -> {
          for (Run run : calls) {
            run.guard(() -> ((CallRule) run.rule).check(new Call(node), run.context));
          }
        }
        case FUNCTION_DEF -> {
          for (Run run : functions) {
            run.guard(() -> ((FunctionRule) run.rule).check(new FunctionDef(node), run.context));
          }
        }
        case SUBSCRIPT -> {
          for (Run run : subscripts) {
            run.guard(() -> ((SubscriptRule) run.rule).check(new Subscript(node), run.context));
          }
        }
        default -> {}
      }
    }
    for (Run run : runsOf(FileRule.class)) {
      run.guard(() -> ((FileRule) run.rule).check(run.context));
    }
  }

  /** The other rules know more of a failure than how the run ends. */
  private void judge(Target target) {
    List<Run> last = runsOf(FailureRule.class);
    if (last.isEmpty()) {
      return;
    }
    Verdict verdict = examination.get().verdict();
    List<Finding> others = new ArrayList<>();
    runs.forEach(run -> others.addAll(run.context.findings()));
    for (Run run : last) {
      switch (verdict) {
        case Verdict.Fails(FailureEvent failure)
            when !new Causes(file, others, target).explain(failure) ->
            run.guard(() -> ((FailureRule) run.rule).check(failure, run.context));
        case Verdict.Undecided undecided when undecided.isFault() ->
            run.failure = undecided.reason();
        default -> {}
      }
    }
  }

  private void collect() {
    Suppressions suppressions = new Suppressions(file);
    List<Run> last = runsOf(SuppressionRule.class);
    for (Run run : runs) {
      if (!last.contains(run)) {
        collect(run, suppressions);
      }
    }
    Set<String> judged =
        runs.stream()
            .filter(run -> run.failure == null && !last.contains(run))
            .map(run -> run.info.code())
            .collect(Collectors.toSet());
    for (Run run : last) {
      for (Suppression unused : suppressions.unused(judged)) {
        run.guard(() -> ((SuppressionRule) run.rule).check(unused, run.context));
      }
      collect(run, suppressions);
    }
    findings.sort(Inspection::compare);
  }

  /** Not by a Comparator put together: the JVM's cache keeps none of its lambdas. */
  private static int compare(Finding one, Finding other) {
    int order = Integer.compare(one.start(), other.start());
    order = order != 0 ? order : one.code().compareTo(other.code());
    return order != 0 ? order : Integer.compare(one.end(), other.end());
  }

  private void collect(Run run, Suppressions suppressions) {
    if (run.failure != null) {
      failures.add(new RuleFailure(run.info.code(), run.failure));
      return;
    }
    for (Finding finding : run.context.findings()) {
      if (!suppressions.suppresses(finding)) {
        findings.add(finding);
      }
    }
  }

  private List<Run> runsOf(Class<? extends Rule> kind) {
    return runs.stream().filter(run -> kind.isInstance(run.rule)).toList();
  }

  /** One rule at work on this file. */
  private static final class Run {
    private final Rule rule;
    private final RuleInfo info;
    private final RuleContext context;
    private String failure;

    private Run(Rule rule, RuleInfo info, RuleContext context) {
      this.rule = rule;
      this.info = info;
      this.context = context;
    }

    /** A rule that breaks down is not asked again; what it found may be half of the truth. */
    private void guard(Runnable check) {
      if (failure != null) {
        return;
      }
      try {
        check.run();
      } catch (RuntimeException | StackOverflowError broken) {
        StackTraceElement[] trace = broken.getStackTrace();
        failure = broken + (trace.length > 0 ? " at " + trace[0] : "");
      }
    }
  }

  /** Computes once, when asked. */
  private static final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private T value;

    private Lazy(Supplier<T> maker) {
      this.maker = maker;
    }

    @Override
    public T get() {
      if (value == null) {
        value = maker.get();
      }
      return value;
    }
  }
}
