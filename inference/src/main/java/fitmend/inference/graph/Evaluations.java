package fitmend.inference.graph;

import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/** {@code tensor.eval()} and {@code operation.run()}: in which session they run. */
final class Evaluations {
  private Evaluations() {}

  /** The given session, or the default one; raises where there is none. */
  static Value in(Value given, Graphs graphs, String method, Execution execution) {
    if (!(given instanceof Constant none && none.isNone())) {
      return given;
    }
    Value session = graphs.session();
    if (session != null) {
      return session;
    }
    String start =
        method.equals("eval")
            ? "Cannot evaluate tensor using `"
            : "Cannot execute operation using `";
    throw execution.error(
        "ValueError",
        start
            + method
            + "()`: No default session is registered. Use `with sess.as_default()` or pass an"
            + " explicit session to `"
            + method
            + "(session=sess)`");
  }
}
