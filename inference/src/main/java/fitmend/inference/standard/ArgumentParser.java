package fitmend.inference.standard;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/**
 * {@code argparse.ArgumentParser} of a script that is started without arguments. What has no
 * default is not known: a script that cannot do without is started with it.
 */
final class ArgumentParser extends LibraryObject {
  private static final String DEFAULTS = "defaults";

  /** Whether there may be arguments that were not seen. */
  private static final String OPEN = "open";

  ArgumentParser(Arguments arguments, Execution execution) {
    super("argparse.ArgumentParser", execution);
    slots().put(DEFAULTS, new DictValue(execution.journal()));
    slots().put(OPEN, Constant.of(arguments.keywords().containsKey("parents")));
  }

  @Override
  public void escape() {
    slots().put(OPEN, Constant.TRUE);
  }

  @Override
  protected boolean hasMethod(String name) {
    return switch (name) {
      case "add_argument",
          "parse_args",
          "parse_known_args",
          "set_defaults",
          "add_subparsers",
          "add_argument_group",
          "add_mutually_exclusive_group" ->
          true;
      default -> false;
    };
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    DictValue defaults = (DictValue) slots().get(DEFAULTS);
    switch (name) {
      case "add_argument" -> {
        if (!add(arguments, defaults, execution)) {
          slots().put(OPEN, Constant.TRUE);
        }
      }
      case "set_defaults" ->
          arguments.keywords().forEach((key, value) -> defaults.put(Constant.of(key), value));
      case "add_subparsers" -> slots().put(OPEN, Constant.TRUE);
      case "add_argument_group", "add_mutually_exclusive_group" -> {
        return this;
      }
      case "parse_args", "parse_known_args" -> {
        Namespace namespace =
            new Namespace(
                !defaults.isKnown()
                    || !slots().get(OPEN).equals(Constant.FALSE)
                    || !arguments.keywords().isEmpty(),
                defaults,
                execution);
        for (Value key : defaults.isKnown() ? defaults.keys() : List.<Value>of()) {
          namespace.setAttribute((String) ((Constant) key).value(), defaults.get(key), execution);
        }
        return name.equals("parse_args")
            ? namespace
            : Tuple.of(namespace, new ListValue(execution.journal(), List.of()));
      }
      default -> {}
    }
    return execution.unknown(name);
  }

  /** Whether it is known what the argument is called. */
  private static boolean add(Arguments arguments, DictValue defaults, Execution execution) {
    String destination = null;
    for (Value each : arguments.positional()) {
      if (each instanceof Constant(String flag)) {
        boolean isLong = flag.startsWith("--");
        if (destination == null || isLong && !destination.startsWith("--")) {
          destination = flag;
        }
      }
    }
    if (arguments.keywords().get("dest") instanceof Constant(String named)) {
      destination = named;
    }
    if (destination == null || arguments.isOpen()) {
      return false;
    }
    String name = destination.replaceFirst("^-+", "").replace('-', '_');
    Value action = arguments.keywords().get("action");
    Value fallback = arguments.keywords().get("default");
    Value value =
        fallback != null && !fallback.equals(Constant.NONE)
            ? converted(fallback, arguments.keywords().get("type"), execution)
            : action instanceof Constant(String text) && text.equals("store_true")
                ? Constant.FALSE
                : action instanceof Constant(String text) && text.equals("store_false")
                    ? Constant.TRUE
                    : execution.unknown("the user gives it");
    defaults.put(Constant.of(name), value);
    return true;
  }

  /** Only a text is converted. */
  private static Value converted(Value fallback, Value type, Execution execution) {
    return fallback instanceof Constant(String text) && type != null
        ? execution.call(type, Arguments.of(fallback))
        : fallback;
  }

  /** What the arguments were. */
  private static final class Namespace extends LibraryObject {
    private final boolean isOpen;
    private final DictValue arguments;

    Namespace(boolean isOpen, DictValue arguments, Execution execution) {
      super("argparse.Namespace", execution);
      this.isOpen = isOpen;
      this.arguments = arguments;
    }

    @Override
    public Value attribute(String name, Execution execution) {
      if (name.equals("__dict__") && !isOpen) {
        DictValue copy = new DictValue(execution.journal());
        for (Value key : arguments.keys()) {
          copy.put(key, slots().get(((Constant) key).value()));
        }
        return copy;
      }
      boolean isMissing = !isOpen && !name.startsWith("_") && slots().get(name) == null;
      return isMissing ? null : super.attribute(name, execution);
    }

    @Override
    protected boolean hasMethod(String name) {
      return false;
    }

    @Override
    public Value method(String name, Arguments arguments, Execution execution) {
      return execution.unknown(name);
    }
  }
}
