package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.SliceValue;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** The built-in functions, and what loops meet. */
final class Builtins {
  private final Interpreter run;

  private final Conversions conversions;
  private final Iterations iterations;
  private final TypeTests types;

  Builtins(Interpreter run) {
    this.run = run;
    this.conversions = new Conversions(run);
    this.iterations = new Iterations(run);
    this.types = new TypeTests(run);
  }

  Value call(String name, Arguments arguments) {
    List<Value> given = arguments.positional();
    Value first = given.isEmpty() ? null : given.getFirst();
    if (ExceptionTypes.isName(name)) {
      return ExceptionValue.of(name, given, run);
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
      case "len" -> conversions.length(first);
      case "range" -> iterations.range(given);
      case "int" -> conversions.integer(first, given);
      case "float" -> conversions.real(first);
      case "str" -> given.size() > 1 ? Scalar.STR : conversions.text(first);
      case "repr", "ascii" -> conversions.representation(first);
      case "format" -> Formatting.formatted(first, second(given, "format_spec", arguments), run);
      case "bool" -> run.truth(first).<Value>map(Constant::of).orElse(Scalar.BOOL);
      case "abs" -> conversions.absolute(first);
      case "tuple" -> {
        Elements elements = run.elements(first);
        yield elements.isComplete() ? new Tuple(elements.known()) : run.unknown("a tuple");
      }
      case "set", "frozenset" -> Sets.make(run.elements(first), name, run);
      case "enumerate" ->
          iterations.enumerated(run.elements(first), second(given, "start", arguments));
      case "zip" -> iterations.zipped(given);
      case "map" -> iterations.mapped(given);
      case "filter" -> iterations.filtered(given);
      case "reversed" -> iterations.reversed(first);
      case "sorted" -> iterations.sorted(first, arguments);
      case "iter" -> iterations.begun(first);
      case "next" -> iterations.next(first, given);
      case "sum" -> iterations.sum(run.elements(first), second(given, "start", arguments));
      case "min", "max" -> iterations.extreme(name, arguments);
      case "round" ->
          conversions.rounded(
              arguments.keywords().containsKey("ndigits")
                  ? List.of(first, arguments.keywords().get("ndigits"))
                  : given);
      case "divmod" ->
          Tuple.of(
              run.operators().binary("//", first, given.get(1)),
              run.operators().binary("%", first, given.get(1)));
      case "pow" -> power(given);
      case "isinstance" -> given.size() < 2 ? Scalar.BOOL : types.isInstance(first, given.get(1));
      case "issubclass" -> given.size() < 2 ? Scalar.BOOL : types.isSubclass(first, given.get(1));
      case "callable" -> types.isCallable(first);
      case "any", "all" -> iterations.quantified(name.equals("any"), run.elements(first));
      case "hasattr" -> types.hasAttribute(given);
      case "getattr" -> types.getAttribute(given);
      case "type" -> given.size() > 1 ? run.unknown("a type") : types.typeOf(first);
      case "vars" -> run.attribute(first, "__dict__");
      case "__new__" ->
          first instanceof ScriptClass type
              ? run.classes().allocate(type, Arguments.NONE)
              : run.unknown("a new object");
      case "slice" -> slice(given);
      case "id", "hash" -> Scalar.INT;
      case "ord" -> conversions.code(first);
      case "chr" -> conversions.letter(first);
      case "hex", "input", "bin", "oct" -> Scalar.STR;
      case "open" -> {
        run.branching().mayRaise();
        yield run.call(new Reference("io.open"), arguments);
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
      case "zip" -> iterations.zipped(List.of());
      case "input" -> Scalar.STR;
      default -> run.unknown("built-in " + name);
    };
  }

  private Value dictionary(Arguments arguments) {
    DictValue dictionary = new DictValue(run.journal());
    Dictionaries.fill(dictionary, arguments, run);
    return dictionary;
  }

  private Value power(List<Value> given) {
    if (given.size() < 2) {
      return run.unknown("pow");
    }
    Value power = run.operators().binary("**", given.get(0), given.get(1));
    return given.size() > 2 ? run.operators().binary("%", power, given.get(2)) : power;
  }

  /** The second argument, which may be named; 0 when it is not given. */
  private static Value second(List<Value> given, String name, Arguments arguments) {
    return given.size() > 1
        ? given.get(1)
        : arguments.keywords().getOrDefault(name, Constant.of(0));
  }

  private static Value slice(List<Value> given) {
    return switch (given.size()) {
      case 1 -> new SliceValue(Constant.NONE, given.get(0), Constant.NONE);
      case 2 -> new SliceValue(given.get(0), given.get(1), Constant.NONE);
      default -> new SliceValue(given.get(0), given.get(1), given.get(2));
    };
  }
}
