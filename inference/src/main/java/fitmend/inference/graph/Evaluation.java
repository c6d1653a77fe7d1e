package fitmend.inference.graph;

import fitmend.inference.tensor.Structures;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.tensorflow.DataIterator;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One {@code Session.run}: takes what is fed, and computes what is fetched.
 *
 * @see <a href="https://www.tensorflow.org/api_docs/python/tf/compat/v1/Session#run">its manual</a>
 */
final class Evaluation {
  private static final int DEEPEST = 1_000;

  private final Session session;
  private final Execution execution;
  private final Map<Tensor, Value> known = new IdentityHashMap<>();
  private final Map<Object, Value> draws = new IdentityHashMap<>();
  private int depth;
  private boolean isOpen;
  private boolean mayEnd;

  Evaluation(Session session, Execution execution) {
    this.session = session;
    this.execution = execution;
  }

  // Feeding.

  void feed(Value feeds) {
    try {
      feedAll(feeds);
    } catch (NotKnown unknown) {
      feedAnything();
    }
  }

  private void feedAll(Value feeds) {
    if (feeds instanceof Constant constant && constant.isNone()) {
      return;
    }
    if (!(feeds instanceof DictValue dictionary) || !dictionary.isKnown()) {
      feedAnything();
      return;
    }
    for (Value key : dictionary.keys()) {
      feed(key, dictionary.get(key));
    }
  }

  private void feedAnything() {
    isOpen = true;
  }

  private void feed(Value key, Value value) {
    switch (key) {
      case Tensor tensor when DictValue.isKey(tensor) -> feed(tensor, value);
      case Constant(String name) -> {
        Optional<Tensor> named = named(name);
        if (named.isEmpty()) {
          feedAnything();
        } else {
          feed(named.get(), value);
        }
      }
      case Constant(Long number) ->
          throw execution.error(
              "TypeError",
              "Cannot interpret feed_dict key as Tensor: Can not convert a int into a Tensor.");
      default -> feedAnything();
    }
  }

  private Optional<Tensor> named(String name) {
    return session.graph() == null || !name.endsWith(":0")
        ? Optional.empty()
        : session.graph().named(name.substring(0, name.length() - 2));
  }

  private void feed(Tensor tensor, Value value) {
    requireOwn(tensor, true);
    if (value instanceof Tensor other
        && (other.holder() == Holder.GRAPH || other.holder() == Holder.EAGER)) {
      throw execution.error("TypeError", null);
    }
    if (execution.target().isGraphMode() && tensor.type().isFloating() && isRagged(value)) {
      throw execution.error("ValueError", "setting an array element with a sequence.");
    }
    Value array = array(value, tensor.type());
    if (!(array instanceof Tensor fed)) {
      known.put(tensor, execution.unknown("what is fed"));
      return;
    }
    Node node = Node.of(tensor).orElse(null);
    if (!tensor.shape().isCompatible(fed.shape())) {
      if (node == null || fed.shape().isRanked() && !fed.shape().isFull()) {
        known.put(tensor, execution.unknown("what is fed"));
        return;
      }
      throw execution.error(
          "ValueError",
          node.name() == null
              ? null
              : "Cannot feed value of shape %s for Tensor %s, which has shape %s"
                  .formatted(
                      fed.shape().tupleText(),
                      quoted(node.name() + ":0"),
                      quoted(Messages.shape(tensor.shape(), execution))));
    }
    Tensor computed =
        new Tensor(
                Holder.EAGER,
                tensor.type(),
                fed.shape(),
                Origin.of(execution.at(), "feed_dict", List.of(fed)))
            .withLabels(fed.labels());
    known.put(
        tensor, fed.content().isPresent() ? computed.withContent(fed.content().get()) : computed);
  }

  /** Whether a list of lists is certainly no array. */
  private static boolean isRagged(Value value) {
    Optional<List<Value>> elements = Tensors.elements(value);
    if (elements.isEmpty() || value instanceof Tensor) {
      return false;
    }
    Set<Integer> sizes = new HashSet<>();
    for (Value element : elements.get()) {
      if (element instanceof Constant || element instanceof Scalar) {
        sizes.add(-1);
      } else if (element instanceof ListValue || element instanceof Tuple) {
        Tensors.elements(element).ifPresent(inner -> sizes.add(inner.size()));
      }
    }
    return sizes.size() > 1;
  }

  private String quoted(String text) {
    return execution.target().isGraphMode() ? "'" + text + "'" : text;
  }

  /** What {@code np.asarray(value, dtype)} gives. */
  private Value array(Value value, DataType type) {
    if (value instanceof Tensor given && given.holder() == Holder.NUMPY) {
      if (given.type() == type) {
        return given;
      }
      given.content().ifPresent(content -> requireNumbers(content, type));
      if (given.type() == DataType.STRING || given.type() == DataType.OBJECT) {
        return execution.unknown("an array of other values");
      }
    }
    if (value instanceof Constant none && none.isNone() && type.isFloating()) {
      return new Tensor(
          Holder.NUMPY, type, Shape.SCALAR, Origin.of(execution.at(), "feed_dict", List.of()));
    }
    if (type == DataType.UNKNOWN || type == DataType.STRING || type == DataType.BOOL) {
      return execution.unknown("what is fed");
    }
    return execution.call(
        new Reference("numpy.asarray"),
        Arguments.of(value).with("dtype", new Reference("numpy." + type.text())));
  }

  private void requireNumbers(List<Object> content, DataType type) {
    if (type.isFloating()
        && !content.isEmpty()
        && content.getFirst() instanceof String text
        && text.matches("[a-zA-Z]+")
        && !text.matches("(?i)nan|inf(inity)?")) {
      throw execution.error(
          "ValueError",
          execution.target().isGraphMode()
              ? "could not convert string to float: '" + text + "'"
              : null);
    }
  }

  // Fetching.

  Value fetch(Value fetches) {
    try {
      return fetched(fetches);
    } catch (NotKnown unknown) {
      session.escape();
      return execution.unknown("what a session gives");
    }
  }

  private Value fetched(Value fetch) {
    return switch (fetch) {
      case Tensor tensor -> tensor(tensor);
      case Operation operation -> {
        run(operation);
        yield Constant.NONE;
      }
      case DataIterator.Initializer initializer -> {
        session.begin(initializer.iterator());
        yield Constant.NONE;
      }
      case ListValue list when list.isKnown() ->
          new ListValue(execution.journal(), all(list.elements()));
      case Tuple tuple -> new Tuple(all(tuple.elements()));
      case DictValue dictionary when dictionary.isKnown() -> {
        DictValue results = new DictValue(execution.journal());
        for (Value key : dictionary.keys()) {
          results.put(key, fetched(dictionary.get(key)));
        }
        yield results;
      }
      case Constant(String name) -> named(name).map(this::fetched).orElseGet(this::unseen);
      case Constant constant -> throw invalid(constant);
      case Scalar scalar when scalar != Scalar.STR -> throw execution.error("TypeError", null);
      default -> unseen();
    };
  }

  private List<Value> all(List<Value> fetches) {
    List<Value> results = new ArrayList<>();
    for (Value fetch : fetches) {
      results.add(fetched(fetch));
    }
    return results;
  }

  private Value unseen() {
    session.escape();
    return execution.unknown("what a session gives");
  }

  private RuntimeException invalid(Constant constant) {
    if (constant.isNone()) {
      return execution.error(
          "TypeError",
          execution.target().isGraphMode()
              ? "Fetch argument None has invalid type <class 'NoneType'>"
              : "Argument `fetch` = None has invalid type \"NoneType\". Cannot be None");
    }
    return execution.error(
        "TypeError",
        constant.value() instanceof Long number && execution.target().isGraphMode()
            ? ("Fetch argument %d has invalid type <class 'int'>, must be a string or Tensor. (Can"
                    + " not convert a int into a Tensor or Operation.)")
                .formatted(number)
            : null);
  }

  private Value tensor(Tensor tensor) {
    if (tensor.holder() == Holder.NUMPY) {
      throw execution.error("TypeError", null);
    }
    requireOwn(tensor, false);
    Tensor computed = value(tensor, true) instanceof Tensor result ? result : tensor;
    Tensor array =
        new Tensor(
                Holder.NUMPY,
                computed.type(),
                computed.shape(),
                Origin.of(execution.at(), "tensorflow.Session.run", List.of(computed)))
            .withLabels(computed.labels());
    if (computed.type() == DataType.STRING) {
      return execution.unknown("an array of texts");
    }
    return computed.content().isPresent() ? array.withContent(computed.content().get()) : array;
  }

  /** Raises where a tensor is certainly of another graph. */
  private void requireOwn(Tensor tensor, boolean isFed) {
    GraphValue graph =
        switch (tensor.origin() == null ? null : tensor.origin().replay().orElse(null)) {
          case Deferred deferred -> deferred.graph();
          case Node node -> node.graph();
          case null, default -> null;
        };
    if (graph == null || session.graph() == null || graph == session.graph()) {
      return;
    }
    if (!session.graph().isUsed()) {
      // An empty graph is told in other words, if it is empty.
      throw new NotKnown();
    }
    throw execution.error(isFed ? "TypeError" : "ValueError", null);
  }

  private void run(Operation operation) {
    if (session.graph() != null && operation.graph() != session.graph()) {
      throw execution.error("ValueError", null);
    }
    for (Value part : operation.parts()) {
      switch (part) {
        case Tensor tensor -> value(tensor, false);
        case Operation inner -> run(inner);
        case DataIterator.Initializer initializer -> session.begin(initializer.iterator());
        default -> session.escape();
      }
    }
    operation.needed().forEach(variable -> read(variable, false));
    operation.initialized().forEach(session::initialize);
  }

  // Computing.

  private Value value(Tensor tensor, boolean isFetched) {
    Value before = known.get(tensor);
    if (before != null) {
      return before;
    }
    if (++depth > DEEPEST) {
      throw new NotKnown();
    }
    Value value = computed(tensor, isFetched);
    depth--;
    known.put(tensor, value);
    return value;
  }

  private Value computed(Tensor tensor, boolean isFetched) {
    return switch (tensor.origin() == null ? null : tensor.origin().replay().orElse(null)) {
      case Node.Placeholder placeholder -> {
        if (placeholder.otherwise() != null) {
          yield value(placeholder.otherwise(), false);
        }
        if (isOpen) {
          yield execution.unknown("what is fed");
        }
        throw Messages.notFed(tensor, placeholder.name(), execution);
      }
      case Node.Variable variable -> read(tensor, isFetched);
      case Node.Assigned assigned -> {
        Value value = value(assigned.value(), false);
        if (!assigned.isFresh()) {
          read(assigned.variable(), false);
        }
        session.initialize(assigned.variable());
        yield value instanceof Unknown ? value : plain(assigned.variable());
      }
      case Deferred deferred -> {
        List<Value> inputs = new ArrayList<>();
        for (Tensor input : deferred.inputs()) {
          inputs.add(value(input, false));
        }
        Value value =
            inputs.stream().allMatch(Tensor.class::isInstance)
                ? deferred.run(inputs, execution)
                : null;
        yield value instanceof Tensor ? value : other(tensor);
      }
      case DataIterator.Drawn drawn -> drawn(tensor, drawn);
      case null, default -> tensor.holder() == Holder.KERAS ? other(tensor) : source(tensor);
    };
  }

  /** A part of the element that this run takes; all that it takes of one belongs together. */
  private Value drawn(Tensor tensor, DataIterator.Drawn drawn) {
    Value element = draws.get(drawn.draw().identity());
    if (element == null) {
      element = session.draw(drawn.draw().iterator(), execution);
      draws.put(drawn.draw().identity(), element);
    }
    List<Tensor> parts = Structures.tensors(element);
    if (drawn.index() < parts.size()) {
      Tensor part = parts.get(drawn.index());
      Tensor made = new Tensor(Holder.EAGER, tensor.type(), part.shape(), tensor.origin());
      return part.content().isPresent()
          ? made.withContent(part.content().get())
          : made.withLabels(part.labels());
    }
    return source(tensor);
  }

  /** What is not followed has the shape that the graph says. */
  private Tensor other(Tensor tensor) {
    return plain(tensor);
  }

  /** The elements of a data set may have come to their end. */
  private Tensor source(Tensor tensor) {
    mayEnd |= tensor.holder() == Holder.GRAPH;
    return plain(tensor);
  }

  /** Whether something was computed that may raise what cannot be seen. */
  boolean mayEnd() {
    return mayEnd;
  }

  private Value read(Tensor tensor, boolean isFetched) {
    Node.Variable variable = Node.variable(tensor);
    if (!known.containsKey(tensor)
        && !isOpen
        && variable != null
        && session.isUninitialized(tensor)) {
      throw Messages.notInitialized(variable.name(), isFetched, execution);
    }
    return plain(tensor);
  }

  private static Tensor plain(Tensor tensor) {
    return new Tensor(Holder.EAGER, tensor.type(), tensor.shape(), tensor.origin());
  }

  /** What was asked for cannot be told. */
  private static final class NotKnown extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotKnown() {
      super("", null, false, false);
    }
  }
}
