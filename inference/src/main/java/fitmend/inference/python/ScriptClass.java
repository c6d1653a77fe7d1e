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
  private boolean isDataclass;

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

  /** Says that the decorator {@code dataclass} makes its constructor. */
  void makeDataclass() {
    isDataclass = true;
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

  /** The class of a library that it extends in the end; empty for a plain class. */
  Optional<Reference> libraryBase() {
    for (ScriptClass each : lineage()) {
      for (Value base : each.bases) {
        if (base instanceof Reference reference && !reference.path().equals("builtins.object")) {
          return Optional.of(reference);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether some base is not known, so that anything may be inherited. */
  boolean isOpen() {
    return lineage().stream()
        .flatMap(each -> each.bases.stream())
        .anyMatch(base -> !(base instanceof Reference) && !(base instanceof ScriptClass));
  }

  @Override
  public String typeName() {
    return "type";
  }
}
