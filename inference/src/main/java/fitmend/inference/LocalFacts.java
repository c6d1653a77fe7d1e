package fitmend.inference;

import fitmend.python.name.Names;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.util.Map;

/**
 * What one script tells of its own values: its statements are walked once with abstract values. A
 * value that comes from elsewhere, or that differs from one evaluation to another, is Unknown.
 */
public final class LocalFacts implements Facts {
  private final Evaluator evaluator;
  private final Map<Node, Integer> leastRanks;
  private final Map<Node, Shape> declaredInputs;
  private final boolean usesFloat64;

  private LocalFacts(
      Evaluator evaluator,
      Map<Node, Integer> leastRanks,
      Map<Node, Shape> declaredInputs,
      boolean usesFloat64) {
    this.evaluator = evaluator;
    this.declaredInputs = declaredInputs;
    this.leastRanks = leastRanks;
    this.usesFloat64 = usesFloat64;
  }

  /** Walks the script. */
  public static Facts of(PythonFile file, Names names, Target target) {
    Interpreter interpreter = new Interpreter(file, names, target);
    Evaluator evaluator = interpreter.run();
    return new LocalFacts(
        evaluator,
        interpreter.leastRanks(),
        interpreter.declaredInputs(),
        interpreter.usesFloat64ByDefault() || evaluator.isExhausted());
  }

  @Override
  public Value valueOf(Node expression) {
    return evaluator.fact(expression);
  }

  @Override
  public int leastRankFed(Node call) {
    return evaluator.isExhausted() ? 0 : leastRanks.getOrDefault(call, 0);
  }

  @Override
  public Shape declaredInput(Node call) {
    return evaluator.isExhausted()
        ? Shape.UNKNOWN
        : declaredInputs.getOrDefault(call, Shape.UNKNOWN);
  }

  @Override
  public boolean usesFloat64ByDefault() {
    return usesFloat64;
  }
}
