package fitmend.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.GitProgram;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The patch of every fixture, applied by git, gives the fixture's other half byte for byte. */
class FixtureDiffTest {
  private static final Path FIXTURES =
      Path.of(System.getProperty("fitmend.root", ".."), "fixtures").toAbsolutePath().normalize();
  private static final Pattern TARGET = Pattern.compile("(?m)^# target: (tensorflow==[\\d.]+)");
  private static final Pattern UNSAFE = Pattern.compile("(?m)^# fixes: unsafe");

  @TempDir Path folder;

  @Test
  void withLineFeeds() throws Exception {
    everyPatchGivesAfter(text -> text);
  }

  @Test
  void withCarriageReturns() throws Exception {
    everyPatchGivesAfter(text -> text.replace("\n", "\r\n"));
  }

  @Test
  void withoutLastLineEnd() throws Exception {
    everyPatchGivesAfter(String::stripTrailing);
  }

  private void everyPatchGivesAfter(UnaryOperator<String> variant) throws Exception {
    Map<String, List<Path>> groups = new TreeMap<>();
    for (Path fixture : fixtures()) {
      String text = Files.readString(FIXTURES.resolve("before").resolve(fixture));
      Matcher target = TARGET.matcher(text);
      String options = target.find() ? "--target " + target.group(1) : "";
      options += UNSAFE.matcher(text).find() ? " --unsafe-fixes" : "";
      groups.computeIfAbsent(options.strip(), some -> new ArrayList<>()).add(fixture);
    }
    assertTrue(!groups.isEmpty());
    for (Map.Entry<String, List<Path>> group : groups.entrySet()) {
      patchesGiveAfter(group.getKey(), group.getValue(), variant);
    }
  }

  private static List<Path> fixtures() throws IOException {
    Path before = FIXTURES.resolve("before");
    try (Stream<Path> files = Files.walk(before)) {
      return files
          .filter(file -> file.toString().endsWith(".py"))
          .map(before::relativize)
          .sorted()
          .toList();
    }
  }

  private void patchesGiveAfter(String options, List<Path> fixtures, UnaryOperator<String> variant)
      throws Exception {
    Path work = folder.resolve("work" + options.replaceAll("[^\\w.]+", "_"));
    for (Path fixture : fixtures) {
      Path copy = work.resolve(fixture);
      Files.createDirectories(copy.getParent());
      Files.write(copy, bytes("before", fixture, variant));
    }
    List<String> args = new ArrayList<>(List.of("check", "--diff", "--isolated", "."));
    if (!options.isEmpty()) {
      args.addAll(List.of(options.split(" ")));
    }
    byte[] diff = diff(work, args);
    if (diff.length > 0) {
      Path patch = Files.write(folder.resolve("patch"), diff);
      GitProgram.run(work, "apply", patch.toString());
    }
    for (Path fixture : fixtures) {
      assertArrayEquals(
          bytes("after", fixture, variant),
          Files.readAllBytes(work.resolve(fixture)),
          fixture.toString());
    }
  }

  private static byte[] bytes(String half, Path fixture, UnaryOperator<String> variant)
      throws IOException {
    String text = Files.readString(FIXTURES.resolve(half).resolve(fixture));
    return variant.apply(text).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] diff(Path work, List<String> args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            work,
            Map.of(),
            false,
            false);
    int code = Main.run(surroundings, RuleSource.catalogue(), args.toArray(String[]::new));
    assertTrue(code < ExitCode.FAILED, err.toString(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
