package fitmend.python.name;

import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Never says of a random program what a run of it by CPython refutes. */
class RandomProgramsTest {
  private static final int PROGRAMS = 150;
  private static final String NO_NUMBER = "-1";
  private static final Pattern NUMBER =
      Pattern.compile("(?:value|value_or_none|some|manager)\\((\\d+)\\)|import m(\\d+) as");

  private int places;
  private int unique;
  private int known;

  @Test
  void saysNothingThatCPythonRefutes(@TempDir Path folder) throws Exception {
    CPython.assume();
    CPython.run("random_programs.py", List.of(String.valueOf(PROGRAMS), folder.toString()));
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".py")).toList()) {
        check(Files.readString(file), Path.of(file.toString().replace(".py", ".seen")));
      }
    }
    // Saying nothing at all would be right as well, but useless.
    assertTrue(places > 500 && unique > places / 4 && known > places / 20, this::counts);
  }

  private String counts() {
    return places + " places, " + unique + " with one binding, " + known + " known";
  }

  private void check(String source, Path seenFile) throws Exception {
    Map<String, Set<String>> seen = new HashMap<>();
    for (String line : Files.readAllLines(seenFile)) {
      List<String> words = List.of(line.split(" "));
      seen.put(words.getFirst(), Set.copyOf(words.subList(1, words.size())));
    }
    var file = Sources.parse(source);
    Names names = Names.of(file);
    for (Node place : Sources.shown(file)) {
      Node name = place.parent().orElseThrow().child(2);
      Set<String> values = seen.getOrDefault(place.text(), Set.of());
      places++;
      Optional<Binding> binding = names.reachingBinding(name);
      if (binding.isPresent()) {
        unique++;
        refute(source, place, values, Set.of(numberOf(binding.get())));
      }
      switch (names.resolve(name)) {
        case Resolution.Known(String path) -> {
          known++;
          refute(source, place, values, Set.of(path.substring(1)));
        }
        case Resolution.OneOf(Set<String> paths) ->
            refute(
                source,
                place,
                values,
                paths.stream().map(path -> path.substring(1)).collect(Collectors.toSet()));
        case Resolution.Unknown unknown -> {}
      }
    }
  }

  private static void refute(String source, Node place, Set<String> values, Set<String> expected) {
    assertTrue(
        expected.containsAll(values),
        () -> place + " has " + values + " and not " + expected + "\n" + source);
  }

  /** The number that the program gave to the value of that binding. */
  private static String numberOf(Binding binding) {
    Node text =
        switch (binding.kind()) {
          case LOOP, PARAMETER -> binding.name().parent().orElseThrow();
          case EXCEPT -> binding.name();
          case WITH -> binding.name().enclosing(Kind.WITH_ITEM).orElseThrow();
          default -> binding.value().orElseGet(() -> binding.name().statement());
        };
    Matcher number = NUMBER.matcher(text.text());
    if (!number.find()) {
      return NO_NUMBER;
    }
    return number.group(1) != null ? number.group(1) : number.group(2);
  }
}
