package fitmend.inference.library;

import fitmend.inference.value.Value;

/** An object of a class of the script, which may extend a class of a library. */
public interface Extended extends Value {
  /** The part of the object that the class of a library makes; null when there is none. */
  LibraryObject base();

  /** That part, if there is one, of whatever the value is. */
  static LibraryObject object(Value value) {
    return switch (value) {
      case LibraryObject object -> object;
      case Extended extended -> extended.base();
      default -> null;
    };
  }
}
