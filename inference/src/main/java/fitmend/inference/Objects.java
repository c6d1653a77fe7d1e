package fitmend.inference;

import fitmend.inference.Internals.Arguments;
import fitmend.inference.Internals.Function;
import fitmend.inference.Internals.Instance;
import fitmend.inference.Internals.Reference;
import fitmend.inference.Internals.ScriptClass;
import fitmend.inference.Value.Array;
import fitmend.inference.Value.Dataset;
import fitmend.inference.Value.Holder;
import fitmend.inference.Value.Layer;
import fitmend.inference.Value.Model;
import fitmend.inference.Value.Sequence;
import fitmend.python.name.Names;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The classes of the script, their objects, and how Keras calls them. */
final class Objects {
  private static final Set<String> FEEDS =
      Set.of(
          "fit",
          "evaluate",
          "predict",
          "train_on_batch",
          "test_on_batch",
          "predict_on_batch",
          "fit_generator",
          "call");

  private enum Family {
    LAYER,
    MODEL,
    OTHER,
    UNKNOWN
  }

  private final Interpreter interpreter;
  private final Heap heap;
  private final KerasLibrary keras;
  private final Names names;
  private final Map<Node, ScriptClass> classes = new HashMap<>();
  private final Map<Node, Frame> bodies = new HashMap<>();
  private final Map<Node, Integer> leastRanks = new HashMap<>();
  private final Map<Node, Shape> declaredInputs = new HashMap<>();

  Objects(Interpreter interpreter, Heap heap, KerasLibrary keras, Names names) {
    this.interpreter = interpreter;
    this.heap = heap;
    this.keras = keras;
    this.names = names;
  }

  KerasLibrary keras() {
    return keras;
  }

  /** For each call that feeds a model, what the first layer asks of the input. */
  Map<Node, Integer> leastRanks() {
    return leastRanks;
  }

  /** For each call that feeds a model, the shape that it was declared with. */
  Map<Node, Shape> declaredInputs() {
    return declaredInputs;
  }

  /** The input of a Sequential model is only judged by the layers where nothing built it before. */
  private void noteFeed(Model model, Node call) {
    Heap.Entry entry = heap.get(model.madeAt());
    if (entry == null) {
      return;
    }
    declaredInputs.merge(
        call, keras.declaredShape(entry), (one, other) -> one.equals(other) ? one : Shape.UNKNOWN);
    if (!model.className().equals("keras.Sequential")) {
      return;
    }
    boolean isFirst = entry.firstFeed == null || entry.firstFeed.equals(call);
    entry.firstFeed = isFirst ? call : entry.firstFeed;
    int least = isFirst && !entry.isShared ? keras.leastRank(entry) : 0;
    leastRanks.merge(call, least, (one, other) -> one.equals(other) ? one : 0);
  }

  /** Takes note of a class and of the variables of its body. */
  void define(ScriptClass made, Frame body) {
    classes.put(made.definition().node(), made);
    bodies.put(made.definition().node(), body);
  }

  /** What of Keras a class is made from. */
  private Family familyOf(ScriptClass made, int depth) {
    if (depth > 8) {
      return Family.UNKNOWN;
    }
    Family family = Family.OTHER;
    for (Node base : made.definition().bases()) {
      Family one = Family.UNKNOWN;
      Value value = interpreter.evaluator().fact(base);
      if (value instanceof ScriptClass parent) {
        one = familyOf(parent, depth + 1);
      } else if (value instanceof Reference(String path)) {
        one =
            path.equals("keras.Model") || path.equals("keras.Sequential")
                ? Family.MODEL
                : path.startsWith("keras.layers.")
                    ? Family.LAYER
                    : path.equals("builtins.object") ? Family.OTHER : Family.UNKNOWN;
      }
      family = family == Family.OTHER ? one : family;
    }
    return family;
  }

  /** Makes an object and runs its constructor. */
  Value make(ScriptClass made, Arguments arguments, int branchDepth) {
    Node site = arguments.call();
    String name = made.definition().name();
    Value self =
        switch (familyOf(made, 0)) {
          case LAYER -> new Layer(name, site);
          case MODEL -> new Model(name, site);
          default -> new Instance(name, site);
        };
    Heap.Entry entry = heap.make(site, made.definition(), arguments);
    entry.branchDepth = branchDepth;
    method(made, "__init__", self).ifPresent(init -> interpreter.follow(init, arguments));
    return self;
  }

  /** The method of that name, also of classes of the script above, bound to an object. */
  private Optional<Function> method(ScriptClass made, String name, Value self) {
    ScriptClass at = made;
    for (int depth = 0; depth < 8 && at != null; depth++) {
      Optional<FunctionDef> found = at.definition().method(name);
      if (found.isPresent()) {
        return Optional.of(new Function(found.get().node(), at.around(), self));
      }
      at = parent(at);
    }
    return Optional.empty();
  }

  private ScriptClass parent(ScriptClass made) {
    for (Node base : made.definition().bases()) {
      if (interpreter.evaluator().fact(base) instanceof ScriptClass parent) {
        return parent;
      }
    }
    return null;
  }

  private static Node siteOf(Value value) {
    return switch (value) {
      case Layer layer -> layer.madeAt();
      case Model model -> model.madeAt();
      case Instance instance -> instance.madeAt();
      default -> null;
    };
  }

  private ScriptClass classOf(Value value) {
    Node site = siteOf(value);
    Heap.Entry entry = site == null ? null : heap.get(site);
    return entry == null || entry.definition == null ? null : classes.get(entry.definition.node());
  }

  /** An attribute or bound method of an object; Unknown when it has none that is known. */
  Value member(Value receiver, String name, Node at) {
    Node site = siteOf(receiver);
    Heap.Entry entry = site == null ? null : heap.get(site);
    if (entry == null) {
      return Lattice.UNKNOWN;
    }
    Value attribute = entry.attributes.get(name);
    if (attribute != null) {
      return attribute;
    }
    ScriptClass made = classOf(receiver);
    if (made == null) {
      return Lattice.UNKNOWN;
    }
    Optional<Function> method = method(made, name, receiver);
    if (method.isPresent()) {
      FunctionDef definition = new FunctionDef(method.get().definition());
      return definition.decorators().isEmpty() || isPlainCall(definition)
          ? method.get()
          : Lattice.UNKNOWN;
    }
    Frame body = bodies.get(made.definition().node());
    Value shared = body == null ? null : body.getOwn(name);
    return shared == null || shared instanceof Function ? Lattice.UNKNOWN : shared;
  }

  private boolean isPlainCall(FunctionDef definition) {
    return definition.decorators().stream()
        .allMatch(
            decorator ->
                interpreter
                            .evaluator()
                            .fact(decorator.is(Kind.CALL) ? decorator.child(0) : decorator)
                        instanceof Reference(String path)
                    && path.equals("tensorflow.function"));
  }

  void setMember(Value receiver, String name, Value value) {
    Node site = siteOf(receiver);
    Heap.Entry entry = site == null ? null : heap.get(site);
    if (entry != null) {
      entry.setAttribute(name, value);
    }
  }

  /** What Keras hands to {@code call}: a tensor of the layer's own type. */
  private Value asInput(Value value) {
    return switch (value) {
      case Array array -> {
        DataType type =
            array.dataType().isFloating()
                ? keras.usesFloat64ByDefault() ? DataType.UNKNOWN : DataType.FLOAT32
                : array.dataType();
        yield new Array(Holder.KERAS, type, array.shape(), array.madeAt());
      }
      case Sequence sequence ->
          new Sequence(sequence.elements().stream().map(this::asInput).toList());
      default -> value;
    };
  }

  Value apply(Layer layer, Arguments arguments) {
    return classOf(layer) == null ? keras.apply(layer, arguments) : applyOwn(layer, arguments);
  }

  Value apply(Model model, Arguments arguments) {
    noteFeed(model, arguments.call());
    return classOf(model) == null
        ? keras.apply(model, arguments.get("inputs", 0, Lattice.UNKNOWN), arguments.call())
        : applyOwn(model, arguments);
  }

  /** Calls an object of the script itself. */
  Value callInstance(Instance instance, Arguments arguments) {
    if (member(instance, "__call__", arguments.call()) instanceof Function call) {
      return interpreter.follow(call, arguments);
    }
    escape(arguments);
    return Lattice.UNKNOWN;
  }

  /** Calls {@code build} once and {@code call} each time. */
  private Value applyOwn(Value self, Arguments arguments) {
    ScriptClass made = classOf(self);
    Heap.Entry entry = heap.get(siteOf(self));
    List<Value> positional = arguments.positional().stream().map(this::asInput).toList();
    Map<String, Value> keywords = new HashMap<>();
    arguments.keywords().forEach((name, value) -> keywords.put(name, asInput(value)));
    Arguments given = new Arguments(positional, keywords, arguments.isOpen(), arguments.call());
    if (!entry.isBuilt) {
      entry.isBuilt = true;
      build(made, self, positional, arguments.call());
    }
    return method(made, "call", self)
        .map(call -> interpreter.follow(call, given))
        .orElse(Lattice.UNKNOWN);
  }

  private void build(ScriptClass made, Value self, List<Value> inputs, Node at) {
    Value shape =
        !inputs.isEmpty() && inputs.get(0) instanceof Array array
            ? Shapes.tuple(array.shape())
            : Lattice.UNKNOWN;
    method(made, "build", self)
        .ifPresent(
            build -> interpreter.follow(build, new Arguments(List.of(shape), Map.of(), false, at)));
  }

  /** The result of a method of a model that is not one of the script. */
  Value modelMethod(Model model, String name, Arguments arguments, int branchDepth) {
    if (name.equals("add")) {
      keras.add(model, arguments.get("layer", 0, Lattice.UNKNOWN), branchDepth);
      return Lattice.UNKNOWN;
    }
    if (name.equals("build")) {
      Shape shape = Shapes.of(arguments.get("input_shape", 0, Lattice.UNKNOWN));
      feed(model, new Array(Holder.KERAS, DataType.FLOAT32, shape, arguments.call()), arguments);
      return Lattice.UNKNOWN;
    }
    if (!FEEDS.contains(name)) {
      return Lattice.UNKNOWN;
    }
    Value input = arguments.get("x", 0, arguments.get("inputs", -1, Lattice.UNKNOWN));
    boolean isBatch = name.endsWith("on_batch") || name.equals("call");
    Value result = feed(model, fed(input, isBatch), arguments);
    return name.startsWith("predict") && result instanceof Array array
        ? new Array(
            Holder.NUMPY,
            array.dataType(),
            array.shape().isRanked() && array.shape().rank() > 0
                ? Shapes.with(array.shape(), 0, -1)
                : Shape.UNKNOWN,
            arguments.call())
        : Lattice.UNKNOWN;
  }

  private Value feed(Model model, Value input, Arguments arguments) {
    Arguments given = new Arguments(List.of(input), Map.of(), false, arguments.call());
    return apply(model, given);
  }

  /** What the model sees of its data: batches of an unknown number of rows. */
  private static Value fed(Value data, boolean isBatch) {
    return switch (data) {
      case Dataset(Value element, Node madeAt) ->
          element instanceof Sequence pair && !pair.elements().isEmpty()
              ? pair.elements().get(0)
              : element;
      case Array array when array.shape().isRanked() && array.shape().rank() > 0 ->
          new Array(
              Holder.KERAS,
              array.dataType(),
              isBatch ? array.shape() : Shapes.with(array.shape(), 0, -1),
              array.madeAt());
      case Sequence sequence ->
          sequence.elements().stream().allMatch(Array.class::isInstance)
              ? new Sequence(sequence.elements().stream().map(part -> fed(part, isBatch)).toList())
              : Lattice.UNKNOWN;
      default -> Lattice.UNKNOWN;
    };
  }

  /** Lets models whose input is declared run once, so that their layers are seen at work. */
  void applyModels() {
    for (Map.Entry<Node, Heap.Entry> entry : heap.all().entrySet()) {
      Heap.Entry model = entry.getValue();
      if (model.steps != null) {
        Value input = keras.declaredInput(model).<Value>map(array -> array).orElse(null);
        if (input != null) {
          keras.apply(new Model("keras.Sequential", entry.getKey()), input, entry.getKey());
        }
      }
    }
  }

  /** Objects that are handed to somebody unknown may be called with anything. */
  void escape(Arguments arguments) {
    List<Value> all = new ArrayList<>(arguments.positional());
    all.addAll(arguments.keywords().values());
    all.forEach(this::escape);
  }

  private void escape(Value value) {
    if (value instanceof Sequence(List<Value> elements)) {
      elements.forEach(this::escape);
    }
    ScriptClass made = classOf(value);
    if (made != null) {
      made.definition().methods().forEach(method -> interpreter.escape(method.node()));
    }
  }

  /** Walks a function with arguments of which nothing is known. */
  void callUnknown(Function function) {
    Node definition = function.definition();
    Arguments unknown = new Arguments(List.of(), Map.of(), true, definition);
    ScriptClass made = definition.is(Kind.LAMBDA) ? null : classAround(definition);
    if (made == null) {
      interpreter.follow(function, unknown);
      return;
    }
    for (Value self : objectsOf(made)) {
      Function bound = new Function(definition, function.around(), self);
      boolean isCall =
          new FunctionDef(definition).name().equals("call") && !(self instanceof Instance);
      Value input = new Array(Holder.KERAS, DataType.UNKNOWN, Shape.UNKNOWN, definition);
      interpreter.follow(
          bound, isCall ? new Arguments(List.of(input), Map.of(), true, definition) : unknown);
    }
  }

  private ScriptClass classAround(Node definition) {
    Node around = definition.parent().orElseThrow();
    around = around.is(Kind.DECORATED) ? around.parent().orElseThrow() : around;
    Optional<Node> owner = around.parent();
    return around.is(Kind.BLOCK) && owner.isPresent() ? classes.get(owner.get()) : null;
  }

  /** The objects of a class that were seen, or one made with unknown arguments. */
  private List<Value> objectsOf(ScriptClass made) {
    List<Value> found = new ArrayList<>();
    Family family = familyOf(made, 0);
    String name = made.definition().name();
    for (Map.Entry<Node, Heap.Entry> entry : heap.ofScript().entrySet()) {
      if (entry.getValue().definition.node().equals(made.definition().node())) {
        found.add(objectOf(family, name, entry.getKey()));
      }
    }
    if (found.isEmpty()) {
      Arguments unknown = new Arguments(List.of(), Map.of(), true, made.definition().node());
      found.add(make(made, unknown, 0));
    }
    return found;
  }

  private static Value objectOf(Family family, String name, Node site) {
    return switch (family) {
      case LAYER -> new Layer(name, site);
      case MODEL -> new Model(name, site);
      default -> new Instance(name, site);
    };
  }
}
