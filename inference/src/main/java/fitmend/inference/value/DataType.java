package fitmend.inference.value;

import java.util.Locale;
import java.util.Optional;

/** The type of the elements of an array or tensor, under NumPy's and TensorFlow's common names. */
public enum DataType {
  BOOL,
  INT8,
  INT16,
  INT32,
  INT64,
  UINT8,
  UINT16,
  UINT32,
  UINT64,
  FLOAT16,
  BFLOAT16,
  FLOAT32,
  FLOAT64,
  COMPLEX64,
  COMPLEX128,
  STRING,
  OBJECT,
  UNKNOWN;

  private static final DataType[] ALL = values();

  public boolean isSigned() {
    return this == INT8 || this == INT16 || this == INT32 || this == INT64;
  }

  public boolean isUnsigned() {
    return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
  }

  public boolean isInteger() {
    return isSigned() || isUnsigned();
  }

  public boolean isFloating() {
    return this == FLOAT16 || this == BFLOAT16 || this == FLOAT32 || this == FLOAT64;
  }

  public boolean isComplex() {
    return this == COMPLEX64 || this == COMPLEX128;
  }

  /** Bits of one element; 0 when there is no such number. */
  public int bits() {
    return switch (this) {
      case BOOL, INT8, UINT8 -> 8;
      case INT16, UINT16, FLOAT16, BFLOAT16 -> 16;
      case INT32, UINT32, FLOAT32 -> 32;
      case INT64, UINT64, FLOAT64, COMPLEX64 -> 64;
      case COMPLEX128 -> 128;
      case STRING, OBJECT, UNKNOWN -> 0;
    };
  }

  /** The name in scripts and messages, such as {@code float32}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The type with that name. */
  public static Optional<DataType> named(String text) {
    for (DataType type : ALL) {
      if (type != UNKNOWN && type.text().equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
