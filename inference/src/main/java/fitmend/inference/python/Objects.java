package fitmend.inference.python;

import fitmend.inference.library.Library;
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
    run.exploration().called(function);
    Frame frame = new Frame(function.around(), false, run.journal());
    frame.setLocals(locals(function.definition()));
    bind(function, arguments, frame);
    Node body = function.definition().lastChild();
    if (function.definition().is(Kind.LAMBDA)) {
      return within(function, () -> run.expressions().evaluate(body, frame));
    }
    if (generators.computeIfAbsent(body, Objects::isGenerator)) {
      return new IteratorValue(run.journal(), "generator", () -> yielded(function, body, frame));
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
    } catch (PythonError error) {
      // What comes first may be all that anybody asks for.
      if (frame.yielded.isEmpty()) {
        throw error;
      }
      return new Elements(List.copyOf(frame.yielded), run.unknown("a generator that may fail"));
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
    List<String> missingKeywords = new ArrayList<>();
    int at = 0;
    int most = 0;
    int mostOptional = 0;
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
          boolean isOptional = function.defaults().containsKey(name);
          most += keywordOnly ? 0 : 1;
          mostOptional += keywordOnly || !isOptional ? 0 : 1;
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
          } else if (isOptional) {
            frame.set(name, function.defaults().get(name));
          } else {
            (keywordOnly ? missingKeywords : missing).add("'" + name + "'");
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
    if (at < positional.size() && !takesMore) {
      throw tooMany(function, positional.size(), most, mostOptional);
    }
    if (!missing.isEmpty()) {
      throw missing(function, "positional", missing);
    }
    if (!missingKeywords.isEmpty()) {
      throw missing(function, "keyword-only", missingKeywords);
    }
  }

  private PythonError tooMany(Function function, int given, int most, int optional) {
    return run.error(
        "TypeError",
        "%s() takes %s positional argument%s but %d %s given"
            .formatted(
                title(function),
                optional == 0 ? most : "from " + (most - optional) + " to " + most,
                most == 1 && optional == 0 ? "" : "s",
                given,
                given == 1 ? "was" : "were"));
  }

  private PythonError missing(Function function, String kind, List<String> names) {
    return run.error(
        "TypeError",
        "%s() missing %d required %s argument%s: %s"
            .formatted(
                title(function),
                names.size(),
                kind,
                names.size() == 1 ? "" : "s",
                Words.listed(names)));
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
    ScriptClass type = instance.type();
    if (type.member("__setattr__") != null) {
      run.escape(List.of(value));
      instance.attributes().put(name, run.unknown("the class sets attributes its own way"));
      return;
    }
    if (type.member(name) instanceof Descriptor(var kind, Value getter, Value setter)
        && kind == Descriptor.Kind.PROPERTY) {
      if (setter == null) {
        throw run.error(
            "AttributeError",
            run.target().isGraphMode()
                ? "can't set attribute"
                : "property '%s' of '%s' object has no setter".formatted(name, type.name()));
      }
      run.call(setter, Arguments.of(instance, value));
      return;
    }
    if (type.isFrozen()) {
      throw run.error("FrozenInstanceError", "cannot assign to field '" + name + "'");
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
      case Descriptor descriptor -> {
        Value accessor = descriptor.attribute(name);
        yield accessor == null ? run.unknown("attribute " + name) : accessor;
      }
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
    if (name.equals("__dict__")) {
      return new AttributeDict(instance);
    }
    Value ofBase = instance.base() == null ? null : instance.base().attribute(name, run);
    if (ofBase != null) {
      return ofBase;
    }
    Value otherwise = instance.type().member("__getattr__");
    if (otherwise != null) {
      return otherwise instanceof Function && !name.startsWith("__")
          ? run.call(otherwise, Arguments.of(instance, Constant.of(name)))
          : run.unknown("attribute " + name);
    }
    return name.startsWith("__") || instance.isOpen() || instance.type().isOpen()
        ? run.unknown("attribute " + name)
        : null;
  }

  private Value bound(Value member, Value receiver) {
    return switch (member) {
      case Function function -> new BoundMethod(function, receiver);
      case Descriptor(Descriptor.Kind kind, Value inner, Value setter) -> {
        Value function = Descriptor.plain(inner);
        yield switch (kind) {
          case PROPERTY -> run.call(function, Arguments.of(receiver));
          case STATIC -> function;
          case ABSTRACT -> bound(inner, receiver);
          case CLASS ->
              new BoundMethod(function, receiver instanceof Instance of ? of.type() : receiver);
        };
      }
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
    return switch (name) {
      case "__init__" -> new Reference("builtins.object");
      case "__new__" -> new Reference("builtins.__new__");
      default -> name.startsWith("__") || type.isOpen() ? run.unknown("method " + name) : null;
    };
  }

  private Value ofClass(ScriptClass type, String name) {
    Value member = type.member(name);
    if (member instanceof Descriptor descriptor) {
      return switch (descriptor.kind()) {
        case CLASS -> new BoundMethod(Descriptor.plain(descriptor), type);
        case PROPERTY -> run.unknown("a property");
        default -> Descriptor.plain(descriptor);
      };
    }
    if (member != null) {
      return member;
    }
    boolean isPlain =
        !name.startsWith("__")
            && !type.isOpen()
            && type.libraryBase().isEmpty()
            && !name.equals("mro")
            && !name.equals("register");
    return name.equals("__name__") || name.equals("__qualname__")
        ? Constant.of(type.name())
        : isPlain ? null : run.unknown("attribute " + name + " of a class");
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
