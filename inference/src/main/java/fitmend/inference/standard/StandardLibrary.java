package fitmend.inference.standard;

import fitmend.inference.library.Library;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Value;
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
          "io");

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
      case "sys.argv", "os.environ", "sys.path", "sys.modules", "sys.version_info" ->
          execution.unknown(path);
      case "os.name", "os.sep", "sys.version", "sys.platform" -> Scalar.STR;
      default -> null;
    };
  }

  @Override
  public Value call(String path, Arguments arguments, Execution execution) {
    String root = path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
    if (!ROOTS.contains(root)) {
      return null;
    }
    return switch (path) {
      case "time.time", "time.perf_counter", "random.random", "random.uniform", "random.gauss" ->
          Scalar.FLOAT;
      case "random.randint", "random.randrange" -> Scalar.INT;
      case "os.path.join", "os.getcwd", "os.path.basename", "os.path.dirname", "time.strftime" ->
          Scalar.STR;
      case "os.path.exists", "os.path.isfile", "os.path.isdir" -> Scalar.BOOL;
      case "random.seed",
          "os.makedirs",
          "os.mkdir",
          "warnings.filterwarnings",
          "time.sleep",
          "warnings.simplefilter",
          "logging.info",
          "logging.basicConfig" ->
          Constant.NONE;
      default -> {
        execution.escape(arguments.all());
        yield execution.unknown(path);
      }
    };
  }
}
