package fitmend.inference.graph;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Value;
import java.util.Optional;

/**
 * The scopes of names and of variables that are open in a graph. A name that is not known makes all
 * names below it unknown.
 */
final class Scopes {
  /** Whether variables of {@code get_variable} must be new. */
  enum Reuse {
    NO,
    YES,
    AUTO,
    UNKNOWN
  }

  private static final String PREFIX = "prefix of variables";
  private static final String NAMES = "prefix of names";
  private static final String REUSE = "reuse";
  private static final String COUNT = "count of ";

  private final GraphValue graph;

  Scopes(GraphValue graph) {
    this.graph = graph;
  }

  /** The name of a variable of {@code get_variable}, empty when it is not known. */
  Optional<String> variable(String name) {
    return prefix(PREFIX).map(prefix -> prefix + name);
  }

  /** The name of an operation, but for the number that tells it from others of that name. */
  Optional<String> operation(String name) {
    return prefix(NAMES).map(prefix -> prefix + name);
  }

  Reuse reuse() {
    return reuse(graph.get(REUSE));
  }

  static Reuse reuse(Value value) {
    return switch (value) {
      case null -> Reuse.NO;
      case Constant(Boolean yes) -> yes ? Reuse.YES : Reuse.NO;
      case Constant none when none.isNone() -> Reuse.NO;
      case Reference reference when reference.name().equals("AUTO_REUSE") -> Reuse.AUTO;
      default -> Reuse.UNKNOWN;
    };
  }

  private Optional<String> prefix(String key) {
    return switch (graph.get(key)) {
      case null -> Optional.of("");
      case Constant(String text) -> Optional.of(text);
      default -> Optional.empty();
    };
  }

  /** A name that no scope inside the open one has yet: {@code dense}, {@code dense_1}. */
  Optional<String> unique(String name) {
    Optional<String> prefix = prefix(PREFIX);
    if (prefix.isEmpty()) {
      return Optional.empty();
    }
    if (count(prefix.get() + name) == 0) {
      return Optional.of(name);
    }
    int number = 1;
    while (count(prefix.get() + name + "_" + number) != 0) {
      number++;
    }
    return Optional.of(name + "_" + number);
  }

  /** How often a scope was opened; -1 when that is not known. */
  private long count(String name) {
    return switch (graph.get(COUNT + name)) {
      case null -> 0;
      case Constant(Long count) -> count;
      default -> -1;
    };
  }

  /** Counts a scope as opened. */
  void open(String name) {
    variable(name)
        .ifPresent(full -> graph.put(COUNT + full, Constant.of(Math.abs(count(full)) + 1)));
  }

  /** {@code with tf.variable_scope(...)} and {@code with tf.name_scope(...)}. */
  static final class Scope extends LibraryObject {
    private final GraphValue graph;
    private final Value name;
    private final Value reuse;
    private final boolean isOfVariables;

    /**
     * @param name its name, or the scope that is opened again
     * @param reuse null for that of the scope around
     */
    Scope(String path, GraphValue graph, Value name, Value reuse, Execution execution) {
      super(path, execution);
      this.graph = graph;
      this.name = name;
      this.reuse = reuse;
      this.isOfVariables = path.endsWith("variable_scope");
    }

    @Override
    protected boolean hasMethod(String name) {
      return switch (name) {
        case "__enter__", "__exit__", "reuse_variables" -> true;
        default -> false;
      };
    }

    @Override
    public Value attribute(String name, Execution execution) {
      return name.equals("name") && slots().has("opened")
          ? slots().get("opened")
          : super.attribute(name, execution);
    }

    @Override
    public Value method(String method, Arguments arguments, Execution execution) {
      switch (method) {
        case "__enter__" -> enter(execution);
        case "__exit__" -> {
          restore(PREFIX);
          restore(NAMES);
          restore(REUSE);
          return Constant.NONE;
        }
        default -> {
          graph.put(REUSE, Constant.TRUE);
          slots().put("inner reuse", Constant.TRUE);
          return Constant.NONE;
        }
      }
      return isOfVariables ? this : execution.unknown("the name of a scope");
    }

    private void enter(Execution execution) {
      save(PREFIX);
      save(NAMES);
      save(REUSE);
      Scopes scopes = new Scopes(graph);
      Value full = fullName(scopes, execution);
      if (!isOfVariables) {
        graph.put(
            NAMES,
            name instanceof Constant(String text)
                ? extended(NAMES, text, execution)
                : execution.unknown("a name"));
        return;
      }
      graph.put(PREFIX, full);
      graph.put(NAMES, full);
      if (full instanceof Constant(String text) && !text.isEmpty()) {
        slots().put("opened", Constant.of(text.substring(0, text.length() - 1)));
        forgetInner(text);
      }
      if (reuse instanceof Constant none && none.isNone()) {
        if (name instanceof Scope other && other.slots().has("inner reuse")) {
          graph.put(REUSE, Constant.TRUE);
        }
      } else if (reuses(scopes)) {
        graph.put(REUSE, reuse);
      }
    }

    /** Reuse is inherited: an inner False does not end it. */
    private boolean reuses(Scopes scopes) {
      return Scopes.reuse(reuse) != Reuse.NO || scopes.reuse() == Reuse.NO;
    }

    private Value fullName(Scopes scopes, Execution execution) {
      switch (name) {
        case Constant(String text) -> {
          if (isOfVariables) {
            scopes.open(text);
          }
          return extended(PREFIX, text, execution);
        }
        case Scope other when other.slots().get("opened") instanceof Constant(String text) -> {
          return Constant.of(text + "/");
        }
        case null, default -> {
          return execution.unknown("the name of a scope");
        }
      }
    }

    private Value extended(String key, String text, Execution execution) {
      return new Scopes(graph)
          .prefix(key)
          .<Value>map(prefix -> Constant.of(prefix + text + "/"))
          .orElseGet(() -> execution.unknown("the name of a scope"));
    }

    /** What is opened inside is counted anew. */
    private void forgetInner(String prefix) {
      for (String key : graph.keys(COUNT + prefix)) {
        graph.put(key, null);
      }
    }

    private void save(String key) {
      slots().put(key, graph.get(key));
    }

    private void restore(String key) {
      graph.put(key, slots().get(key));
    }
  }
}
