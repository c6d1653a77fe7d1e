package fitmend.inference.facts;

import fitmend.inference.Target;
import fitmend.inference.keras.DeclaredInput;
import fitmend.inference.keras.Network;
import fitmend.inference.library.Extended;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.pandas.Labelled;
import fitmend.inference.python.Observer;
import fitmend.inference.python.ScriptFunction;
import fitmend.inference.tensorflow.DataSet;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes down, while a script is run, what its expressions are; the join over all evaluations. */
public final class FactRecorder implements Observer, Facts {
  private static final Set<String> FEEDING =
      Set.of(
          "fit",
          "evaluate",
          "predict",
          "train_on_batch",
          "test_on_batch",
          "predict_on_batch",
          "fit_generator",
          "call");

  /** Longer lists are of no use to a rule. */
  private static final int MOST_ELEMENTS = 64;

  private static final int DEEPEST = 3;

  private final Target target;
  private final Fact[] facts;
  private final BitSet reached = new BitSet();
  private final Map<LibraryObject, Node> firstFeeds = new IdentityHashMap<>();
  private final Map<Node, Integer> leastRanks = new HashMap<>();
  private final Map<Node, Shape> declaredInputs = new HashMap<>();
  private boolean changesFloatType;

  public FactRecorder(PythonFile file, Target target) {
    this.target = target;
    facts = new Fact[file.root().id() + 1];
  }

  @Override
  public Fact of(Node expression) {
    Fact fact = facts[expression.id()];
    return fact == null ? Fact.UNKNOWN : fact;
  }

  @Override
  public boolean isReached(Node node) {
    return reached.get(node.statement().id());
  }

  @Override
  public void reached(Node statement) {
    reached.set(statement.id());
  }

  @Override
  public int leastRankFed(Node call) {
    return leastRanks.getOrDefault(call, 0);
  }

  @Override
  public Shape declaredInput(Node call) {
    return declaredInputs.getOrDefault(call, Shape.UNKNOWN);
  }

  @Override
  public boolean changesFloatType() {
    return changesFloatType;
  }

  @Override
  public void evaluated(Node node, Value value) {
    int id = node.id();
    Fact before = facts[id];
    if (before == Fact.DIFFERS) {
      return;
    }
    Fact fact = fact(value, 0);
    facts[id] = before == null ? fact : Fact.join(before, fact);
  }

  @Override
  public void assigned(Node name, Value value) {
    evaluated(name, value);
  }

  @Override
  public void called(Node at, Value callee, Arguments arguments) {
    if (callee instanceof Reference reference && reference.name().equals("set_floatx")) {
      changesFloatType |=
          !(arguments.all().size() == 1
              && arguments.all().getFirst() instanceof Constant(String type)
              && type.equals("float32"));
    } else if (callee instanceof Method method && FEEDING.contains(method.name())) {
      noteFeed(at, method.receiver());
    } else {
      noteFeed(at, Extended.object(callee));
    }
  }

  private void noteFeed(Node at, LibraryObject object) {
    if (object instanceof Network network) {
      DeclaredInput declared = network.declaredInput();
      int least = isFirst(object, at, declared) ? leastRank(declared.layers()) : 0;
      leastRanks.merge(at, least, (one, other) -> one.equals(other) ? one : 0);
      declaredInputs.merge(
          at, declared.shape(), (one, other) -> one.equals(other) ? one : Shape.UNKNOWN);
    }
  }

  /** A model that is built judges its input by what it was built for. */
  private boolean isFirst(LibraryObject object, Node at, DeclaredInput declared) {
    Node first = firstFeeds.putIfAbsent(object, at);
    return first == null ? !declared.isBuilt() : first.equals(at);
  }

  private int leastRank(List<String> layers) {
    if (target.isGraphMode()) {
      return 0; // tensorflow.keras of 1.15 gives plain columns their axis, Keras 2.3 does not
    }
    for (String layer : layers) {
      if (!LayerRanks.keepsShape(layer)) {
        return LayerRanks.leastRank(layer);
      }
    }
    return 0;
  }

  private static Fact fact(Value value, int depth) {
    return switch (value) {
      case Tensor tensor -> new Fact.Array(holder(tensor), tensor.type(), tensor.shape());
      case Constant constant -> new Fact.Constant(constant.isNone() ? null : constant.value());
      case Scalar(Scalar.Type type) -> new Fact.Plain(type);
      case Tuple tuple -> sequence(tuple.elements(), depth);
      case ListValue list when list.isKnown() -> sequence(list.elements(), depth);
      case Reference reference -> new Fact.Reference(reference.path());
      case ScriptFunction function ->
          function.definition() == null
              ? Fact.UNKNOWN
              : new Fact.Function(function.definition(), function.isBound());
      case DataSet data -> new Fact.Dataset();
      case Labelled frame -> new Fact.Array(Fact.Holder.PANDAS, frame.type(), frame.shape());
      default -> object(value);
    };
  }

  private static Fact.Holder holder(Tensor tensor) {
    return switch (tensor.holder()) {
      case NUMPY -> Fact.Holder.NUMPY;
      case KERAS -> Fact.Holder.KERAS;
      case EAGER, VARIABLE, GRAPH -> Fact.Holder.TENSORFLOW;
    };
  }

  private static Fact sequence(List<Value> elements, int depth) {
    if (elements.size() > MOST_ELEMENTS || depth == DEEPEST) {
      return Fact.UNKNOWN;
    }
    List<Fact> known = new ArrayList<>(elements.size());
    for (Value element : elements) {
      known.add(fact(element, depth + 1));
    }
    return new Fact.Sequence(known);
  }

  private static Fact object(Value value) {
    LibraryObject object = Extended.object(value);
    if (object == null) {
      return Fact.UNKNOWN;
    }
    String className = object == value ? object.path() : value.typeName();
    if (object instanceof Network) {
      return new Fact.Model(className, object.madeAt());
    }
    return object.path().startsWith("keras.layers.") || object.path().equals("keras.Layer")
        ? new Fact.Layer(className)
        : Fact.UNKNOWN;
  }
}
