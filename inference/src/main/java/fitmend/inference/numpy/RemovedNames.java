package fitmend.inference.numpy;

import fitmend.inference.Target;
import fitmend.inference.library.PublicNames;
import fitmend.inference.value.Execution;
import fitmend.inference.value.PythonError;
import fitmend.inference.value.Reference;
import fitmend.inference.value.Value;

/**
 * Names that NumPy had once.
 *
 * @see <a href="https://numpy.org/devdocs/numpy_2_0_migration_guide.html">Changes of NumPy 2.0</a>
 */
final class RemovedNames {
  private RemovedNames() {}

  /** Names of Python's own types, which NumPy had as well until 1.24. */
  static Value builtin(String name, Execution run) {
    if (run.target() == Target.TENSORFLOW_1_15) {
      return new Reference("builtins." + name);
    }
    if (name.equals("bool") && run.target() == Target.TENSORFLOW_2_21) {
      return new Reference("numpy.bool");
    }
    String type =
        switch (name) {
          case "float" -> "float64";
          case "complex" -> "complex128";
          default -> name + "_";
        };
    String advice =
        switch (name) {
          case "int" ->
              "When replacing `np.int`, you may wish to use e.g. `np.int64` or `np.int32` to"
                  + " specify the precision. If you wish to review your current use, check the"
                  + " release note link for additional information.";
          case "object" -> "";
          default ->
              "If you specifically wanted the numpy scalar type, use `np." + type + "` here.";
        };
    throw run.error(
        "AttributeError",
        ("module 'numpy' has no attribute '%1$s'.%n`np.%1$s` was a deprecated alias for the builtin"
                + " `%1$s`. To avoid this error in existing code, use `%1$s` by itself. Doing this"
                + " will not modify any behavior and is safe. %2$s%n"
                + "The aliases was originally deprecated in NumPy 1.20; for more details and"
                + " guidance see the original release note at:%n"
                + "    https://numpy.org/devdocs/release/1.20.0-notes.html#deprecations")
            .formatted(name, advice));
  }

  /** Whether a name is there, though the lists do not have it. */
  static boolean isUnlisted(String name, Execution run) {
    return switch (name) {
      case "version", "core", "testing", "ctypeslib", "matlib", "compat", "distutils", "f2py" ->
          true;
      case "math", "sys", "warnings" -> run.target() == Target.TENSORFLOW_1_15;
      default ->
          run.target() != Target.TENSORFLOW_2_21
              && (name.endsWith("Warning") || name.endsWith("Error"));
    };
  }

  /** The exception for a name directly below {@code numpy} that is not there; null when it is. */
  static PythonError missing(String name, Execution run) {
    boolean mayExist =
        name.startsWith("_")
            || name.contains(".")
            || isUnlisted(name, run)
            || PublicNames.of(run.target()).find("numpy." + name).isPresent();
    if (mayExist) {
      return null;
    }
    String advice = run.target() == Target.TENSORFLOW_2_21 ? advice(name) : null;
    return run.error(
        "AttributeError",
        advice == null
            ? "module 'numpy' has no attribute '" + name + "'"
            : "`np.%s` was removed in the NumPy 2.0 release. %s".formatted(name, advice));
  }

  /** What the release notes of NumPy 2 say to those who used the name; null when nothing. */
  private static String advice(String name) {
    return switch (name) {
      case "DataSource" -> "It's still available as `np.lib.npyio.DataSource`.";
      case "Inf", "Infinity", "PINF", "infty" -> "Use `np.inf` instead.";
      case "NINF" -> "Use `-np.inf` instead.";
      case "NZERO" -> "Use `-0.0` instead.";
      case "NaN" -> "Use `np.nan` instead.";
      case "PZERO" -> "Use `0.0` instead.";
      case "add_docstring" -> "It's still available as `np.lib.add_docstring`.";
      case "add_newdoc" -> "It's still available as `np.lib.add_newdoc`.";
      case "add_newdoc_ufunc" -> "It's an internal function and doesn't have a replacement.";
      case "alltrue" -> "Use `np.all` instead.";
      case "asfarray" -> "Use `np.asarray` with a proper dtype instead.";
      case "byte_bounds" -> "Now it's available under `np.lib.array_utils.byte_bounds`";
      case "cast" -> "Use `np.asarray(arr, dtype=dtype)` instead.";
      case "cfloat", "complex_" -> "Use `np.complex128` instead.";
      case "clongfloat", "longcomplex" -> "Use `np.clongdouble` instead.";
      case "compare_chararrays" -> "It's still available as `np.char.compare_chararrays`.";
      case "deprecate", "deprecate_with_doc" ->
          "Emit `DeprecationWarning` with `warnings.warn` directly, or use `warnings.deprecated`.";
      case "fastCopyAndTranspose" -> "Use `arr.T.copy()` instead.";
      case "find_common_type" ->
          "Use `numpy.promote_types` or `numpy.result_type` instead. To achieve semantics for the"
              + " `scalar_types` argument, use `numpy.result_type` and pass the Python values `0`,"
              + " `0.0`, or `0j`.";
      case "float_" -> "Use `np.float64` instead.";
      case "format_parser" -> "It's still available as `np.rec.format_parser`.";
      case "get_array_wrap" -> "";
      case "geterrobj", "seterrobj" -> "Use the np.errstate context manager instead.";
      case "issctype" -> "Use `issubclass(rep, np.generic)` instead.";
      case "issubclass_" -> "Use `issubclass` builtin instead.";
      case "issubsctype" -> "Use `np.issubdtype` instead.";
      case "longfloat" -> "Use `np.longdouble` instead.";
      case "lookfor" -> "Search NumPy's documentation directly.";
      case "mat" -> "Use `np.asmatrix` instead.";
      case "maximum_sctype" ->
          "Use a specific dtype instead. You should avoid relying on any implicit mechanism and"
              + " select the largest dtype of a kind explicitly in the code.";
      case "nbytes" -> "Use `np.dtype(<dtype>).itemsize` instead.";
      case "obj2sctype" -> "Use `np.dtype(obj).type` instead.";
      case "recfromcsv" -> "Use `np.genfromtxt` with comma delimiter instead.";
      case "recfromtxt" -> "Use `np.genfromtxt` instead.";
      case "round_" -> "Use `np.round` instead.";
      case "safe_eval" -> "Use `ast.literal_eval` instead.";
      case "sctype2char" -> "Use `np.dtype(obj).char` instead.";
      case "sctypes" -> "Access dtypes explicitly instead.";
      case "set_numeric_ops" ->
          "For the general case, use `PyUFunc_ReplaceLoopBySignature`. For ndarray subclasses,"
              + " define the ``__array_ufunc__`` method and override the relevant ufunc.";
      case "set_string_function" ->
          "Use `np.set_printoptions` instead with a formatter for custom printing of NumPy"
              + " objects.";
      case "singlecomplex" -> "Use `np.complex64` instead.";
      case "sometrue" -> "Use `np.any` instead.";
      case "source" -> "Use `inspect.getsource` instead.";
      case "string_" -> "Use `np.bytes_` instead.";
      case "tracemalloc_domain" -> "It's now available from `np.lib`.";
      case "unicode_" -> "Use `np.str_` instead.";
      case "who" -> "Use an IDE variable explorer or `locals()` instead.";
      default -> null;
    };
  }
}
