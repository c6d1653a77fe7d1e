package fitmend.inference.graph;

import fitmend.inference.value.Execution;
import fitmend.inference.value.Slots;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;

/** Which graph is built and which session is the default one, at every point of a run. */
final class Graphs {
  private static final String OPEN = "graphs";
  private static final String SESSIONS = "sessions";

  private final Slots slots;
  private final Flags flags;

  /** The default graph; it stays when a branch that asked for it first is taken back. */
  private final GraphValue first;

  Graphs(Execution execution) {
    flags = new Flags(execution);
    slots = new Slots(execution.journal());
    first = new GraphValue(this, execution);
    slots.put(OPEN, new Tuple(List.of(first)));
  }

  Flags flags() {
    return flags;
  }

  /** The graph that new operations go to. */
  GraphValue current() {
    GraphValue last = first;
    if (slots.get(OPEN) instanceof Tuple open) {
      for (Value each : open.elements()) {
        last = each instanceof GraphValue graph ? graph : last;
      }
    }
    return last;
  }

  void enter(GraphValue graph) {
    push(OPEN, graph);
  }

  void leave() {
    pop(OPEN);
  }

  /** A new graph in place of the one at the bottom. */
  void reset(Execution execution) {
    List<Value> open = new ArrayList<>();
    open.add(new GraphValue(this, execution));
    slots.put(OPEN, new Tuple(open));
  }

  /** The session that {@code eval} takes; null when there is none. */
  Value session() {
    return slots.get(SESSIONS) instanceof Tuple all && !all.elements().isEmpty()
        ? all.elements().getLast()
        : null;
  }

  void enter(Session session) {
    push(SESSIONS, session);
  }

  void leaveSession() {
    pop(SESSIONS);
  }

  private void push(String key, Value value) {
    List<Value> all = new ArrayList<>();
    if (slots.get(key) instanceof Tuple tuple) {
      all.addAll(tuple.elements());
    }
    all.add(value);
    slots.put(key, new Tuple(all));
  }

  private void pop(String key) {
    if (slots.get(key) instanceof Tuple tuple && tuple.elements().size() > (key == OPEN ? 1 : 0)) {
      slots.put(key, new Tuple(tuple.elements().subList(0, tuple.elements().size() - 1)));
    }
  }
}
