package fitmend.inference.standard;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Scalar;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.List;

/** The functions of {@code os.path}, which work on texts alone. */
final class Paths {
  private Paths() {}

  /** Null for what is not modelled. */
  static Value call(String name, Arguments arguments, Execution execution) {
    List<Value> given = arguments.positional();
    String path =
        !given.isEmpty() && given.getFirst() instanceof Constant(String text) ? text : null;
    return switch (name) {
      case "join" -> joined(given);
      case "basename" -> path == null ? Scalar.STR : Constant.of(base(path));
      case "dirname" -> path == null ? Scalar.STR : Constant.of(folder(path));
      case "splitext" -> path == null ? Tuple.of(Scalar.STR, Scalar.STR) : splitExtension(path);
      case "split" ->
          path == null
              ? Tuple.of(Scalar.STR, Scalar.STR)
              : Tuple.of(Constant.of(folder(path)), Constant.of(base(path)));
      case "abspath", "expanduser", "normpath", "realpath", "relpath", "expandvars" -> Scalar.STR;
      case "exists", "isfile", "isdir", "islink", "isabs" -> Scalar.BOOL;
      case "getsize" -> Scalar.INT;
      case "getmtime", "getctime" -> Scalar.FLOAT;
      default -> null;
    };
  }

  private static Value joined(List<Value> given) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < given.size(); i++) {
      if (!(given.get(i) instanceof Constant(String part))) {
        return Scalar.STR;
      }
      if (part.startsWith("/")) {
        path.setLength(0);
      } else if (i > 0 && !path.isEmpty() && path.charAt(path.length() - 1) != '/') {
        path.append('/');
      }
      path.append(part);
    }
    return Constant.of(path.toString());
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash == 0 ? "/" : path.substring(0, Math.max(0, slash));
  }

  private static Value splitExtension(String path) {
    String base = base(path);
    int dot = base.lastIndexOf('.');
    int length = dot <= 0 ? 0 : base.length() - dot;
    return Tuple.of(
        Constant.of(path.substring(0, path.length() - length)),
        Constant.of(path.substring(path.length() - length)));
  }
}
