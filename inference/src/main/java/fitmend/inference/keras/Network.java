package fitmend.inference.keras;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Value;
import java.util.List;

/** What training needs of a model, of whatever kind it is. */
public interface Network {
  /** The model as an object: the state of its training stands in its attributes. */
  LibraryObject object();

  /** Runs the model on inputs as they are fed: tensors, or lists and dictionaries of them. */
  Value apply(Value inputs, boolean isTraining, Execution execution);

  /** What it says of its input. */
  DeclaredInput declaredInput();

  /** The names of the outputs, one for a model with one output; empty when they are not known. */
  List<String> outputNames();
}
