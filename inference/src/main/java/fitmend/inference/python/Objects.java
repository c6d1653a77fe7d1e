package fitmend.inference.python;

import fitmend.inference.library.Library;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.library.PublicNames;
import fitmend.inference.library.Words;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.HasAttributes;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.Join;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import fitmend.python.tree.ClassDef;
import fitmend.python.tree.FunctionDef;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.Parameter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** How functions, classes and objects of the script behave. */
final class Objects {
  /** A generator is followed to so many elements. */
  private static final int MOST_YIELDED = 16;

  private final Interpreter run;
  private final Map<Node, Set<String>> locals = new HashMap<>();
  private final Map<Node, Boolean> generators = new HashMap<>();

  Objects(Interpreter run) {
    this.run = run;
  }

  // Functions.

  Value callFunction(Function function, Arguments arguments) {
    if (!run.mayEnter()) {
      run.escape(arguments.all());
      return run.unknown("calls go too deep");
    }
    Frame frame = new Frame(function.around(), false, run.journal());
    frame.setLocals(locals(function.definition()));
    bind(function, arguments, frame);
    Node body = function.definition().lastChild();
    if (function.definition().is(Kind.LAMBDA)) {
      return within(function, () -> run.expressions().evaluate(body, frame));
    }
    if (generators.computeIfAbsent(body, Objects::isGenerator)) {
      return new IteratorValue(run.journal(), () -> yielded(function, body, frame));
    }
    return within(function, () -> execute(body, frame));
  }

  private Value within(Function function, java.util.function.Supplier<Value> body) {
    Node call = run.at();
    run.enter(call);
    run.expressions().enterMethod(function);
    try {
      return body.get();
    } finally {
      run.expressions().leaveMethod();
      run.leave(call);
    }
  }

  private Value execute(Node body, Frame frame) {
    Branching.Region region = run.branching().enterCall();
    try {
      Jump jump = run.statements().run(body, frame);
      Value value = jump.kind() == Jump.Kind.RETURN ? jump.value() : Constant.NONE;
      return region.returned() == null ? value : Join.of(region.returned(), value);
    } catch (PythonError error) {
      if (region.returned() == null) {
        throw error;
      }
      return region.returned();
    } finally {
      run.branching().leaveCall();
    }
  }

  private Set<String> locals(Node definition) {
    return locals.computeIfAbsent(
        definition,
        each -> {
          Set<String> names = new HashSet<>();
          if (each.is(Kind.FUNCTION_DEF)) {
            LocalNames.collect(each.lastChild(), names);
          }
          return names;
        });
  }

  private static boolean isGenerator(Node body) {
    return switch (body.kind()) {
      case FUNCTION_DEF, LAMBDA, CLASS_DEF -> false;
      case YIELD, YIELD_FROM -> true;
      default -> {
        for (Node part : body.children()) {
          if (isGenerator(part)) {
            yield true;
          }
        }
        yield false;
      }
    };
  }

  /** Enough elements were seen. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Enough() {
      super("enough", null, false, false);
    }
  }

  private Elements yielded(Function function, Node body, Frame frame) {
    frame.yielded = new ArrayList<>();
    frame.depth = run.branching().depth();
    try {
      within(function, () -> execute(body, frame));
      boolean isSure = !frame.mayYieldMore;
      return new Elements(
          isSure ? List.copyOf(frame.yielded) : List.of(),
          isSure ? null : Elements.all(frame.yielded).any());
    } catch (Enough enough) {
      return new Elements(List.copyOf(frame.yielded), Elements.all(frame.yielded).any());
    }
  }

  /** One element of the generator whose body is being run. */
  void yieldElement(Value value, Frame frame) {
    if (frame.yielded == null) {
      return;
    }
    frame.yielded.add(value);
    frame.mayYieldMore |= run.branching().depth() > frame.depth;
    if (frame.yielded.size() >= MOST_YIELDED) {
      throw new Enough();
    }
  }

  // Arguments.

  List<String> parameters(Function function) {
    List<String> names = new ArrayList<>();
    for (Node node : function.definition().first(Kind.PARAMETERS).orElseThrow().children()) {
      new Parameter(node).name().ifPresent(names::add);
    }
    return names;
  }

  Map<String, Value> defaults(Node definition, Frame frame) {
    Map<String, Value> defaults = new LinkedHashMap<>();
    for (Node node : definition.first(Kind.PARAMETERS).orElseThrow().children()) {
      Parameter parameter = new Parameter(node);
      parameter
          .defaultValue()
          .ifPresent(
              value ->
                  defaults.put(
                      parameter.name().orElseThrow(), run.expressions().evaluate(value, frame)));
    }
    return defaults;
  }

  private void bind(Function function, Arguments arguments, Frame frame) {
    List<Value> positional = arguments.positional();
    Map<String, Value> keywords = new LinkedHashMap<>(arguments.keywords());
    List<String> missing = new ArrayList<>();
    int at = 0;
    int most = 0;
    boolean keywordOnly = false;
    boolean takesMore = false;
    String rest = null;
    for (Node node : function.definition().first(Kind.PARAMETERS).orElseThrow().children()) {
      Parameter parameter = new Parameter(node);
      String name = parameter.name().orElse(null);
      switch (parameter.marker()) {
        case "*" -> {
          keywordOnly = true;
          if (name != null) {
            takesMore = true;
            frame.set(
                name,
                arguments.isOpen()
                    ? run.unknown("arguments are unpacked")
                    : new Tuple(
                        positional.subList(Math.min(at, positional.size()), positional.size())));
          }
        }
        case "**" -> rest = name;
        case "/" -> {}
        default -> {
          most += keywordOnly ? 0 : 1;
          if (!keywordOnly && at < positional.size()) {
            frame.set(name, positional.get(at++));
            if (keywords.containsKey(name)) {
              throw run.error(
                  "TypeError",
                  title(function) + "() got multiple values for argument '" + name + "'");
            }
          } else if (keywords.containsKey(name)) {
            frame.set(name, keywords.remove(name));
          } else if (arguments.isOpen()) {
            frame.set(name, run.unknown("arguments are unpacked"));
          } else if (function.defaults().containsKey(name)) {
            frame.set(name, function.defaults().get(name));
          } else {
            missing.add("'" + name + "'");
          }
        }
      }
    }
    if (rest != null) {
      DictValue more = new DictValue(run.journal());
      keywords.forEach((key, value) -> more.put(Constant.of(key), value));
      if (arguments.isOpen()) {
        more.forget("arguments are unpacked");
      }
      frame.set(rest, more);
    } else if (!keywords.isEmpty()) {
      throw run.error(
          "TypeError",
          title(function)
              + "() got an unexpected keyword argument '"
              + keywords.keySet().iterator().next()
              + "'");
    }
    if (!missing.isEmpty()) {
      throw run.error(
          "TypeError",
          "%s() missing %d required positional argument%s: %s"
              .formatted(
                  title(function),
                  missing.size(),
                  missing.size() == 1 ? "" : "s",
                  Words.listed(missing)));
    }
    if (at < positional.size() && !takesMore) {
      int given = positional.size();
      int required = most - function.defaults().size();
      throw run.error(
          "TypeError",
          "%s() takes %s positional argument%s but %d %s given"
              .formatted(
                  title(function),
                  function.defaults().isEmpty() ? most : "from " + required + " to " + most,
                  most == 1 ? "" : "s",
                  given,
                  given == 1 ? "was" : "were"));
    }
  }

  /** Since Python 3.10 messages say where a function was defined. */
  private String title(Function function) {
    if (run.target().isGraphMode()) {
      return function.name();
    }
    StringBuilder title = new StringBuilder(function.name());
    Optional<Node> at = function.definition().parent();
    for (; at.isPresent(); at = at.get().parent()) {
      switch (at.get().kind()) {
        case CLASS_DEF -> title.insert(0, new ClassDef(at.get()).name() + ".");
        case FUNCTION_DEF -> title.insert(0, new FunctionDef(at.get()).name() + ".<locals>.");
        case LAMBDA -> title.insert(0, "<lambda>.<locals>.");
        default -> {}
      }
    }
    return title.toString();
  }

  // Classes and their objects.

  Value make(ScriptClass type, Arguments arguments) {
    if (type.isOpen()) {
      run.escape(arguments.all());
      return run.unknown("a base of class " + type.name() + " is not known");
    }
    LibraryObject base = null;
    if (type.libraryBase().isPresent()) {
      base = run.allocate(type.libraryBase().get().path());
      if (base == null) {
        run.escape(arguments.all());
        return run.unknown(type.libraryBase().get().path() + " is not modelled");
      }
    }
    Instance instance = new Instance(type, base, run.journal());
    if (base != null) {
      base.setSelf(instance);
    }
    Value constructor = type.member("__init__");
    if (constructor != null) {
      run.call(constructor, arguments.after(instance));
    } else if (type.isDataclass()) {
      fill(instance, arguments);
    } else if (base != null) {
      base.method("__init__", arguments, run);
    } else if (!arguments.all().isEmpty() && !type.name().isEmpty()) {
      throw run.error("TypeError", type.name() + "() takes no arguments");
    }
    return instance;
  }

  /** The decorator, with arguments of its own or without. */
  Value dataclass(Reference decorator, Arguments arguments) {
    if (arguments.positional().isEmpty()) {
      return decorator;
    }
    if (arguments.positional().getFirst() instanceof ScriptClass type) {
      type.makeDataclass();
    }
    return arguments.positional().getFirst();
  }

  /** The constructor of a data class. */
  private void fill(Instance instance, Arguments arguments) {
    List<String> fields = instance.type().dataclassFields();
    for (int i = 0; i < fields.size(); i++) {
      String field = fields.get(i);
      Value given =
          i < arguments.positional().size()
              ? arguments.positional().get(i)
              : arguments.keywords().get(field);
      Value value = given != null ? given : instance.type().member(field);
      boolean isPlain = value != null && (given != null || value instanceof Constant);
      instance.attributes().put(field, isPlain ? value : run.unknown("field " + field));
    }
  }

  Value callInstance(Instance instance, Arguments arguments) {
    Value method = instance.type().member("__call__");
    if (method != null) {
      return run.call(method, arguments.after(instance));
    }
    if (instance.base() != null) {
      return instance.base().call(arguments, run);
    }
    throw run.error("TypeError", "'" + instance.typeName() + "' object is not callable");
  }

  void setAttribute(Instance instance, String name, Value value) {
    if (instance.type().member("__setattr__") != null) {
      run.escape(List.of(value));
      instance.attributes().put(name, run.unknown("the class sets attributes its own way"));
      return;
    }
    if (instance.base() != null) {
      instance.base().setAttribute(name, value, run);
    }
    instance.attributes().put(name, value);
  }

  /** The attribute; null when there certainly is none. */
  Value attribute(Value receiver, String name) {
    return switch (receiver) {
      case Unknown unknown -> new Unknown(unknown.reason());
      case Reference reference -> member(reference, name);
      case Instance instance -> ofInstance(instance, name);
      case SuperValue view -> ofSuper(view, name);
      case ScriptClass type -> ofClass(type, name);
      case HasAttributes object -> object.attribute(name, run);
      case Tensor tensor -> ofTensor(tensor, name);
      default -> Containers.attribute(receiver, name, run);
    };
  }

  private Value member(Reference reference, String name) {
    String path = reference.path() + "." + name;
    for (Library library : run.libraries()) {
      Value value = library.member(path, run);
      if (value != null) {
        return value;
      }
    }
    boolean isMissing =
        !name.startsWith("_") && PublicNames.of(run.target()).isMissing(reference.path(), name);
    return isMissing ? null : reference(path);
  }

  /** What a path names, under the one path that stands for all its aliases. */
  Reference reference(String path) {
    return new Reference(
        PublicNames.of(run.target()).find(path).map(PublicNames.Name::path).orElse(path));
  }

  private Value ofInstance(Instance instance, String name) {
    Value own = instance.attributes().get(name);
    if (own != null) {
      return own;
    }
    Value member = instance.type().member(name);
    if (member != null) {
      return bound(member, instance);
    }
    if (name.equals("__class__")) {
      return instance.type();
    }
    if (instance.base() != null) {
      return instance.base().attribute(name, run);
    }
    return instance.type().member("__getattr__") != null || name.startsWith("__")
        ? run.unknown("attribute " + name)
        : null;
  }

  private Value bound(Value member, Value receiver) {
    return switch (member) {
      case Function function -> new BoundMethod(function, receiver);
      case Descriptor(Descriptor.Kind kind, Value function) ->
          switch (kind) {
            case PROPERTY -> run.call(function, Arguments.of(receiver));
            case STATIC -> function;
            case CLASS ->
                new BoundMethod(function, receiver instanceof Instance of ? of.type() : receiver);
          };
      case fitmend.inference.value.Callable callable -> new BoundMethod(callable, receiver);
      default -> member;
    };
  }

  private Value ofSuper(SuperValue view, String name) {
    ScriptClass type =
        view.receiver() instanceof Instance instance
            ? instance.type()
            : (ScriptClass) view.receiver();
    Value member = type.memberAfter(view.owner(), name);
    if (member != null) {
      return bound(member, view.receiver());
    }
    if (view.receiver() instanceof Instance instance && instance.base() != null) {
      return new Method(instance.base(), name);
    }
    return name.equals("__init__") ? new Reference("builtins.object") : null;
  }

  private Value ofClass(ScriptClass type, String name) {
    Value member = type.member(name);
    if (member instanceof Descriptor(Descriptor.Kind kind, Value function)) {
      return kind == Descriptor.Kind.CLASS ? new BoundMethod(function, type) : function;
    }
    if (member == null && name.equals("__name__")) {
      return Constant.of(type.name());
    }
    return member != null ? member : run.unknown("attribute " + name + " of a class");
  }

  private Value ofTensor(Tensor tensor, String name) {
    for (Library library : run.libraries()) {
      Value value = library.attribute(tensor, name, run);
      if (value != null) {
        return value;
      }
    }
    return new TensorMethod(tensor, name);
  }
}
