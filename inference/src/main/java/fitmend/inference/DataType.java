package fitmend.inference;

/** The type of the elements of an array or tensor. */
public enum DataType {
  BOOL,
  UINT8,
  INT8,
  INT16,
  INT32,
  INT64,
  FLOAT16,
  FLOAT32,
  FLOAT64,
  STRING,
  OBJECT,
  UNKNOWN;

  public boolean isInteger() {
    return ordinal() >= UINT8.ordinal() && ordinal() <= INT64.ordinal();
  }

  public boolean isFloating() {
    return this == FLOAT16 || this == FLOAT32 || this == FLOAT64;
  }
}
