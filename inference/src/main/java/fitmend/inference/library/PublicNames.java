package fitmend.inference.library;

import fitmend.inference.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The public names of NumPy, TensorFlow and Keras on each target, as {@code
 * inference/conformance/signatures.py} found them in the real libraries.
 */
public final class PublicNames {
  /** What a name is. */
  public enum Kind {
    MODULE,
    FUNCTION,
    CLASS,
    CONSTANT
  }

  /**
   * One name.
   *
   * @param path the path that stands for all aliases
   * @param signature the parameters of the function or constructor; empty when they are not known
   */
  public record Name(String path, Kind kind, Optional<String> signature) {}

  private static final Set<String> INTERNAL =
      Set.of(
          "python",
          "core",
          "compiler",
          "src",
          "api",
          "tests",
          "testing",
          "distutils",
          "f2py",
          "doc",
          "compat",
          "raw_ops",
          "engine",
          "legacy",
          "protobuf",
          "matlib",
          "ctypeslib",
          "lite",
          "tpu",
          "tools",
          "xla",
          "dtensor",
          "profiler",
          "autodiff",
          "array_api",
          "dual",
          "kernels",
          "matrixlib",
          "mrecords",
          "mypy_plugin",
          "proto",
          "recfunctions",
          "rpc",
          "tsl",
          "user_array",
          "version");

  private static final Set<String> INTERNAL_OF_KERAS =
      Set.of("src", "api", "legacy", "protobuf", "experimental", "dtensor");

  private static final Set<String> ROOTS = Set.of("numpy", "tensorflow", "keras", "pandas");

  private static final String ROOT = "tensorflow.";
  private static final String LATER = "tensorflow.compat.v2.";
  private static final String LATER_KERAS = LATER + "keras.";

  private static final Map<Target, PublicNames> ALL = new EnumMap<>(Target.class);

  private final String folder;
  private ModuleNames modules;
  private final Map<String, byte[]> files = new HashMap<>();
  private final Map<String, Optional<Name>> known = new HashMap<>();
  private final Map<String, Signature> signatures = new HashMap<>();

  private PublicNames(String folder) {
    this.folder = folder;
  }

  /** The names of a target; read when they are asked for. */
  public static synchronized PublicNames of(Target target) {
    return ALL.computeIfAbsent(
        target, each -> new PublicNames(each.toString().replace("tensorflow==", "")));
  }

  /** Whether all names below that root are here, so that one that is not does not exist. */
  public boolean covers(String path) {
    return path.startsWith("numpy.")
        || path.startsWith("pandas.")
        || path.startsWith("keras.")
        || path.startsWith("tensorflow.") && !path.startsWith("tensorflow.contrib.");
  }

  /** Whether that is a module of which all public names are in the lists. */
  public boolean isListed(String path) {
    return ROOTS.contains(path)
        || find(path).map(name -> name.kind() == Kind.MODULE && covers(path)).orElse(false);
  }

  /** Whether a module of that path is left out of the lists, though it can be imported. */
  private boolean isInternal(String path) {
    boolean isOld = folder.startsWith("1.");
    return switch (path) {
      case "tensorflow.contrib",
          "tensorflow.examples",
          "tensorflow.keras.layers.experimental",
          "keras.objectives",
          "keras.applications.imagenet_utils",
          "keras.callbacks.tensorboard_v2",
          "keras.backend.cntk_backend",
          "keras.backend.numpy_backend",
          "keras.backend.theano_backend" ->
          isOld;
      case "tensorflow.summary", "tensorflow.compat.v1", "tensorflow.compat.v2" -> true;
      default -> {
        String last = path.substring(path.lastIndexOf('.') + 1);
        if (last.startsWith("_")) {
          yield true;
        }
        boolean isKeras = path.startsWith("keras.") || path.startsWith("tensorflow.keras.");
        yield isKeras && !isOld ? INTERNAL_OF_KERAS.contains(last) : INTERNAL.contains(last);
      }
    };
  }

  private synchronized ModuleNames modules() {
    if (modules == null) {
      modules = ModuleNames.in(file("modules"));
    }
    return modules;
  }

  /** Whether the module of that path, which is listed, certainly has no such member. */
  public boolean isMissing(String module, String member) {
    int dot = module.indexOf('.');
    if (!ROOTS.contains(dot < 0 ? module : module.substring(0, dot))) {
      return modules().isMissing(module, member);
    }
    String path = module + "." + member;
    boolean isModule =
        ROOTS.contains(module)
            || find(module).filter(each -> each.kind() == Kind.MODULE).isPresent();
    return isModule && covers(path) && find(path).isEmpty() && !isInternal(path);
  }

  /** The name with that path, which may be an alias. */
  public synchronized Optional<Name> find(String path) {
    Optional<Name> name = known.get(path);
    if (name == null) {
      name = search(path);
      if (name.isEmpty()) {
        name = throughModule(path);
      }
      known.put(path, name);
    }
    return name;
  }

  /** The parameters of what has that path, if they are known. */
  public synchronized Optional<Signature> signature(String path) {
    Signature parsed = signatures.get(path);
    if (parsed == null) {
      Optional<String> text = find(path).flatMap(Name::signature);
      if (text.isEmpty()) {
        return Optional.empty();
      }
      parsed = Signature.of(path.substring(path.lastIndexOf('.') + 1), text.get());
      signatures.put(path, parsed);
    }
    return Optional.of(parsed);
  }

  /** A module may have several paths and is listed below one. */
  private Optional<Name> throughModule(String path) {
    int dot = path.lastIndexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    Optional<Name> module = find(path.substring(0, dot));
    return module.isPresent()
            && module.get().kind() == Kind.MODULE
            && !module.get().path().equals(path.substring(0, dot))
        ? find(module.get().path() + path.substring(dot))
        : Optional.empty();
  }

  /** The lines are sorted by their paths. */
  private Optional<Name> search(String path) {
    byte[] file = file(path);
    byte[] wanted = (path + "\t").getBytes(StandardCharsets.UTF_8);
    int low = 0;
    int high = file.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int start = middle;
      while (start > low && file[start - 1] != '\n') {
        start--;
      }
      int end = start;
      while (file[end] != '\n') {
        end++;
      }
      int order = compare(file, start, wanted);
      if (order == 0) {
        return Optional.of(parse(new String(file, start, end - start, StandardCharsets.UTF_8)));
      }
      if (order < 0) {
        low = end + 1;
      } else {
        high = start;
      }
    }
    return Optional.empty();
  }

  private static int compare(byte[] file, int start, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      // A tab ends the path and sorts before all that a path may have.
      int order = file[start + i] - wanted[i];
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private Name parse(String line) {
    String[] parts = line.split("\t", -1);
    Kind kind =
        switch (parts[2]) {
          case "module" -> Kind.MODULE;
          case "class" -> Kind.CLASS;
          case "constant" -> Kind.CONSTANT;
          default -> Kind.FUNCTION;
        };
    Optional<String> signature =
        kind == Kind.MODULE || kind == Kind.CONSTANT || parts[3].equals("?")
            ? Optional.empty()
            : Optional.of(parts[3]);
    return new Name(parts[1].isEmpty() ? parts[0] : standing(parts[0], parts[1]), kind, signature);
  }

  /** Beside TensorFlow 1 the package Keras is another than the one inside TensorFlow. */
  private String standing(String alias, String path) {
    if (!folder.startsWith("1.") || !alias.startsWith(ROOT)) {
      return path;
    }
    return path.startsWith("keras.")
        ? ROOT + path
        : path.startsWith(LATER_KERAS) ? ROOT + path.substring(LATER.length()) : path;
  }

  /** What else is listed of the libraries of a target under that name, in columns. */
  public static List<String[]> table(Target target, String name) {
    return new String(of(target).file(name), StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split("\t"))
        .toList();
  }

  private synchronized byte[] file(String path) {
    String name =
        path.startsWith("tensorflow.compat.")
            ? "tensorflow.compat"
            : path.contains(".") ? path.substring(0, path.indexOf('.')) : path;
    return files.computeIfAbsent(
        name,
        each -> {
          String resource = "/fitmend/inference/api/" + folder + "/" + each + ".tsv";
          try (InputStream in = PublicNames.class.getResourceAsStream(resource)) {
            return in == null ? new byte[0] : in.readAllBytes();
          } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
          }
        });
  }
}
