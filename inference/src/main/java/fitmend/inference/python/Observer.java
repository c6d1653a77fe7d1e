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
        public void reached(Node statement) {}

        @Override
        public void evaluated(Node node, Value value) {}

        @Override
        public void called(Node at, Value callee, Arguments arguments) {}
      };

  /** A variable was given a value. */
  void assigned(Node name, Value value);

  /** A statement is about to be run. */
  void reached(Node statement);

  /** An expression has this value this time. */
  void evaluated(Node node, Value value);

  /** The script is about to call something. */
  void called(Node at, Value callee, Arguments arguments);
}
