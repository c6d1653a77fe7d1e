package fitmend.inference.python;

import fitmend.inference.library.Signature;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.SetValue;
import fitmend.inference.value.Value;
import java.util.List;

/**
 * Data classes.
 *
 * @see <a href="https://docs.python.org/3/library/dataclasses.html">the module</a>
 */
final class Dataclasses {
  private Dataclasses() {}

  /** The decorator, with settings. */
  private record Decorator(Arguments settings, Interpreter run) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      return arguments.positional().getFirst() instanceof ScriptClass type
          ? declare(type, settings, run)
          : arguments.positional().getFirst();
    }

    @Override
    public String typeName() {
      return "function";
    }
  }

  /** What {@code field(...)} gives. */
  private record Field(Value fallback, Value factory, boolean isInitialized) implements Value {
    @Override
    public String typeName() {
      return "Field";
    }
  }

  /** {@code dataclass}, given the class or settings first. */
  static Value decorate(Arguments arguments, Interpreter run) {
    if (arguments.positional().isEmpty()) {
      return new Decorator(arguments, run);
    }
    return arguments.positional().getFirst() instanceof ScriptClass type
        ? declare(type, arguments, run)
        : arguments.positional().getFirst();
  }

  static Value field(Arguments arguments) {
    return new Field(
        arguments.keywords().get("default"),
        arguments.keywords().get("default_factory"),
        !Constant.FALSE.equals(arguments.keywords().get("init")));
  }

  private static Value declare(ScriptClass type, Arguments settings, Interpreter run) {
    type.makeDataclass(Constant.TRUE.equals(settings.keywords().get("frozen")));
    String optional = null;
    for (String name : type.dataclassFields()) {
      Value value = type.member(name);
      Value fallback = value instanceof Field field ? field.fallback() : value;
      if (fallback instanceof ListValue
          || fallback instanceof DictValue
          || fallback instanceof SetValue) {
        throw run.error(
            "ValueError",
            "mutable default <class '%s'> for field %s is not allowed: use default_factory"
                .formatted(fallback.typeName(), name));
      }
      boolean isOptional = !(value instanceof Field field) ? value != null : isOptional(field);
      if (optional != null && !isOptional && !settings.keywords().containsKey("kw_only")) {
        throw run.error(
            "TypeError",
            "non-default argument '"
                + name
                + "' follows default argument"
                + (run.target().hasKeras3() ? " '" + optional + "'" : ""));
      }
      boolean isSkipped = value instanceof Field field && !field.isInitialized();
      optional = isOptional && !isSkipped ? name : optional;
    }
    return type;
  }

  private static boolean isOptional(Field field) {
    return field.fallback() != null || field.factory() != null || !field.isInitialized();
  }

  /** The constructor that the decorator makes. */
  static void fill(Instance instance, Arguments arguments, Interpreter run) {
    ScriptClass type = instance.type();
    List<String> fields = type.dataclassFields();
    StringBuilder parameters = new StringBuilder("self");
    for (String name : fields) {
      Value value = type.member(name);
      boolean isSkipped = value instanceof Field field && !field.isInitialized();
      if (!isSkipped) {
        boolean isOptional = value instanceof Field field ? isOptional(field) : value != null;
        parameters.append(", ").append(name).append(isOptional ? "=0" : "");
      }
    }
    String title = (run.target().isGraphMode() ? "" : type.name() + ".") + "__init__";
    Signature.Bound bound =
        Signature.of(title, parameters.toString()).bind(arguments.after(instance), run);
    for (String name : fields) {
      boolean isGiven = bound.values().containsKey(name) && bound.isGiven(name);
      Value value = isGiven ? bound.get(name) : fallback(type.member(name), arguments, run);
      if (value != null) {
        instance.attributes().put(name, value);
      }
    }
    Value after = type.member("__post_init__");
    if (after != null) {
      run.call(after, Arguments.of(instance));
    }
  }

  private static Value fallback(Value value, Arguments arguments, Interpreter run) {
    if (arguments.isOpen()) {
      return run.unknown("arguments are unpacked");
    }
    return switch (value) {
      case null -> null;
      case Field field ->
          field.fallback() != null
              ? field.fallback()
              : field.factory() == null ? null : run.call(field.factory(), Arguments.NONE);
      default -> value;
    };
  }
}
