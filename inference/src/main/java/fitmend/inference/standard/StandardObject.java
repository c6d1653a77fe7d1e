package fitmend.inference.standard;

import fitmend.inference.library.LibraryObject;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Elements;
import fitmend.inference.value.Execution;
import fitmend.inference.value.HasElements;
import fitmend.inference.value.IteratorValue;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;

/**
 * An object of a class of Python's own library of which only the kinds of its attributes and of the
 * results of its methods matter: a file, a date, a path, a logger.
 */
final class StandardObject extends LibraryObject implements HasElements {
  static final String FILE = "io.TextIOWrapper";
  static final String BINARY_FILE = "io.BufferedReader";
  static final String PATH = "pathlib.Path";
  static final String MOMENT = "datetime.datetime";
  static final String LOGGER = "logging.Logger";
  static final String ROWS = "csv.reader";
  static final String MATCH = "re.Match";
  static final String RANDOM = "random.Random";

  StandardObject(String path, Execution execution) {
    super(path, execution);
  }

  /** An object, a Python constant, or what else a word stands for. */
  static Value value(String kind, Execution execution) {
    return switch (kind) {
      case "str" -> Scalar.STR;
      case "int" -> Scalar.INT;
      case "float" -> Scalar.FLOAT;
      case "bool" -> Scalar.BOOL;
      case "none" -> Constant.NONE;
      case "bytes" -> new Constant(Constant.Bytes.SOME);
      case "list" -> ListValue.unknown(execution.journal(), "its length is not known");
      case "strings" -> new IteratorValue(execution.journal(), () -> Elements.unknown(Scalar.STR));
      case "folders" ->
          new IteratorValue(
              execution.journal(),
              () ->
                  Elements.unknown(
                      Tuple.of(Scalar.STR, value("list", execution), value("list", execution))));
      case "paths" ->
          new IteratorValue(
              execution.journal(), () -> Elements.unknown(new StandardObject(PATH, execution)));
      case "unknown" -> execution.unknown("a value of Python's library");
      default -> new StandardObject(kind, execution);
    };
  }

  /** What kind of value a method gives; null when it is not modelled. */
  private String result(String name) {
    return switch (path()) {
      case FILE, BINARY_FILE ->
          switch (name) {
            case "read", "readline" -> path().equals(FILE) ? "str" : "bytes";
            case "readlines" -> "list";
            case "write", "seek", "tell" -> "int";
            case "close", "flush", "writelines", "__exit__" -> "none";
            case "__enter__" -> "self";
            default -> null;
          };
      case PATH ->
          switch (name) {
            case "exists", "is_file", "is_dir", "is_absolute" -> "bool";
            case "mkdir", "unlink", "rmdir", "touch" -> "none";
            case "glob", "rglob", "iterdir" -> "paths";
            case "joinpath",
                "resolve",
                "absolute",
                "expanduser",
                "with_suffix",
                "with_name",
                "relative_to" ->
                PATH;
            case "read_text", "as_posix" -> "str";
            case "read_bytes" -> "bytes";
            case "write_text", "write_bytes" -> "int";
            default -> null;
          };
      case MOMENT ->
          switch (name) {
            case "strftime", "isoformat", "ctime" -> "str";
            case "timestamp" -> "float";
            case "weekday", "isoweekday", "toordinal" -> "int";
            case "replace", "date", "time", "astimezone" -> MOMENT;
            default -> null;
          };
      case LOGGER ->
          switch (name) {
            case "debug",
                "info",
                "warning",
                "error",
                "exception",
                "critical",
                "log",
                "setLevel",
                "addHandler",
                "removeHandler",
                "setFormatter" ->
                "none";
            default -> null;
          };
      case MATCH ->
          switch (name) {
            case "start", "end" -> "int";
            default -> null;
          };
      case RANDOM ->
          switch (name) {
            case "random", "uniform", "gauss" -> "float";
            case "randint", "randrange" -> "int";
            case "seed" -> "none";
            default -> null;
          };
      default -> null;
    };
  }

  private String kind(String attribute) {
    return switch (path()) {
      case PATH ->
          switch (attribute) {
            case "name", "stem", "suffix" -> "str";
            case "parent" -> PATH;
            default -> null;
          };
      case MOMENT ->
          switch (attribute) {
            case "year", "month", "day", "hour", "minute", "second", "microsecond" -> "int";
            default -> null;
          };
      default -> null;
    };
  }

  @Override
  protected boolean hasMethod(String name) {
    return result(name) != null;
  }

  @Override
  public Value attribute(String name, Execution execution) {
    String kind = kind(name);
    return kind == null ? super.attribute(name, execution) : value(kind, execution);
  }

  @Override
  public Value method(String name, Arguments arguments, Execution execution) {
    String kind = result(name);
    return kind == null
        ? execution.unknown(name)
        : kind.equals("self") ? this : value(kind, execution);
  }

  @Override
  public Elements elements(Execution execution) {
    return Elements.unknown(
        switch (path()) {
          case FILE -> Scalar.STR;
          case ROWS -> value("list", execution);
          default -> execution.unknown("an element of " + path());
        });
  }
}
