package fitmend.python.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A CPython of this machine, the judge of what Python is. */
record Python(Path executable, int minor, Path standardLibrary) {

  /** Every CPython from 3.8 on that can be found, one a minor version, newest last. */
  static List<Python> all() throws IOException {
    List<Path> candidates = new ArrayList<>();
    for (String folder : System.getenv("PATH").split(java.io.File.pathSeparator)) {
      for (int minor = 8; minor < 30; minor++) {
        candidates.add(Path.of(folder, "python3." + minor));
      }
      candidates.add(Path.of(folder, "python3"));
    }
    Path versions = Path.of(System.getProperty("user.home"), ".pyenv", "versions");
    if (Files.isDirectory(versions)) {
      try (Stream<Path> installed = Files.list(versions)) {
        installed
            .sorted(Comparator.reverseOrder())
            .forEach(p -> candidates.add(p.resolve("bin/python")));
      }
    }
    Map<Integer, Python> found = new TreeMap<>();
    for (Path candidate : candidates) {
      if (Files.isExecutable(candidate)) {
        List<String> answer =
            run(
                candidate,
                List.of(),
                "-c",
                "import sys, sysconfig; print(*sys.version_info[:2],"
                    + " sysconfig.get_path('stdlib'))");
        if (answer.size() == 1 && answer.get(0).startsWith("3 ")) {
          String[] parts = answer.get(0).split(" ", 3);
          int minor = Integer.parseInt(parts[1]);
          if (minor >= 8) {
            found.putIfAbsent(minor, new Python(candidate, minor, Path.of(parts[2])));
          }
        }
      }
    }
    return List.copyOf(found.values());
  }

  /** The files of the standard library, packages installed beside it left out. */
  List<Path> libraryFiles() throws IOException {
    try (Stream<Path> walk = Files.walk(standardLibrary)) {
      return walk.filter(path -> path.toString().endsWith(".py"))
          .filter(path -> !path.toString().contains("site-packages"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  /** Runs a script of {@code src/test/python} on paths; the lines it prints. */
  List<String> script(String name, List<Path> paths, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("src/test/python/" + name));
    command.addAll(List.of(arguments));
    return run(
        executable, paths.stream().map(Path::toString).toList(), command.toArray(String[]::new));
  }

  private static List<String> run(Path executable, List<String> input, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(executable.toString()));
    command.addAll(List.of(arguments));
    Path in = Files.createTempFile("fitmend", ".paths");
    try {
      Files.write(in, input);
      Process process =
          new ProcessBuilder(command)
              .redirectInput(in.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      try (var out =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        return out.lines().toList();
      }
    } finally {
      Files.delete(in);
    }
  }
}
