package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Signature;
import fitmend.inference.tensorflow.DataIterator;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
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

  /** The iterator begins anew. */
  void begin(DataIterator iterator) {
    slots().put(iterator, Constant.of(0));
  }

  /** The next element of an iterator; raises where there certainly is none. */
  Value draw(DataIterator iterator, Execution execution) {
    Value taken = slots().get(iterator);
    boolean isOpen = slots().has(OPEN);
    if (taken == null && !isOpen && iterator.isInitializable()) {
      throw execution.error(
          "FailedPreconditionError",
          execution.target().isGraphMode()
              ? "GetNext() failed because the iterator has not been initialized. Ensure that you"
                  + " have run the initializer operation for this iterator before getting the next"
                  + " element.\n\t [[node]]"
              : null);
    }
    Elements elements = iterator.drawn(execution);
    long number = taken == null ? 0 : taken instanceof Constant(Long count) ? count : -1;
    slots().put(iterator, number < 0 || isOpen ? new Unknown("count") : Constant.of(number + 1));
    if (number < 0 || isOpen) {
      return elements.isComplete() ? execution.unknown("an element") : elements.any();
    }
    boolean isPast =
        elements.isComplete()
            ? number >= elements.known().size()
            : iterator.size().filter(size -> number >= size).isPresent();
    if (isPast) {
      throw execution.error(
          "OutOfRangeError",
          execution.target().isGraphMode() ? "End of sequence\n\t [[node]]" : null);
    }
    if (number < elements.known().size()) {
      return elements.known().get((int) number);
    }
    return iterator.size().isPresent() ? elements.rest() : execution.unknown("an element");
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
