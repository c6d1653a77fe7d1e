package fitmend.inference.python;

import fitmend.inference.value.Reference;
import fitmend.inference.value.Slots;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** A class of the script. */
final class ScriptClass implements Value {
  private final String name;
  private final List<Value> bases;
  private Slots members;
  private List<String> fields = List.of();
  private List<String> names = List.of();
  private List<Value> enumerated = List.of();
  private boolean isDataclass;
  private boolean isFrozen;
  private boolean hasAbstractType;

  ScriptClass(String name, List<Value> bases) {
    this.name = name;
    this.bases = List.copyOf(bases);
  }

  void setMembers(Slots members) {
    this.members = members;
  }

  /** The annotated names of the body, in their order. */
  void setFields(List<String> names) {
    fields = List.copyOf(names);
  }

  /** The names that the body binds, in their order. */
  void setNames(List<String> bound) {
    names = List.copyOf(bound);
  }

  List<String> names() {
    return names;
  }

  /** Says that its objects are these, by the order of their names. */
  void setEnumerated(List<Value> members) {
    enumerated = List.copyOf(members);
  }

  /** The members of an enumeration. */
  List<Value> enumerated() {
    return enumerated;
  }

  /** Says that its metaclass refuses objects of classes with abstract methods. */
  void makeAbstract() {
    hasAbstractType = true;
  }

  boolean isAbstract() {
    return lineage().stream().anyMatch(each -> each.hasAbstractType || each.extendsPath("abc.ABC"));
  }

  boolean isEnumeration() {
    return lineage().stream().anyMatch(each -> each.extendsPath("enum."));
  }

  private boolean extendsPath(String prefix) {
    return bases.stream()
        .anyMatch(base -> base instanceof Reference(String path) && path.startsWith(prefix));
  }

  /** Says that the decorator {@code dataclass} makes its constructor. */
  void makeDataclass(boolean frozen) {
    isDataclass = true;
    isFrozen = frozen;
  }

  /** Whether the attributes of its objects stay. */
  boolean isFrozen() {
    return lineage().stream().anyMatch(each -> each.isFrozen);
  }

  boolean isDataclass() {
    return lineage().stream().anyMatch(each -> each.isDataclass);
  }

  /** The fields of a data class, inherited ones first. */
  List<String> dataclassFields() {
    LinkedHashSet<String> all = new LinkedHashSet<>();
    lineage().reversed().forEach(each -> all.addAll(each.fields));
    return List.copyOf(all);
  }

  String name() {
    return name;
  }

  List<Value> bases() {
    return bases;
  }

  Slots members() {
    return members;
  }

  /** This class and those of the script that it extends, in the order in which names are found. */
  List<ScriptClass> lineage() {
    List<ScriptClass> classes = new ArrayList<>();
    classes.add(this);
    for (Value base : bases) {
      if (base instanceof ScriptClass parent) {
        for (ScriptClass each : parent.lineage()) {
          classes.remove(each);
          classes.add(each);
        }
      }
    }
    return classes;
  }

  /** The member of that name in this class or those it extends; null when there is none. */
  Value member(String name) {
    return memberAfter(null, name);
  }

  /** The member as {@code super()} finds it: in the classes behind that one. */
  Value memberAfter(ScriptClass owner, String name) {
    boolean isBehind = owner == null;
    for (ScriptClass each : lineage()) {
      Value member = isBehind && each.members != null ? each.members.get(name) : null;
      if (member != null) {
        return member;
      }
      isBehind |= each == owner;
    }
    return null;
  }

  /** Its own methods. */
  List<Function> functions() {
    List<Function> functions = new ArrayList<>();
    if (members != null) {
      for (Object name : members.keys()) {
        if (members.get(name) instanceof Function function) {
          functions.add(function);
        }
      }
    }
    return functions;
  }

  /** The class of a library that it extends in the end; empty for a plain class. */
  Optional<Reference> libraryBase() {
    for (ScriptClass each : lineage()) {
      for (Value base : each.bases) {
        if (base instanceof Reference reference && !addsNothing(reference.path())) {
          return Optional.of(reference);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether objects are the same with that base or without. */
  private static boolean addsNothing(String path) {
    return switch (path) {
      case "builtins.object", "abc.ABC", "typing.Generic", "typing.Protocol" -> true;
      default -> path.startsWith("collections.abc.");
    };
  }

  /** Whether some base is not known, so that anything may be inherited. */
  boolean isOpen() {
    return isEnumeration()
        || lineage().stream()
            .flatMap(each -> each.bases.stream())
            .anyMatch(base -> !(base instanceof Reference) && !(base instanceof ScriptClass));
  }

  @Override
  public String typeName() {
    return "type";
  }
}
