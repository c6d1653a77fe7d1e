package fitmend.inference.python;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.library.NamedTuple;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How classes of the script make their objects. */
final class Classes {
  private final Interpreter run;

  Classes(Interpreter run) {
    this.run = run;
  }

  Value make(ScriptClass type, Arguments arguments) {
    if (type.isEnumeration()) {
      return memberWith(type, arguments);
    }
    if (type.isOpen()) {
      run.escape(arguments.all());
      return run.unknown("a base of class " + type.name() + " is not known");
    }
    refuseAbstract(type);
    Value made =
        type.member("__new__") instanceof Function function
            ? run.call(function, arguments.after(type))
            : allocate(type, arguments);
    if (made instanceof Instance instance && instance.type().lineage().contains(type)) {
      initialize(instance, arguments);
    }
    return made;
  }

  /** An object before its constructor. */
  Value allocate(ScriptClass type, Arguments arguments) {
    LibraryObject base = null;
    if (type.libraryBase().isPresent()) {
      base = run.allocate(type.libraryBase().get().path());
      if (base == null) {
        run.escape(arguments.all());
        return run.unknown(type.libraryBase().get().path() + " is not modelled");
      }
    }
    Instance instance = new Instance(type, base, run.journal());
    run.exploration().made(instance);
    if (base != null) {
      base.setSelf(instance);
    }
    if (base instanceof ExceptionBase) {
      base.method("__init__", arguments, run);
    }
    return instance;
  }

  private void initialize(Instance instance, Arguments arguments) {
    ScriptClass type = instance.type();
    Value constructor = type.member("__init__");
    if (constructor != null) {
      Value result = run.call(constructor, arguments.after(instance));
      if (result instanceof Constant constant && !constant.isNone()) {
        throw run.error(
            "TypeError", "__init__() should return None, not '" + result.typeName() + "'");
      }
    } else if (type.isDataclass()) {
      Dataclasses.fill(instance, arguments, run);
    } else if (instance.base() != null) {
      instance.base().method("__init__", arguments, run);
    } else if (!arguments.all().isEmpty() && type.member("__new__") == null) {
      throw run.error("TypeError", type.name() + "() takes no arguments");
    }
  }

  private void refuseAbstract(ScriptClass type) {
    if (!type.isAbstract()) {
      return;
    }
    List<String> missing = new ArrayList<>();
    for (ScriptClass each : type.lineage()) {
      for (Object name : each.members().keys()) {
        if (type.member((String) name) instanceof Descriptor member
            && member.isAbstract()
            && !missing.contains(name)) {
          missing.add((String) name);
        }
      }
    }
    if (missing.isEmpty()) {
      return;
    }
    missing.sort(null);
    boolean isOne = missing.size() == 1;
    String methods =
        switch (run.target()) {
          case TENSORFLOW_2_21 ->
              "without an implementation for abstract method%s '%s'"
                  .formatted(isOne ? "" : "s", String.join("', '", missing));
          case TENSORFLOW_2_15 ->
              "with abstract method%s %s".formatted(isOne ? "" : "s", String.join(", ", missing));
          case TENSORFLOW_1_15 -> "with abstract methods " + String.join(", ", missing);
        };
    throw run.error("TypeError", "Can't instantiate abstract class " + type.name() + " " + methods);
  }

  // Classes that are made in another way.

  /** What the statement binds: for some bases of libraries it is no plain class. */
  Value finished(ScriptClass type) {
    if (type.isEnumeration()) {
      enumerate(type);
    }
    boolean isTuple =
        type.bases().size() == 1
            && type.bases().getFirst() instanceof Reference(String path)
            && path.equals("typing.NamedTuple");
    return isTuple ? NamedTuple.declare(type.name(), type.dataclassFields(), type::member) : type;
  }

  /** Its plain members become objects. */
  private void enumerate(ScriptClass type) {
    List<Value> members = new ArrayList<>();
    for (String name : type.names()) {
      Value value = type.members().get(name);
      boolean isMember =
          !name.startsWith("_")
              && value != null
              && !(value instanceof Function)
              && !(value instanceof Descriptor)
              && !(value instanceof Reference);
      if (isMember) {
        Instance member = new Instance(type, null, run.journal());
        member.attributes().put("name", Constant.of(name));
        member.attributes().put("value", value);
        member.attributes().put("_value_", value);
        type.members().put(name, member);
        members.add(member);
      }
    }
    type.setEnumerated(members);
  }

  /** {@code Color(1)}. */
  private Value memberWith(ScriptClass type, Arguments arguments) {
    if (type.enumerated().isEmpty() || arguments.positional().size() != 1) {
      return run.unknown("a member of " + type.name());
    }
    Value wanted = arguments.positional().getFirst();
    for (Value member : type.enumerated()) {
      Value value = ((Instance) member).attributes().get("value");
      Optional<Boolean> equal =
          member == wanted
              ? Optional.of(true)
              : run.operators().comparisons().isEqual(value, wanted);
      if (equal.isEmpty()) {
        return run.unknown("a member of " + type.name());
      }
      if (equal.get()) {
        return member;
      }
    }
    String text = Representation.repr(wanted, run).orElse(null);
    throw run.error("ValueError", text == null ? null : text + " is not a valid " + type.name());
  }
}
