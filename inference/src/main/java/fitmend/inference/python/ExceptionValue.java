package fitmend.inference.python;

import fitmend.inference.value.Value;

/**
 * An exception object.
 *
 * @param message its text; null when it is not known
 */
record ExceptionValue(String type, String message) implements Value {
  @Override
  public String typeName() {
    return type;
  }
}
