package fitmend.python.name;

import java.util.Optional;
import java.util.Set;

/** What a name or a dotted path stands for, at the place where it is used. */
public sealed interface Resolution {

  /** It certainly is that import path, such as {@code tensorflow.keras.layers.Dense}. */
  record Known(String qualifiedName) implements Resolution {}

  /** It is one of several, as after {@code try: import a … except ImportError: import b}. */
  record OneOf(Set<String> qualifiedNames) implements Resolution {}

  /**
   * It is not an import, or it cannot be told.
   *
   * @param path the dotted path as far as it goes, for messages only
   */
  record Unknown(Optional<String> path) implements Resolution {}
}
