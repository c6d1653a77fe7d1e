package fitmend.inference.python;

import fitmend.inference.library.Extended;
import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Journal;
import fitmend.inference.value.Slots;

/** An object of a class of the script. */
final class Instance implements Extended {
  private final ScriptClass type;
  private final Slots attributes;
  private final LibraryObject base;
  private boolean isOpen;

  /**
   * @param base the part of the object that the class of a library makes; null when there is none
   */
  Instance(ScriptClass type, LibraryObject base, Journal journal) {
    this.type = type;
    this.base = base;
    this.attributes = new Slots(journal);
  }

  ScriptClass type() {
    return type;
  }

  @Override
  public LibraryObject base() {
    return base;
  }

  /** Says that there may be attributes that nobody saw. For ever, also if taken back. */
  void open() {
    isOpen = true;
  }

  boolean isOpen() {
    return isOpen;
  }

  Slots attributes() {
    return attributes;
  }

  @Override
  public String typeName() {
    return type.name();
  }
}
