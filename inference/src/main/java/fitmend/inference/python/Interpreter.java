package fitmend.inference.python;

import fitmend.inference.Target;
import fitmend.inference.library.Extended;
import fitmend.inference.library.Library;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasAttributes;
import fitmend.inference.value.Journal;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Slots;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import fitmend.python.tree.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Runs a script on abstract values: the state of the run, and how objects behave. */
public final class Interpreter implements Execution {
  private static final int MOST_STEPS = 200_000;
  private static final int DEEPEST_CALL = 40;
  private static final int MOST_OPERANDS = 8;
  private static final String BUILDING = "building";

  private final Target target;
  private final List<Library> libraries;
  private final Observer observer;
  private final Journal journal = new Journal();
  private final Branching branching = new Branching(journal);
  private final Operators operators;
  private final Subscripts subscripts;
  private final Loops loops;
  private final Builtins builtins;
  private final Objects objects;
  private final Classes classes;
  private final Statements statements;
  private final Expressions expressions;
  private final Exploration exploration = new Exploration(this);
  private final Deque<Node> stack = new ArrayDeque<>();
  private Node at;
  private int steps;
  private final Slots modes = new Slots(journal);
  private Frame globals;
  private int tracing;
  private boolean isComputing;
  private boolean isLenient;

  public Interpreter(Target target, List<Library> libraries, Observer observer) {
    this.target = target;
    this.observer = observer;
    this.libraries = libraries;
    this.operators = new Operators(this);
    this.subscripts = new Subscripts(this);
    this.loops = new Loops(this);
    this.builtins = new Builtins(this);
    this.objects = new Objects(this);
    this.classes = new Classes(this);
    this.expressions = new Expressions(this);
    this.statements = new Statements(this);
  }

  /**
   * Runs a module to its end and gives its variables; throws the {@link PythonError} that ends it,
   * or {@link OutOfFuel}.
   */
  public Map<String, Value> run(Node module) {
    Frame frame = new Frame(null, false, journal);
    globals = frame;
    frame.set("__name__", Constant.of("__main__"));
    frame.set("__file__", Constant.of("script.py"));
    frame.set("__annotations__", unknown("the annotations of the module"));
    Branching.Region region = branching.enterCall();
    try {
      statements.run(module, frame);
    } catch (PythonError error) {
      if (!region.mayHaveLeft()) {
        throw error;
      }
    } catch (Exit exit) {
      // sys.exit() ends a script that did what it should.
    } finally {
      branching.leaveCall();
    }
    Map<String, Value> variables = new java.util.LinkedHashMap<>();
    for (Object name : frame.variables().keys()) {
      variables.put((String) name, frame.variables().get(name));
    }
    return variables;
  }

  /** From now on a statement that fails is left out, and what it would have set is unknown. */
  public void goOnAfterFailures() {
    isLenient = true;
  }

  boolean goesOnAfterFailures() {
    return isLenient;
  }

  /** Ways that the run does not take are looked at as well, without a trace in its state. */
  public void lookAround() {
    exploration.want();
  }

  void supposing(Runnable way) {
    boolean before = isLenient;
    Node here = at;
    int deep = stack.size();
    isLenient = true;
    try {
      branching.suppose(way);
    } finally {
      isLenient = before;
      at = here;
      while (stack.size() > deep) {
        stack.pop();
      }
    }
  }

  /** After {@link #run}: also what the script defines and does not call. */
  public void explore() {
    isLenient = true;
    steps = 0;
    exploration.run();
  }

  /** The program ends here. */
  static final class Exit extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Exit() {
      super("exit", null, false, false);
    }
  }

  // What the parts of the run ask of each other.

  Branching branching() {
    return branching;
  }

  Statements statements() {
    return statements;
  }

  Expressions expressions() {
    return expressions;
  }

  Operators operators() {
    return operators;
  }

  Subscripts subscripts() {
    return subscripts;
  }

  Classes classes() {
    return classes;
  }

  Objects objects() {
    return objects;
  }

  Exploration exploration() {
    return exploration;
  }

  List<Library> libraries() {
    return libraries;
  }

  /** One step of the run. */
  void step(Node node) {
    at = node;
    if (++steps > MOST_STEPS) {
      throw new OutOfFuel();
    }
  }

  /** Whether loops should be summed up rather than followed. */
  boolean isTired() {
    return steps > MOST_STEPS / 2;
  }

  /** Whether another call may be followed. */
  boolean mayEnter() {
    return stack.size() < DEEPEST_CALL;
  }

  int depth() {
    return stack.size();
  }

  void enter(Node call) {
    stack.push(call);
  }

  void leave(Node call) {
    stack.pop();
    at = call;
  }

  // Execution.

  @Override
  public Target target() {
    return target;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public Node at() {
    return at;
  }

  @Override
  public PythonError error(String type, String message) {
    List<Node> places = new ArrayList<>(stack.reversed());
    if (at != null) {
      places.add(at);
    }
    return new PythonError(type, message, null, places);
  }

  Observer observer() {
    return observer;
  }

  @Override
  public Value call(Value callee, Arguments arguments) {
    try {
      return dispatch(callee, arguments);
    } catch (PythonError error) {
      Arguments given =
          callee instanceof TensorMethod method ? arguments.after(method.receiver()) : arguments;
      error.setOperands(tensors(given.all()));
      throw error;
    }
  }

  /** The tensors among some values, those in tuples and lists included. */
  static List<Tensor> tensors(List<Value> values) {
    List<Tensor> found = new ArrayList<>();
    for (Value value : values) {
      switch (value) {
        case Tensor tensor -> found.add(tensor);
        case Tuple tuple -> found.addAll(tensors(tuple.elements()));
        case ListValue list when list.isKnown() -> found.addAll(tensors(list.elements()));
        default -> {}
      }
      if (found.size() > MOST_OPERANDS) {
        break;
      }
    }
    return found;
  }

  private Value dispatch(Value callee, Arguments arguments) {
    return switch (callee) {
      case Reference reference -> callLibrary(reference, arguments);
      case Function function -> objects.callFunction(function, arguments);
      case BoundMethod bound -> call(bound.function(), arguments.after(bound.receiver()));
      case ScriptClass type -> classes.make(type, arguments);
      case Instance instance -> objects.callInstance(instance, arguments);
      case Callable callable -> callable.call(arguments, this);
      case Unknown unknown -> {
        escape(arguments.all());
        branching.mayRaise();
        yield unknown;
      }
      default -> throw error("TypeError", "'" + callee.typeName() + "' object is not callable");
    };
  }

  private Value callLibrary(Reference reference, Arguments arguments) {
    if (reference.path().startsWith("builtins.")) {
      return builtins.call(reference.name(), arguments);
    }
    if (reference.path().equals("sys.exit") || reference.path().equals("os._exit")) {
      throw new Exit();
    }
    switch (reference.path()) {
      case "dataclasses.dataclass" -> {
        return Dataclasses.decorate(arguments, this);
      }
      case "dataclasses.field" -> {
        return Dataclasses.field(arguments);
      }
      case "abc.abstractmethod", "abc.abstractproperty" -> {
        return new Descriptor(Descriptor.Kind.ABSTRACT, arguments.positional().getFirst());
      }
      default -> {}
    }
    for (Library library : libraries) {
      Value result = library.call(reference.path(), arguments, this);
      if (result != null) {
        return result;
      }
    }
    escape(arguments.all());
    branching.mayRaise();
    return unknown(reference.path() + " is not modelled");
  }

  @Override
  public List<String> parameters(Value callee) {
    return switch (callee) {
      case Function function -> objects.parameters(function);
      case BoundMethod bound -> parameters(bound.function());
      default -> List.of();
    };
  }

  @Override
  public Value attribute(Value receiver, String name) {
    Value found = objects.attribute(receiver, name);
    if (found == null) {
      throw error(
          "AttributeError",
          receiver instanceof ScriptClass type
              ? "type object '" + type.name() + "' has no attribute '" + name + "'"
              : receiver instanceof Reference module
                  ? "module '" + inside(module.path()) + "' has no attribute '" + name + "'"
                  : "'" + receiver.typeName() + "' object has no attribute '" + name + "'");
    }
    return found;
  }

  /** The module's own name, where the public one only stands for it. */
  private String inside(String path) {
    boolean isKeras = path.startsWith("tensorflow.keras");
    if (!path.startsWith("tensorflow.")) {
      return path;
    }
    return switch (target) {
      case TENSORFLOW_2_21 ->
          path.replaceFirst("tensorflow\\.", isKeras ? "keras._tf_keras." : "tensorflow._api.v2.");
      case TENSORFLOW_2_15 ->
          path.replaceFirst("tensorflow\\.", isKeras ? "keras.api._v2." : "tensorflow._api.v2.");
      case TENSORFLOW_1_15 ->
          path.replaceFirst(
              "tensorflow\\.",
              isKeras ? "tensorflow.python.keras.api._v1." : "tensorflow._api.v1.");
    };
  }

  @Override
  public void setAttribute(Value receiver, String name, Value value) {
    switch (receiver) {
      case Instance instance -> objects.setAttribute(instance, name, value);
      case HasAttributes object -> object.setAttribute(name, value, this);
      case ScriptClass type -> type.members().put(name, value);
      default -> escape(List.of(receiver, value));
    }
  }

  @Override
  public Elements elements(Value iterable) {
    return loops.of(iterable);
  }

  @Override
  public Optional<Boolean> truth(Value value) {
    return operators.truth(value);
  }

  @Override
  public void escape(List<Value> values) {
    for (Value value : values) {
      exploration.escaped(value);
      switch (value) {
        case ListValue list -> {
          List<Value> elements = list.isKnown() ? list.elements() : List.of();
          list.forget("a function that is not known got the list");
          escape(elements);
        }
        case LibraryObject object -> object.escape();
        case Extended extended when extended.base() != null -> extended.base().escape();
        case SetValue set -> set.forget("a function that is not known got the set");
        case DictValue dict -> dict.forget("a function that is not known got the dictionary");
        case Tuple tuple -> escape(tuple.elements());
        case Tensor tensor -> tensor.forgetContent();
        default -> {}
      }
    }
  }

  @Override
  public boolean isGraph() {
    return !isComputing && (tracing > 0 || buildsGraph() || target.isGraphMode());
  }

  @Override
  public boolean buildsGraph() {
    return !isComputing && tracing == 0 && (target.isGraphMode() || building() > 0);
  }

  private long building() {
    return modes.get(BUILDING) instanceof Constant(Long count) ? count : 0;
  }

  @Override
  public void buildGraph(boolean begins) {
    modes.put(BUILDING, Constant.of(building() + (begins ? 1 : -1)));
  }

  @Override
  public <T> T computed(Supplier<T> body) {
    boolean before = isComputing;
    isComputing = true;
    try {
      return body.get();
    } finally {
      isComputing = before;
    }
  }

  @Override
  public <T> T traced(Supplier<T> body) {
    tracing++;
    try {
      return body.get();
    } finally {
      tracing--;
    }
  }

  @Override
  public void mayRepeat(Runnable round) {
    statements.summarize(
        () -> {
          round.run();
          return Jump.NEXT;
        });
  }

  @Override
  public Value global(String name) {
    return globals.variables().get(name);
  }

  @Override
  public Value binary(String operator, Value left, Value right) {
    return switch (operator) {
      case "==", "!=", "<", "<=", ">", ">=" -> operators.compare(operator, left, right);
      default -> operators.binary(operator, left, right);
    };
  }

  @Override
  public Value subscript(Value container, Value index) {
    return subscripts.subscript(container, index);
  }

  /** An object of a class of a library that a class of the script extends; null if not modelled. */
  LibraryObject allocate(String path) {
    if (path.startsWith("builtins.") && ExceptionTypes.isName(path)) {
      return new ExceptionBase(path, this);
    }
    for (Library library : libraries) {
      LibraryObject object = library.allocate(path, this);
      if (object != null) {
        return object;
      }
    }
    return null;
  }
}
