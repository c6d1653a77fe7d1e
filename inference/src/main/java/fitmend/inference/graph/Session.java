package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;

/** A {@code tf.Session}: runs its graph, and knows which variables have values. */
final class Session extends LibraryObject {
  private static final String PARAMETERS =
      "fetches, feed_dict=None, options=None, run_metadata=None";
  private static final String CLOSED = "closed";
  private static final String OPEN = "may have initialized anything";

  private final Graphs graphs;
  private final GraphValue graph;

  /**
   * @param graph null when it is not known which it runs
   */
  Session(String path, Graphs graphs, GraphValue graph, Execution execution) {
    super(path, execution);
    this.graphs = graphs;
    this.graph = graph;
  }

  GraphValue graph() {
    return graph;
  }

  /** Whether the variable certainly has no value. */
  boolean isUninitialized(Tensor variable) {
    return !slots().has(OPEN) && !slots().has(variable);
  }

  void initialize(Tensor variable) {
    slots().put(variable, Constant.TRUE);
  }

  /** Something that is not followed ran in it: any variable may have a value now. */
  @Override
  public void escape() {
    slots().put(OPEN, Constant.TRUE);
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "run", "close", "as_default", "__enter__", "__exit__" -> true;
      default -> false;
    };
  }

  @Override
  public Value attribute(String name, Execution execution) {
    return name.equals("graph") && graph != null ? graph : super.attribute(name, execution);
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "run" -> run(arguments, execution);
      case "close" -> {
        slots().put(CLOSED, Constant.TRUE);
        yield Constant.NONE;
      }
      case "as_default" -> new AsDefault(execution);
      case "__enter__" -> {
        enter();
        yield self();
      }
      case "__exit__" -> {
        leave();
        slots().put(CLOSED, Constant.TRUE);
        yield Constant.NONE;
      }
      default -> execution.unknown(name + " of a session");
    };
  }

  void enter() {
    graphs.enter(this);
    if (graph != null) {
      graphs.enter(graph);
    }
  }

  private void leave() {
    graphs.leaveSession();
    if (graph != null) {
      graphs.leave();
    }
  }

  private Value run(Arguments arguments, Execution execution) {
    if (arguments.isOpen()) {
      escape();
      return execution.unknown("arguments are unpacked");
    }
    String name = execution.target().isGraphMode() ? "run" : "BaseSession.run";
    Signature.Bound given = Signature.of(name, PARAMETERS).bind(arguments, execution);
    return run(given.get("fetches"), given.get("feed_dict"), execution);
  }

  Value run(Value fetches, Value feeds, Execution execution) {
    if (slots().get(CLOSED) == Constant.TRUE) {
      throw execution.error("RuntimeError", "Attempted to use a closed Session.");
    }
    if (graph != null && !graph.isUsed() && graph.hasAllVariables()) {
      throw execution.error(
          "RuntimeError",
          "The Session graph is empty. %sAdd operations to the graph before calling run()."
              .formatted(execution.target().isGraphMode() ? " " : ""));
    }
    Evaluation evaluation = new Evaluation(this, execution);
    evaluation.feed(feeds);
    Value result = evaluation.fetch(fetches);
    if (evaluation.mayEnd() || result instanceof Unknown) {
      execution.call(execution.unknown("what a session may raise"), Arguments.NONE);
    }
    return result;
  }

  /** {@code with session.as_default()}, which leaves it open. */
  private final class AsDefault extends LibraryObject {
    AsDefault(Execution execution) {
      super("tensorflow.Session.as_default", execution);
    }

    @Override
    protected boolean hasMethod(String name) {
      return name.equals("__enter__") || name.equals("__exit__");
    }

    @Override
    public Value method(String name, Arguments arguments, Execution execution) {
      if (name.equals("__enter__")) {
        graphs.enter(Session.this);
        return Session.this;
      }
      graphs.leaveSession();
      return Constant.NONE;
    }
  }
}
