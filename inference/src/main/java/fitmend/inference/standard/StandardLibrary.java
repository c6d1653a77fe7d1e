package fitmend.inference.standard;

import fitmend.inference.library.Library;
import fitmend.inference.library.NamedTuple;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What scripts use of Python's own library. */
public final class StandardLibrary implements Library {
  private static final Set<String> ROOTS =
      Set.of(
          "__future__",
          "abc",
          "argparse",
          "collections",
          "contextlib",
          "copy",
          "csv",
          "datetime",
          "enum",
          "functools",
          "glob",
          "gzip",
          "itertools",
          "json",
          "logging",
          "math",
          "operator",
          "os",
          "pathlib",
          "pickle",
          "pprint",
          "random",
          "re",
          "shutil",
          "string",
          "struct",
          "sys",
          "tempfile",
          "time",
          "types",
          "typing",
          "warnings",
          "zipfile",
          "dataclasses",
          "io",
          "unittest",
          "inspect",
          "traceback",
          "gc",
          "platform",
          "subprocess",
          "threading",
          "queue",
          "multiprocessing",
          "uuid",
          "hashlib",
          "base64",
          "urllib",
          "codecs",
          "heapq",
          "bisect",
          "statistics",
          "fractions",
          "decimal",
          "numbers",
          "textwrap",
          "locale",
          "getpass",
          "socket",
          "signal",
          "tarfile",
          "bz2",
          "sqlite3",
          "configparser",
          "optparse",
          "calendar",
          "array",
          "weakref",
          "importlib",
          "ast",
          "secrets",
          "concurrent",
          "asyncio");

  @Override
  public boolean has(String root) {
    return ROOTS.contains(root);
  }

  @Override
  public Value member(String path, Execution execution) {
    return switch (path) {
      case "math.pi" -> Constant.of(Math.PI);
      case "math.e" -> Constant.of(Math.E);
      case "math.inf" -> Constant.of(Double.POSITIVE_INFINITY);
      case "math.nan" -> Constant.of(Double.NaN);
      // Started without arguments.
      case "sys.argv" -> new CommandLine(execution);
      case "os.environ",
          "sys.path",
          "sys.modules",
          "sys.version_info",
          "sys.stdout",
          "sys.stderr",
          "sys.stdin",
          "logging.INFO",
          "logging.DEBUG",
          "logging.WARNING",
          "logging.ERROR" ->
          execution.unknown(path);
      case "os.name", "os.sep", "sys.version", "sys.platform", "string.ascii_lowercase" ->
          Scalar.STR;
      case "sys.maxsize" -> Constant.of(Long.MAX_VALUE);
      default -> null;
    };
  }

  @Override
  public Value call(String path, Arguments arguments, Execution execution) {
    int dot = path.indexOf('.');
    if (dot < 0 || !ROOTS.contains(path.substring(0, dot))) {
      return null;
    }
    String name = path.substring(dot + 1);
    Value result =
        switch (path.substring(0, dot)) {
          case "math" -> Mathematics.call(name, arguments, execution);
          case "argparse" -> name.equals("ArgumentParser") ? new ArgumentParser(execution) : null;
          case "collections" -> collection(name, arguments, execution);
          case "itertools" -> iterator(name, arguments, execution);
          case "functools" -> function(name, arguments, execution);
          case "copy" -> copy(arguments, execution);
          case "random" -> random(name, arguments, execution);
          default -> other(path);
        };
    if (result == null) {
      execution.escape(arguments.all());
      return execution.unknown(path);
    }
    return result;
  }

  private static Value first(Arguments arguments) {
    return arguments.positional().isEmpty() ? Constant.NONE : arguments.positional().getFirst();
  }

  private static Value other(String path) {
    return switch (path) {
      case "time.time", "time.perf_counter", "time.monotonic", "time.process_time" -> Scalar.FLOAT;
      case "os.path.join",
          "os.getcwd",
          "os.path.basename",
          "os.path.dirname",
          "time.strftime",
          "os.path.abspath",
          "os.path.expanduser",
          "time.ctime",
          "tempfile.mkdtemp" ->
          Scalar.STR;
      case "os.path.exists", "os.path.isfile", "os.path.isdir" -> Scalar.BOOL;
      case "os.makedirs",
          "os.mkdir",
          "warnings.filterwarnings",
          "time.sleep",
          "warnings.simplefilter",
          "logging.info",
          "logging.basicConfig",
          "gc.collect" ->
          Constant.NONE;
      default -> null;
    };
  }

  private static Value collection(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "OrderedDict" -> execution.call(new Reference("builtins.dict"), arguments);
      case "defaultdict" ->
          arguments.positional().size() == 1
              ? new DictValue(execution.journal(), first(arguments))
              : null;
      case "namedtuple" -> NamedTuple.declare(arguments);
      case "deque" -> ListValue.unknown(execution.journal(), "a deque");
      default -> null;
    };
  }

  private static Value iterator(String name, Arguments arguments, Execution execution) {
    List<Elements> all = new ArrayList<>();
    boolean takesIterables = name.equals("chain") || name.equals("product") || name.equals("cycle");
    if (!takesIterables) {
      return null;
    }
    for (Value argument : arguments.positional()) {
      all.add(execution.elements(argument));
    }
    boolean isComplete =
        all.stream().allMatch(Elements::isComplete) && arguments.keywords().isEmpty();
    Elements elements =
        switch (name) {
          case "chain" ->
              isComplete
                  ? Elements.all(all.stream().flatMap(each -> each.known().stream()).toList())
                  : Elements.unknown(any(all));
          case "product" -> isComplete ? product(all) : null;
          default -> all.isEmpty() ? null : new Elements(all.getFirst().known(), any(all));
        };
    return elements == null ? null : new IteratorValue(execution.journal(), () -> elements);
  }

  private static Value any(List<Elements> all) {
    return Elements.all(all.stream().map(Elements::any).toList()).any();
  }

  private static Elements product(List<Elements> all) {
    List<List<Value>> rows = List.of(List.of());
    for (Elements each : all) {
      List<List<Value>> longer = new ArrayList<>();
      for (List<Value> row : rows) {
        for (Value element : each.known()) {
          List<Value> next = new ArrayList<>(row);
          next.add(element);
          longer.add(next);
        }
      }
      rows = longer;
      if (rows.size() > 256) {
        return null;
      }
    }
    return Elements.all(rows.stream().<Value>map(Tuple::new).toList());
  }

  /** {@code lru_cache} may be given the function, or its settings first. */
  private static boolean isDecoratorFactory(String name, Value given) {
    return name.equals("wraps") || given == null || given instanceof Constant;
  }

  private static Value function(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "partial" -> arguments.positional().isEmpty() ? null : Partial.of(arguments);
      case "wraps", "lru_cache", "cache", "update_wrapper" ->
          isDecoratorFactory(name, first(arguments)) ? new Identity() : first(arguments);
      case "reduce" -> {
        if (arguments.positional().size() < 2) {
          yield null;
        }
        Elements elements = execution.elements(arguments.positional().get(1));
        List<Value> values = new ArrayList<>();
        if (arguments.positional().size() > 2) {
          values.add(arguments.positional().get(2));
        }
        values.addAll(elements.known());
        if (!elements.isComplete() || values.isEmpty()) {
          yield null;
        }
        Value total = values.getFirst();
        for (Value value : values.subList(1, values.size())) {
          total = execution.call(first(arguments), Arguments.of(total, value));
        }
        yield total;
      }
      default -> null;
    };
  }

  /** Plain containers are copied; what may be shared unseen becomes unknown. */
  private static Value copy(Arguments arguments, Execution execution) {
    return switch (first(arguments)) {
      case ListValue list when list.isKnown() && isPlain(list.elements()) ->
          new ListValue(
              execution.journal(),
              list.elements().stream().map(each -> copy(Arguments.of(each), execution)).toList());
      case Constant constant -> constant;
      case Scalar scalar -> scalar;
      case Tensor tensor when tensor.holder() == Tensor.Holder.NUMPY ->
          new Tensor(tensor.holder(), tensor.type(), tensor.shape(), tensor.origin());
      default -> null;
    };
  }

  private static boolean isPlain(List<Value> elements) {
    return elements.stream()
        .allMatch(
            each ->
                each instanceof Constant
                    || each instanceof Scalar
                    || each instanceof ListValue list
                        && list.isKnown()
                        && isPlain(list.elements()));
  }

  private static Value random(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "seed" -> Constant.NONE;
      case "random", "uniform", "gauss", "normalvariate", "betavariate" -> Scalar.FLOAT;
      case "randint", "randrange", "getrandbits" -> Scalar.INT;
      case "choice" -> execution.elements(first(arguments)).any();
      case "shuffle" -> {
        if (first(arguments) instanceof ListValue list && list.isKnown()) {
          Value any = Elements.all(list.elements()).any();
          list.set(list.elements().stream().map(each -> any).toList());
        } else {
          execution.escape(arguments.all());
        }
        yield Constant.NONE;
      }
      case "sample" -> {
        Value any = execution.elements(first(arguments)).any();
        yield arguments.positional().size() > 1
                && arguments.positional().get(1) instanceof Constant(Long count)
                && count >= 0
                && count < 4096
            ? new ListValue(
                execution.journal(), java.util.Collections.nCopies(count.intValue(), any))
            : ListValue.unknown(execution.journal(), "a sample");
      }
      default -> null;
    };
  }
}
