package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;

/**
 * What a decorator such as {@code property} or {@code staticmethod} makes of a function.
 *
 * @param setter what is called when the property is set; null when it cannot be
 */
record Descriptor(Kind kind, Value function, Value setter) implements Value {
  enum Kind {
    PROPERTY,
    STATIC,
    CLASS,
    /** A method that derived classes have to define. */
    ABSTRACT
  }

  Descriptor(Kind kind, Value function) {
    this(kind, function, null);
  }

  /** The function itself, whatever was made of it. */
  static Value plain(Value value) {
    return value instanceof Descriptor descriptor ? plain(descriptor.function()) : value;
  }

  boolean isAbstract() {
    return kind == Kind.ABSTRACT || function instanceof Descriptor inner && inner.isAbstract();
  }

  /** {@code x.setter} and its like; null for other attributes. */
  Value attribute(String name) {
    boolean isDecorator =
        kind == Kind.PROPERTY
            && (name.equals("setter") || name.equals("getter") || name.equals("deleter"));
    return isDecorator ? new Accessor(this, name) : null;
  }

  private record Accessor(Descriptor property, String name) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      Value function =
          arguments.positional().isEmpty()
              ? execution.unknown("a decorator without a function")
              : arguments.positional().getFirst();
      return switch (name) {
        case "setter" -> new Descriptor(Kind.PROPERTY, property.function(), function);
        case "getter" -> new Descriptor(Kind.PROPERTY, function, property.setter());
        default -> property;
      };
    }

    @Override
    public String typeName() {
      return "builtin_function_or_method";
    }
  }

  @Override
  public String typeName() {
    return kind == Kind.PROPERTY ? "property" : "function";
  }
}
