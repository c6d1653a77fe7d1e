package fitmend.evidence;

import fitmend.inference.Target;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The virtual environment of a target, kept outside the checkout and made when it is first needed.
 *
 * <p>Its folder is named after a hash of the pinned requirements and of the Python it is made with,
 * and appears only when it is complete.
 *
 * @param python the interpreter to make it with
 */
record Environment(Target target, Path python) {

  /** The environment of a target; empty when none of its Pythons is on this machine. */
  static Optional<Environment> of(Target target) throws IOException {
    for (String version : pythons(target)) {
      for (Path python : installed(version)) {
        if (works(python, version)) {
          return Optional.of(new Environment(target, python));
        }
      }
    }
    return Optional.empty();
  }

  /** The Python versions that the target's TensorFlow can be installed for, best first. */
  static List<String> pythons(Target target) {
    return switch (target) {
      case TENSORFLOW_1_15 -> List.of("3.7");
      case TENSORFLOW_2_15 -> List.of("3.11");
      case TENSORFLOW_2_21 -> List.of("3.12", "3.13");
    };
  }

  private static List<Path> installed(String version) throws IOException {
    List<Path> candidates = new ArrayList<>();
    String name = "python" + version;
    for (String folder : System.getenv().getOrDefault("PATH", "").split(":")) {
      candidates.add(Path.of(folder, name));
    }
    candidates.add(Path.of("/usr/bin", name));
    candidates.add(Path.of("/usr/local/bin", name));
    Path pyenv = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
    if (Files.isDirectory(pyenv)) {
      try (Stream<Path> versions = Files.list(pyenv)) {
        versions
            .sorted(Comparator.reverseOrder())
            .forEach(installation -> candidates.add(installation.resolve("bin").resolve(name)));
      }
    }
    return candidates.stream().filter(Files::isExecutable).distinct().toList();
  }

  /** A pyenv shim may stand for a version that is not chosen, a Debian Python may lack venv. */
  private static boolean works(Path python, String version) throws IOException {
    String question = "import sys, venv, ensurepip; print('%d.%d' % sys.version_info[:2])";
    return Command.of(python, "-c", question).output().filter(version::equals).isPresent();
  }

  /** The environment's own interpreter; makes the environment when it is not there. */
  Path interpreter() throws IOException {
    Path cache = cache();
    Path home = cache.resolve(name());
    Path interpreter = home.resolve("bin").resolve("python");
    Files.createDirectories(cache);
    Path lock = cache.resolve(home.getFileName() + ".lock");
    try (FileChannel channel =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (!held.isValid() || !Files.isExecutable(interpreter)) {
        make(home);
      }
    }
    return interpreter;
  }

  private void make(Path home) throws IOException {
    System.err.println("fitmend: making the environment of " + target + " in " + home);
    Path unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
    delete(unfinished);
    delete(home);
    run(Command.of(python, "-m", "venv", unfinished));
    // The scripts in bin/ keep the unfinished name; only bin/python is used, which finds its home.
    run(
        Command.of(
            unfinished.resolve("bin").resolve("python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-deps",
            "--prefer-binary",
            "--requirement",
            requirements()));
    Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private void run(Command command) throws IOException {
    Optional<String> failure = command.failure();
    if (failure.isPresent()) {
      throw new IOException("the environment of " + target + " cannot be made: " + failure.get());
    }
  }

  private Path requirements() {
    String version = target.toString().replace("==", "-");
    return Fixture.root().resolve("fixtures/environments").resolve(version + ".txt");
  }

  private String name() throws IOException {
    String question = "import platform, sys; print(platform.platform(), sys.version, sys.prefix)";
    String identity = Command.of(python, "-c", question).output().orElseThrow();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(Files.readAllBytes(requirements()));
      digest.update(identity.getBytes(StandardCharsets.UTF_8));
      String hash = HexFormat.of().formatHex(digest.digest()).substring(0, 16);
      return target.toString().replace("==", "-") + "-" + hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Path cache() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path cache =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return cache.resolve("fitmend").resolve("environments");
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
