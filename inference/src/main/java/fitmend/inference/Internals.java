package fitmend.inference;

import fitmend.python.tree.ClassDef;
import fitmend.python.tree.Node;
import java.util.List;
import java.util.Map;

/** The values that only the analysis sees; {@link Facts} gives them to nobody by name. */
final class Internals {
  private Internals() {}

  /** Something of a library, or a built-in, that was named but not called. */
  record Reference(String path) implements Value.Internal {}

  /** An object that a library made, such as a scaler or a random generator. */
  record LibraryObject(String className, Node madeAt) implements Value.Internal {}

  /** A function or lambda of the script with the variables around it, and its receiver if bound. */
  record Function(Node definition, Frame around, Value receiver) implements Value.Internal {}

  /** A class of the script. */
  record ScriptClass(ClassDef definition, Frame around) implements Value.Internal {}

  /** An object of a class of the script that is neither a layer nor a model. */
  record Instance(String className, Node madeAt) implements Value.Internal {}

  /** A dictionary with text as keys. */
  record Mapping(Map<String, Value> entries) implements Value.Internal {}

  /** The {@code iloc} of a frame: indexed like an array. */
  record Positions(Value.Array frame) implements Value.Internal {}

  /**
   * Something that gives its elements one after the other.
   *
   * @param isList whether it is a list or tuple, of unknown length
   */
  record Elements(Value element, boolean isList) implements Value.Internal {}

  /** The arguments of a call, evaluated. Open when unpacking may hold more than can be seen. */
  record Arguments(List<Value> positional, Map<String, Value> keywords, boolean isOpen, Node call) {

    /** The argument of that name or position; null when it certainly is not given. */
    Value get(String name, int position) {
      if (keywords.containsKey(name)) {
        return keywords.get(name);
      }
      if (position >= 0 && position < positional.size()) {
        return positional.get(position);
      }
      return isOpen ? new Value.Unknown("arguments are unpacked") : null;
    }

    /** The argument of that name or position, or what stands for its absence. */
    Value get(String name, int position, Value absent) {
      Value value = get(name, position);
      return value == null ? absent : value;
    }

    boolean has(String name, int position) {
      return get(name, position) != null;
    }
  }
}
