package fitmend.inference.python;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Value;
import fitmend.python.tree.Node;

/** Is told what a run does, as it does it. */
public interface Observer {
  /** Looks away. */
  Observer NONE =
      new Observer() {
        @Override
        public void assigned(Node name, Value value) {}

        @Override
        public void called(Node at, Value callee, Arguments arguments) {}
      };

  /** A variable was given a value. */
  void assigned(Node name, Value value);

  /** Something is about to be called. */
  void called(Node at, Value callee, Arguments arguments);
}
