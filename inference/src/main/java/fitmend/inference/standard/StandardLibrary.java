package fitmend.inference.standard;

import fitmend.inference.library.Library;
import fitmend.inference.library.NamedTuple;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What scripts use of Python's own library. */
public final class StandardLibrary implements Library {
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";

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
      case "os.environ", "sys.path", "sys.modules", "sys.stdout", "sys.stderr", "sys.stdin" ->
          execution.unknown(path);
      case "sys.version_info" -> version(execution);
      case "logging.CRITICAL" -> Constant.of(50);
      case "logging.ERROR" -> Constant.of(40);
      case "logging.WARNING" -> Constant.of(30);
      case "logging.INFO" -> Constant.of(20);
      case "logging.DEBUG" -> Constant.of(10);
      case "string.ascii_lowercase" -> Constant.of(LETTERS);
      case "string.ascii_uppercase" -> Constant.of(LETTERS.toUpperCase(java.util.Locale.ROOT));
      case "string.ascii_letters" ->
          Constant.of(LETTERS + LETTERS.toUpperCase(java.util.Locale.ROOT));
      case "string.digits" -> Constant.of("0123456789");
      case "string.punctuation" -> Constant.of("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~");
      case "string.whitespace" -> Constant.of(" \t\n\r\u000b\f");
      case "os.sep" -> Constant.of("/");
      case "os.linesep" -> Constant.of("\n");
      case "os.name", "sys.version", "sys.platform", "sys.executable" -> Scalar.STR;
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
          case "argparse" ->
              name.equals("ArgumentParser") ? new ArgumentParser(arguments, execution) : null;
          case "collections" -> Collections.call(name, arguments, execution);
          case "itertools" -> Iterators.call(name, arguments, execution);
          case "json" -> Json.call(name, arguments, execution);
          case "operator" -> operator(name, arguments, execution);
          case "re" -> RegularExpression.call(name, arguments, execution);
          case "os" ->
              name.startsWith("path.")
                  ? Paths.call(name.substring("path.".length()), arguments, execution)
                  : other(path, execution);
          case "io" -> name.equals("open") ? open(arguments, execution) : null;
          case "functools" -> function(name, arguments, execution);
          case "copy" -> copy(arguments, execution);
          case "random" -> random(name, arguments, execution);
          default -> other(path, execution);
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

  private static Value version(Execution execution) {
    long minor =
        switch (execution.target()) {
          case TENSORFLOW_1_15 -> 7;
          case TENSORFLOW_2_15 -> 11;
          case TENSORFLOW_2_21 -> 12;
        };
    return new NamedTuple(
        "version_info",
        List.of("major", "minor", "micro", "releaselevel", "serial"),
        List.of(Constant.of(3), Constant.of(minor), Scalar.INT, Scalar.STR, Scalar.INT));
  }

  /** A file, whatever is in it. */
  private static Value open(Arguments arguments, Execution execution) {
    Value mode =
        arguments.positional().size() > 1
            ? arguments.positional().get(1)
            : arguments.keywords().getOrDefault("mode", Constant.of("r"));
    return mode instanceof Constant(String text)
        ? new StandardObject(
            text.contains("b") ? StandardObject.BINARY_FILE : StandardObject.FILE, execution)
        : execution.unknown("a file");
  }

  private static Value other(String path, Execution execution) {
    String kind = kind(path);
    return kind == null ? null : StandardObject.value(kind, execution);
  }

  private static String kind(String path) {
    return switch (path) {
      case "time.time",
          "time.perf_counter",
          "time.monotonic",
          "time.process_time",
          "timeit.default_timer" ->
          "float";
      case "os.getcwd", "time.strftime", "time.ctime", "tempfile.mkdtemp", "platform.system" ->
          "str";
      case "os.cpu_count", "os.getpid", "sys.getsizeof", "sys.getrecursionlimit" -> "int";
      case "os.listdir", "glob.glob" -> "list";
      case "glob.iglob" -> "strings";
      case "os.walk" -> "folders";
      case "os.makedirs",
          "os.mkdir",
          "os.remove",
          "os.rename",
          "os.chdir",
          "shutil.rmtree",
          "warnings.filterwarnings",
          "warnings.simplefilter",
          "warnings.warn",
          "time.sleep",
          "logging.debug",
          "logging.info",
          "logging.warning",
          "logging.error",
          "logging.basicConfig",
          "logging.disable",
          "gc.collect",
          "pickle.dump",
          "sys.setrecursionlimit",
          "pprint.pprint" ->
          "none";
      case "pickle.dumps" -> "bytes";
      case "logging.getLogger" -> StandardObject.LOGGER;
      case "pathlib.Path", "pathlib.PurePath" -> StandardObject.PATH;
      case "datetime.datetime",
          "datetime.datetime.now",
          "datetime.datetime.today",
          "datetime.datetime.utcnow",
          "datetime.date.today" ->
          StandardObject.MOMENT;
      case "csv.reader" -> StandardObject.ROWS;
      case "random.Random" -> StandardObject.RANDOM;
      default -> null;
    };
  }

  /** The functions of {@code operator}: operators, and functions that take parts of a value. */
  private static Value operator(String name, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    if (name.equals("itemgetter") && given.size() == 1) {
      return new Getter(given.getFirst());
    }
    String operator =
        switch (name) {
          case "add" -> "+";
          case "sub" -> "-";
          case "mul" -> "*";
          case "truediv" -> "/";
          case "floordiv" -> "//";
          case "mod" -> "%";
          case "pow" -> "**";
          case "lt" -> "<";
          case "gt" -> ">";
          case "eq" -> "==";
          default -> null;
        };
    return operator == null || given.size() != 2
        ? null
        : execution.binary(operator, given.get(0), given.get(1));
  }

  /** {@code operator.itemgetter(index)}. */
  private record Getter(Value index) implements Callable {
    @Override
    public Value call(Arguments arguments, Execution execution) {
      return execution.subscript(first(arguments), index);
    }

    @Override
    public String typeName() {
      return "operator.itemgetter";
    }
  }

  @Override
  public Value binary(String operator, Value left, Value right, Execution execution) {
    boolean isPath =
        left instanceof StandardObject object && object.path().equals(StandardObject.PATH);
    return isPath && operator.equals("/")
        ? new StandardObject(StandardObject.PATH, execution)
        : null;
  }

  /** {@code lru_cache} may be given the function, or its settings first. */
  private static boolean isDecoratorFactory(String name, Value given) {
    return name.equals("wraps") || given == null || given instanceof Constant;
  }

  private static Value function(String name, Arguments arguments, Execution execution) {
    return switch (name) {
      case "total_ordering" -> first(arguments);
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
    List<Value> given = arguments.positional();
    return switch (name) {
      case "seed" -> Constant.NONE;
      case "random", "uniform", "gauss", "normalvariate", "betavariate", "triangular" ->
          Scalar.FLOAT;
      case "randint", "randrange", "getrandbits" -> Scalar.INT;
      case "choice" -> {
        Elements elements = execution.elements(first(arguments));
        if (elements.isComplete() && elements.known().isEmpty()) {
          throw execution.error("IndexError", "Cannot choose from an empty sequence");
        }
        yield elements.any();
      }
      case "shuffle" -> {
        if (first(arguments) instanceof ListValue list && list.isKnown()) {
          Value any = Elements.all(list.elements()).any();
          list.set(list.elements().stream().map(each -> any).toList());
        } else if (first(arguments) instanceof Tensor array) {
          array.forgetOrder();
        } else {
          execution.escape(arguments.all());
        }
        yield Constant.NONE;
      }
      case "choices" -> {
        Value count = arguments.keywords().getOrDefault("k", Constant.of(1));
        yield several(execution.elements(first(arguments)).any(), count, execution);
      }
      case "sample" -> {
        Elements elements = execution.elements(first(arguments));
        Value count =
            given.size() > 1
                ? given.get(1)
                : arguments.keywords().getOrDefault("k", execution.unknown("how many"));
        if (elements.isComplete()
            && count instanceof Constant(Long wanted)
            && wanted > elements.known().size()
            && !arguments.keywords().containsKey("counts")) {
          throw execution.error("ValueError", "Sample larger than population or is negative");
        }
        yield several(elements.any(), count, execution);
      }
      case "Random" -> StandardObject.value(StandardObject.RANDOM, execution);
      default -> null;
    };
  }

  private static Value several(Value any, Value count, Execution execution) {
    return count instanceof Constant(Long number) && number >= 0 && number < 4096
        ? new ListValue(execution.journal(), java.util.Collections.nCopies(number.intValue(), any))
        : ListValue.unknown(execution.journal(), "a sample");
  }
}
