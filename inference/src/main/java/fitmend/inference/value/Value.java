package fitmend.inference.value;

/**
 * What is known of one Python value while a script is run abstractly. A value stands for itself:
 * two references to one object of the script are one Java object.
 */
public interface Value {
  /** What {@code type(value).__name__} gives, as error messages say it. */
  String typeName();
}
