package fitmend.inference.python;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.Method;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.Join;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The built-in functions, and what loops meet. */
final class Builtins {
  private final Interpreter run;

  Builtins(Interpreter run) {
    this.run = run;
  }

  Value call(String name, Arguments arguments) {
    List<Value> given = arguments.positional();
    Value first = given.isEmpty() ? null : given.getFirst();
    if (name.endsWith("Error") || name.endsWith("Exception") || name.endsWith("Warning")) {
      return new ExceptionValue(
          name, first == null ? "" : first instanceof Constant(String text) ? text : null);
    }
    switch (name) {
      case "exec", "globals", "locals" -> {
        run.statements().imports().openNames();
        return run.unknown(name);
      }
      case "print", "setattr", "delattr", "help", "object" -> {
        if (name.equals("setattr")
            && given.size() == 3
            && given.get(1) instanceof Constant(String member)) {
          run.setAttribute(first, member, given.get(2));
        }
        if (name.equals("object") && first != null) {
          throw run.error("TypeError", "object() takes no arguments");
        }
        return name.equals("object") ? run.unknown("a plain object") : Constant.NONE;
      }
      case "exit", "quit" -> throw new Interpreter.Exit();
      case "SystemExit" -> throw new Interpreter.Exit();
      case "list" -> {
        Elements elements = first == null ? Elements.all(List.of()) : run.elements(first);
        return elements.isComplete()
            ? new ListValue(run.journal(), elements.known())
            : ListValue.unknown(run.journal(), "its length is not known");
      }
      case "dict" -> {
        return dictionary(arguments);
      }
      case "property" -> {
        return new Descriptor(Descriptor.Kind.PROPERTY, first);
      }
      case "staticmethod" -> {
        return new Descriptor(Descriptor.Kind.STATIC, first);
      }
      case "classmethod" -> {
        return new Descriptor(Descriptor.Kind.CLASS, first);
      }
      default -> {}
    }
    if (first == null) {
      return empty(name);
    }
    return switch (name) {
      case "len" -> length(first);
      case "range" -> range(given);
      case "int" -> integer(first, given.size());
      case "float" ->
          switch (first) {
            case Constant(Long number) -> Constant.of(number.doubleValue());
            case Constant(Double number) -> first;
            case Constant(String text) -> parsed(text);
            default -> Scalar.FLOAT;
          };
      case "str" ->
          switch (first) {
            case Constant(String text) -> first;
            case Constant(Long number) -> Constant.of(String.valueOf(number));
            case ExceptionValue exception when exception.message() != null ->
                Constant.of(exception.message());
            default -> Scalar.STR;
          };
      case "bool" -> run.truth(first).<Value>map(Constant::of).orElse(Scalar.BOOL);
      case "abs" ->
          switch (first) {
            case Constant(Long number) -> Constant.of(Math.abs(number));
            case Constant(Double number) -> Constant.of(Math.abs(number));
            case Scalar scalar -> scalar;
            case Tensor tensor ->
                run.operators().byLibrary(library -> library.unary("abs", tensor, run), tensor);
            default -> run.unknown("abs");
          };
      case "tuple" -> {
        Elements elements = run.elements(first);
        yield elements.isComplete() ? new Tuple(elements.known()) : run.unknown("a tuple");
      }
      case "set", "frozenset" -> new SetValue(run.journal(), run.elements(first));
      case "enumerate" -> enumerated(run.elements(first), second(given, "start", arguments));
      case "zip" -> zipped(given);
      case "map" -> mapped(given);
      case "filter" -> filtered(given);
      case "reversed" -> {
        Elements elements = run.elements(first);
        Elements turned =
            elements.isComplete()
                ? Elements.all(elements.known().reversed())
                : Elements.unknown(elements.any());
        yield new IteratorValue(run.journal(), () -> turned);
      }
      case "sorted" -> {
        Elements elements = Sets.elements(first, run);
        if (!arguments.keywords().containsKey("key")) {
          requireOrder(elements, "<");
        }
        yield sorted(elements, arguments);
      }
      case "iter" -> {
        if (first instanceof IteratorValue) {
          yield first;
        }
        if (first instanceof LibraryObject object
            && object.attribute("__iter__", run) instanceof Method method) {
          yield run.call(method, Arguments.NONE);
        }
        Elements elements = run.elements(first);
        yield new IteratorValue(run.journal(), () -> elements);
      }
      case "next" -> next(first, given);
      case "sum" -> sum(run.elements(first), second(given, "start", arguments));
      case "min", "max" ->
          arguments.keywords().isEmpty()
              ? extreme(name, given)
              : (given.size() == 1 ? run.elements(first) : Elements.all(given)).any();
      case "round" ->
          given.size() > 1
              ? Scalar.FLOAT
              : first instanceof Constant(Double number)
                  ? Constant.of((long) Math.rint(number))
                  : first instanceof Constant(Long number) ? first : Scalar.INT;
      case "divmod" ->
          Tuple.of(
              run.operators().binary("//", first, given.get(1)),
              run.operators().binary("%", first, given.get(1)));
      case "pow" -> run.operators().binary("**", first, given.get(1));
      case "isinstance" -> isInstance(first, given.get(1));
      case "callable", "issubclass" -> Scalar.BOOL;
      case "any", "all" -> quantified(name.equals("any"), run.elements(first));
      case "hasattr" -> hasAttribute(given);
      case "getattr" -> getAttribute(given);
      case "type" -> first instanceof Instance instance ? instance.type() : run.unknown("a type");
      case "slice" -> slice(given);
      case "id", "hash", "ord" -> Scalar.INT;
      case "chr", "repr", "format", "hex", "input", "ascii", "bin", "oct" -> Scalar.STR;
      case "open" -> {
        run.branching().mayRaise();
        yield run.unknown("a file");
      }
      default -> {
        run.escape(given);
        run.branching().mayRaise();
        yield run.unknown("built-in " + name);
      }
    };
  }

  private Value empty(String name) {
    return switch (name) {
      case "int" -> Constant.of(0);
      case "float" -> Constant.of(0.0);
      case "str" -> Constant.of("");
      case "bool" -> Constant.FALSE;
      case "tuple" -> Tuple.of();
      case "set", "frozenset" -> new SetValue(run.journal(), Elements.all(List.of()));
      case "input" -> Scalar.STR;
      default -> run.unknown("built-in " + name);
    };
  }

  private Value parsed(String text) {
    try {
      return Constant.of(Double.parseDouble(text.strip()));
    } catch (NumberFormatException malformed) {
      return Scalar.FLOAT;
    }
  }

  private Value integer(Value value, int count) {
    return switch (value) {
      case Constant(Long number) -> value;
      case Constant(Boolean bool) -> Constant.of(bool ? 1 : 0);
      case Constant(Double number) when Math.abs(number) < 1e18 -> Constant.of(number.longValue());
      case Constant(String text) when count == 1 && text.strip().matches("[+-]?[0-9]{1,18}") ->
          Constant.of(Long.parseLong(text.strip()));
      case Constant constant when constant.isNone() ->
          throw run.error(
              "TypeError",
              "int() argument must be a string, a bytes-like object or a "
                  + (run.target().isGraphMode() ? "number" : "real number")
                  + ", not 'NoneType'");
      case Tensor tensor ->
          tensor
              .content()
              .filter(content -> content.size() == 1)
              .map(content -> integer(new Constant(content.getFirst()), 1))
              .orElse(Scalar.INT);
      default -> Scalar.INT;
    };
  }

  private Value length(Value value) {
    return switch (value) {
      case Tuple tuple -> Constant.of(tuple.elements().size());
      case ListValue list -> list.isKnown() ? Constant.of(list.elements().size()) : Scalar.INT;
      case DictValue dictionary ->
          dictionary.isKnown() ? Constant.of(dictionary.keys().size()) : Scalar.INT;
      case Constant(String text) -> Constant.of(text.length());
      case RangeValue range -> Constant.of(range.size());
      case SetValue set -> set.isKnown() ? Constant.of(set.elements().size()) : Scalar.INT;
      case Tensor tensor -> {
        if (tensor.shape().isRanked() && tensor.shape().rank() == 0) {
          // A number of NumPy and an array without axes say it in two ways.
          throw run.error(
              "TypeError",
              tensor.holder() == Tensor.Holder.NUMPY ? null : "Scalar tensor has no `len()`");
        }
        yield tensor.shape().isRanked() && tensor.shape().size(0) >= 0
            ? Constant.of(tensor.shape().size(0))
            : Scalar.INT;
      }
      case Instance instance when instance.type().member("__len__") != null ->
          run.call(run.attribute(instance, "__len__"), Arguments.NONE);
      case LibraryObject object when object.attribute("__len__", run) instanceof Method method ->
          run.call(method, Arguments.NONE);
      case Constant constant when !constant.typeName().equals("bytes") ->
          throw run.error("TypeError", "object of type '" + constant.typeName() + "' has no len()");
      default -> Scalar.INT;
    };
  }

  private Value range(List<Value> given) {
    long[] bounds = new long[3];
    for (int i = 0; i < given.size() && i < 3; i++) {
      Value bound = given.get(i);
      if (bound instanceof Constant(Long number)) {
        bounds[i] = number;
      } else if (bound instanceof Constant(Double number)) {
        throw run.error("TypeError", "'float' object cannot be interpreted as an integer");
      } else {
        return new IteratorValue(run.journal(), () -> Elements.unknown(Scalar.INT));
      }
    }
    return switch (given.size()) {
      case 1 -> new RangeValue(0, bounds[0], 1);
      case 2 -> new RangeValue(bounds[0], bounds[1], 1);
      default ->
          bounds[2] == 0 ? run.unknown("range") : new RangeValue(bounds[0], bounds[1], bounds[2]);
    };
  }

  private Value dictionary(Arguments arguments) {
    DictValue dictionary = new DictValue(run.journal());
    for (Value argument : arguments.positional()) {
      if (argument instanceof DictValue other && other.isKnown()) {
        other.keys().forEach(key -> dictionary.put(key, other.get(key)));
        continue;
      }
      Elements pairs = run.elements(argument);
      for (Value pair : pairs.known()) {
        Elements parts = run.elements(pair);
        if (parts.known().size() == 2) {
          dictionary.put(parts.known().get(0), parts.known().get(1));
        }
      }
      if (!pairs.isComplete()) {
        dictionary.forget("made of something not known");
      }
    }
    arguments.keywords().forEach((key, value) -> dictionary.put(Constant.of(key), value));
    if (arguments.isOpen()) {
      dictionary.forget("arguments are unpacked");
    }
    return dictionary;
  }

  private Value enumerated(Elements elements, Value start) {
    List<Value> pairs = new ArrayList<>();
    for (Value element : elements.known()) {
      Value place =
          start instanceof Constant(Long from) ? Constant.of(from + pairs.size()) : Scalar.INT;
      pairs.add(Tuple.of(place, element));
    }
    Value rest = elements.isComplete() ? null : Tuple.of(Scalar.INT, elements.rest());
    return new IteratorValue(run.journal(), () -> new Elements(pairs, rest));
  }

  private Value zipped(List<Value> given) {
    List<Elements> all = given.stream().map(run::elements).toList();
    int shortest = Integer.MAX_VALUE;
    int known = Integer.MAX_VALUE;
    for (Elements each : all) {
      known = Math.min(known, each.known().size());
      shortest = each.isComplete() ? Math.min(shortest, each.known().size()) : shortest;
    }
    List<Value> rows = new ArrayList<>();
    for (int i = 0; i < known; i++) {
      int at = i;
      rows.add(new Tuple(all.stream().map(each -> each.known().get(at)).toList()));
    }
    Value rest = shortest <= known ? null : new Tuple(all.stream().map(Elements::any).toList());
    return new IteratorValue(run.journal(), () -> new Elements(rows, rest));
  }

  private Value mapped(List<Value> given) {
    if (given.size() != 2) {
      return run.unknown("map");
    }
    Elements elements = run.elements(given.get(1));
    List<Value> results = new ArrayList<>();
    for (Value element : elements.known()) {
      results.add(run.call(given.getFirst(), Arguments.of(element)));
    }
    Value rest =
        elements.isComplete()
            ? null
            : run.unknown("the result of a function for a further element");
    return new IteratorValue(run.journal(), () -> new Elements(results, rest));
  }

  private Value filtered(List<Value> given) {
    Elements elements = run.elements(given.size() > 1 ? given.get(1) : given.getFirst());
    List<Value> kept = new ArrayList<>();
    boolean isSure = elements.isComplete() && given.size() > 1;
    for (Value element : isSure ? elements.known() : List.<Value>of()) {
      Value answer =
          given.getFirst() instanceof Constant
              ? element
              : run.call(given.getFirst(), Arguments.of(element));
      Optional<Boolean> truth = run.truth(answer);
      isSure &= truth.isPresent();
      if (truth.orElse(true)) {
        kept.add(element);
      }
    }
    Elements result = isSure ? Elements.all(kept) : Elements.unknown(elements.any());
    return new IteratorValue(run.journal(), () -> result);
  }

  private Value sorted(Elements elements, Arguments arguments) {
    if (!elements.isComplete()) {
      return ListValue.unknown(run.journal(), "its length is not known");
    }
    List<Value> all = new ArrayList<>(elements.known());
    boolean isPlain =
        arguments.keywords().isEmpty()
            && (all.stream().allMatch(v -> v instanceof Constant(Long number))
                || all.stream().allMatch(v -> v instanceof Constant(String text)));
    if (!isPlain) {
      Value any = elements.any();
      return new ListValue(run.journal(), all.stream().map(each -> any).toList());
    }
    all.sort(
        (a, b) ->
            ((Constant) a).value() instanceof Long one
                ? Long.compare(one, (Long) ((Constant) b).value())
                : ((String) ((Constant) a).value()).compareTo((String) ((Constant) b).value()));
    return new ListValue(run.journal(), all);
  }

  private Value next(Value iterator, List<Value> given) {
    if (iterator instanceof IteratorValue generator) {
      Value value = generator.next();
      if (value != null) {
        return value;
      }
      if (given.size() > 1) {
        return given.get(1);
      }
      throw run.error("StopIteration", "");
    }
    if (iterator instanceof LibraryObject object) {
      Value method = object.attribute("__next__", run);
      if (method == null) {
        throw run.error("TypeError", "'" + iterator.typeName() + "' object is not an iterator");
      }
      if (method instanceof Method) {
        return run.call(method, Arguments.NONE);
      }
    }
    return iterator instanceof Unknown ? iterator : run.elements(iterator).any();
  }

  /** The second argument, which may be named; 0 when it is not given. */
  private static Value second(List<Value> given, String name, Arguments arguments) {
    return given.size() > 1
        ? given.get(1)
        : arguments.keywords().getOrDefault(name, Constant.of(0));
  }

  private Value sum(Elements elements, Value start) {
    Value total = start;
    for (Value element : elements.known()) {
      total = run.operators().binary("+", total, element);
    }
    return elements.isComplete()
        ? total
        : Join.scalar(elements.any())
            .filter(each -> Join.scalar(start).isPresent())
            .<Value>map(each -> each)
            .orElse(run.unknown("a sum"));
  }

  /** Compares two of the elements: arrays can be compared, but are neither true nor false. */
  private void requireOrder(Elements elements, String operator) {
    if (elements.known().size() > 1 && elements.known().getFirst() instanceof Tensor) {
      List<Value> known = elements.known();
      run.truth(run.operators().compare(operator, known.get(1), known.getFirst()));
    }
  }

  private Value extreme(String name, List<Value> given) {
    Elements elements = given.size() == 1 ? run.elements(given.getFirst()) : Elements.all(given);
    Value best = null;
    requireOrder(elements, name.equals("max") ? ">" : "<");
    for (Value element : elements.known()) {
      if (!(element instanceof Constant(Object value)) || !(value instanceof Number)) {
        best = null;
        break;
      }
      Value isBetter =
          best == null
              ? Constant.TRUE
              : run.operators().compare(name.equals("min") ? "<" : ">", element, best);
      best = isBetter.equals(Constant.TRUE) ? element : best;
    }
    if (elements.isComplete() && elements.known().isEmpty()) {
      throw run.error("ValueError", name + "() iterable argument is empty");
    }
    return best != null && elements.isComplete() ? best : elements.any();
  }

  private Value isInstance(Value value, Value type) {
    if (value instanceof Instance instance && type instanceof ScriptClass wanted) {
      return Constant.of(instance.type().lineage().contains(wanted));
    }
    if (type instanceof Reference reference && reference.path().startsWith("builtins.")) {
      Optional<Scalar> scalar = Join.scalar(value);
      boolean isPlain =
          scalar.isPresent()
              || value instanceof ListValue
              || value instanceof Tuple
              || value instanceof DictValue;
      String name = reference.name();
      return isPlain
          ? Constant.of(
              value.typeName().equals(name)
                  || name.equals("object")
                  || value.typeName().equals("bool") && name.equals("int"))
          : Scalar.BOOL;
    }
    return Scalar.BOOL;
  }

  private Value quantified(boolean isAny, Elements elements) {
    boolean isSure = elements.isComplete();
    for (Value element : elements.known()) {
      Optional<Boolean> truth = run.truth(element);
      if (truth.isPresent() && truth.get() == isAny) {
        return Constant.of(isAny);
      }
      isSure &= truth.isPresent();
    }
    return isSure ? Constant.of(!isAny) : Scalar.BOOL;
  }

  private Value hasAttribute(List<Value> given) {
    if (given.size() < 2 || !(given.get(1) instanceof Constant(String name))) {
      return Scalar.BOOL;
    }
    boolean isPlain =
        given.getFirst() instanceof Instance
            || given.getFirst() instanceof Reference
            || given.getFirst() instanceof LibraryObject;
    if (!isPlain) {
      return Scalar.BOOL;
    }
    try {
      Value found = run.objects().attribute(given.getFirst(), name);
      return found == null
          ? Constant.FALSE
          : found instanceof Unknown ? Scalar.BOOL : Constant.TRUE;
    } catch (PythonError missing) {
      return missing.type().equals("AttributeError") ? Constant.FALSE : Scalar.BOOL;
    }
  }

  private Value getAttribute(List<Value> given) {
    if (given.size() < 2 || !(given.get(1) instanceof Constant(String name))) {
      return run.unknown("getattr");
    }
    Value found = run.objects().attribute(given.getFirst(), name);
    if (found == null && given.size() > 2) {
      return given.get(2);
    }
    return found == null ? run.attribute(given.getFirst(), name) : found;
  }

  private static Value slice(List<Value> given) {
    return switch (given.size()) {
      case 1 -> new SliceValue(Constant.NONE, given.get(0), Constant.NONE);
      case 2 -> new SliceValue(given.get(0), given.get(1), Constant.NONE);
      default -> new SliceValue(given.get(0), given.get(1), given.get(2));
    };
  }
}
