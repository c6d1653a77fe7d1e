package fitmend.inference.python;

import fitmend.inference.value.Join;
import fitmend.inference.value.Journal;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Value;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Where the run does not know which way it goes. Each way is tried from the same state and taken
 * back, then the states that they left are joined. A way that raises is one that the run did not
 * take, as long as another does not raise: so an exception that gets out of everything is certain.
 */
final class Branching {
  /** A construct that one of several ways may have left early: a call, a loop, a try. */
  static final class Region {
    private boolean mayHaveLeft;
    private Value returned;
    private final List<PythonError> raised = new ArrayList<>();

    /** Whether a way left it, so that what comes later may never be reached. */
    boolean mayHaveLeft() {
      return mayHaveLeft;
    }

    void leave() {
      mayHaveLeft = true;
    }

    /** What the ways that returned gave, null when none did. */
    Value returned() {
      return returned;
    }

    /** The exceptions of ways that were not taken. */
    List<PythonError> raised() {
      return raised;
    }
  }

  private final Journal journal;
  private int depth;
  private boolean isSupposing;
  private final Deque<Region> calls = new ArrayDeque<>();
  private final Deque<Region> loops = new ArrayDeque<>();
  private final Deque<Region> attempts = new ArrayDeque<>();

  Branching(Journal journal) {
    this.journal = journal;
  }

  Region enterCall() {
    return enter(calls);
  }

  Region enterLoop() {
    return enter(loops);
  }

  Region enterAttempt() {
    return enter(attempts);
  }

  private static Region enter(Deque<Region> regions) {
    Region region = new Region();
    regions.push(region);
    return region;
  }

  /** Whether somebody may catch what is raised. */
  boolean isAttempting() {
    return !attempts.isEmpty();
  }

  void leaveCall() {
    calls.pop();
  }

  void leaveLoop() {
    loops.pop();
  }

  void leaveAttempt() {
    attempts.pop();
  }

  /** Goes a way that the run does not take, and leaves no trace of it. */
  void suppose(Runnable way) {
    int mark = journal.begin();
    boolean before = isSupposing;
    isSupposing = true;
    enterCall();
    enterLoop();
    try {
      way.run();
    } catch (PythonError | Interpreter.Exit ended) {
      // Nobody went there.
    } finally {
      leaveLoop();
      leaveCall();
      isSupposing = before;
      journal.takeBack(mark);
    }
  }

  /** Whether the way is one that the run does not take. */
  boolean isSupposing() {
    return isSupposing;
  }

  /** The program may end here without an exception. */
  void mayExit() {
    if (!isSupposing) {
      calls.getLast().leave();
    }
  }

  /** Something that cannot be seen was done, and may have raised anything. */
  void mayRaise() {
    if (!attempts.isEmpty() && !isSupposing) {
      attempts.peek().leave();
    }
  }

  /** Tries all ways. Gives how the ones that were not left early end. */
  Jump fork(List<Supplier<Jump>> ways) {
    depth++;
    try {
      return tryAll(ways);
    } finally {
      depth--;
    }
  }

  /** How many forks are open. */
  int depth() {
    return depth;
  }

  private Jump tryAll(List<Supplier<Jump>> ways) {
    List<Journal.Outcome> outcomes = new ArrayList<>();
    List<Jump> jumps = new ArrayList<>();
    List<PythonError> errors = new ArrayList<>();
    for (Supplier<Jump> way : ways) {
      int mark = journal.begin();
      Jump jump = null;
      try {
        jump = way.get();
      } catch (PythonError error) {
        errors.add(error);
      } finally {
        Journal.Outcome outcome = journal.takeBack(mark);
        if (jump != null) {
          outcomes.add(outcome);
          jumps.add(jump);
        }
      }
    }
    if (jumps.isEmpty()) {
      throw errors.getFirst();
    }
    if (!attempts.isEmpty() && !isSupposing) {
      attempts.peek().raised.addAll(errors);
    }
    journal.join(outcomes);
    return combine(jumps);
  }

  private Jump combine(List<Jump> jumps) {
    Jump.Kind least = Jump.Kind.RETURN;
    for (Jump jump : jumps) {
      least = jump.kind().ordinal() < least.ordinal() ? jump.kind() : least;
    }
    Value value = null;
    for (Jump jump : jumps) {
      if (jump.kind() == Jump.Kind.RETURN) {
        value = value == null ? jump.value() : Join.of(value, jump.value());
      }
    }
    if (least == Jump.Kind.RETURN) {
      return Jump.returning(value);
    }
    if (value != null) {
      mayReturn(value);
    }
    boolean someLeaveLoop =
        jumps.stream().anyMatch(j -> j.kind() == Jump.Kind.BREAK || j.kind() == Jump.Kind.CONTINUE);
    if (someLeaveLoop && !loops.isEmpty()) {
      loops.peek().leave();
    }
    return new Jump(least, null);
  }

  /** Says that the call that is going on may have returned. */
  void mayReturn(Value value) {
    Region call = calls.peek();
    call.leave();
    call.returned = call.returned == null ? value : Join.of(call.returned, value);
  }
}
