package fitmend.evidence;

import fitmend.inference.Target;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A pair of scripts under {@code fixtures/}, with what their header declares and their marks say.
 *
 * @param name folder and file name, such as {@code late_variable/loss_weight.py}
 * @param header the declarations of the leading comments, such as {@code target}
 * @param marks the findings expected in {@code before}, in the order of the file
 */
public record Fixture(
    String name, Path before, Path after, Map<String, String> header, List<Mark> marks) {
  private static final Pattern DECLARATION =
      Pattern.compile("#\\s*(rule|target|before|after|fixes):\\s*(.+?)\\s*");
  private static final Pattern MARK = Pattern.compile("#\\s*finds:\\s*([^#]+)");
  private static final Pattern LINE_END = Pattern.compile("\\r\\n|\\r|\\n");

  /** What kind of fix a finding is expected to have. */
  public enum Repair {
    SAFE,
    UNSAFE,
    NONE
  }

  /** A finding expected to start on a line, counted from one. */
  public record Mark(int line, String code, Repair repair) {}

  /** Where the checkout is. */
  public static Path root() {
    String root = System.getProperty("fitmend.root");
    return root == null ? Path.of("..").toAbsolutePath().normalize() : Path.of(root);
  }

  /** All pairs of the checkout, sorted by name. */
  public static List<Fixture> all() throws IOException {
    Path folder = root().resolve("fixtures").resolve("before");
    List<Fixture> fixtures = new ArrayList<>();
    if (!Files.isDirectory(folder)) {
      return fixtures;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        if (file.getFileName().toString().endsWith(".py")) {
          fixtures.add(read(folder, file));
        }
      }
    }
    return fixtures;
  }

  private static Fixture read(Path folder, Path before) throws IOException {
    String name = folder.relativize(before).toString().replace('\\', '/');
    Path after = folder.resolveSibling("after").resolve(name);
    // Bytes that are not UTF-8 may follow; headers and marks are ASCII.
    String text = new String(Files.readAllBytes(before), StandardCharsets.UTF_8);
    String[] lines = LINE_END.split(text.startsWith("\uFEFF") ? text.substring(1) : text);
    return new Fixture(name, before, after, header(lines), marks(lines));
  }

  private static Map<String, String> header(String[] lines) {
    Map<String, String> header = new LinkedHashMap<>();
    for (String line : lines) {
      if (!line.startsWith("#") && !line.isBlank()) {
        break;
      }
      Matcher declaration = DECLARATION.matcher(line);
      if (declaration.matches()) {
        header.put(declaration.group(1), declaration.group(2));
      }
    }
    return header;
  }

  /** The findings that the marks of a script announce. */
  static List<Mark> marks(String text) {
    return marks(LINE_END.split(text));
  }

  private static List<Mark> marks(String[] lines) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < lines.length; i++) {
      Matcher mark = MARK.matcher(lines[i]);
      if (mark.find()) {
        for (String finding : mark.group(1).split(",")) {
          marks.add(mark(i + 1, finding.strip()));
        }
      }
    }
    return marks;
  }

  private static Mark mark(int line, String finding) {
    String[] words = finding.split("\\s+");
    Repair repair =
        switch (words.length == 1 ? "" : words[1]) {
          case "" -> Repair.SAFE;
          case "unsafe" -> Repair.UNSAFE;
          case "no-fix" -> Repair.NONE;
          default -> throw new IllegalArgumentException("line " + line + ": " + finding);
        };
    return new Mark(line, words[0], repair);
  }

  /** The names of the rules that the pair is about. */
  public List<String> rules() {
    return Arrays.asList(declared("rule").split("\\s*,\\s*"));
  }

  /** The TensorFlows that the pair is run on. */
  public List<Target> targets() {
    return Arrays.stream(declared("target").split("\\s*,\\s*"))
        .map(text -> Target.parse(text).orElseThrow(() -> wrong("no such target: " + text)))
        .toList();
  }

  /** How {@code before} ends. */
  public Expectation beforeExpectation() {
    return Expectation.parse(declared("before"));
  }

  /** How {@code after} ends. */
  public Expectation afterExpectation() {
    return Expectation.parse(declared("after"));
  }

  /** Whether {@code before} becomes {@code after} only with unsafe fixes. */
  public boolean needsUnsafeFixes() {
    return Optional.ofNullable(header.get("fixes")).filter("unsafe"::equals).isPresent();
  }

  /** Whether nothing is to be repaired: working code that looks like the failure. */
  public boolean isGuard() throws IOException {
    return Files.mismatch(before, after) == -1;
  }

  private String declared(String key) {
    String value = header.get(key);
    if (value == null) {
      throw wrong("the header declares no " + key);
    }
    return value;
  }

  private IllegalStateException wrong(String problem) {
    return new IllegalStateException(name + ": " + problem);
  }

  @Override
  public String toString() {
    return name;
  }
}
