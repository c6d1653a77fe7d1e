package fitmend.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fitmend.python.source.TokenType;
import fitmend.python.source.Tokens;
import fitmend.python.tree.Argument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However a call is laid out: the right arguments are left, and every comment. */
class ArgumentLayoutsTest {

  /** A call of up to four arguments and which of them to remove. */
  record Case(String text, List<Integer> removed) {}

  @Provide
  Arbitrary<Case> calls() {
    Arbitrary<String> gaps = Arbitraries.of("", "", " ", "\n    ", "  # c\n    ", "\n  # d\n    ");
    Arbitrary<String> values = Arbitraries.of("a", "g(1, 2)", "[\n  1,\n]", "'''s\n# t'''");
    Arbitrary<Boolean> trailing = Arbitraries.of(false, true);
    Arbitrary<Integer> bits = Arbitraries.integers().between(0, 15);
    return Arbitraries.integers()
        .between(0, 4)
        .flatMap(
            count ->
                gaps.list()
                    .ofSize(2 * count + 2)
                    .flatMap(
                        gap ->
                            values
                                .list()
                                .ofSize(count)
                                .flatMap(
                                    value ->
                                        trailing.flatMap(
                                            comma ->
                                                bits.map(set -> made(gap, value, comma, set))))));
  }

  private static Case made(List<String> gaps, List<String> values, boolean trailing, int set) {
    StringBuilder text = new StringBuilder("f(").append(gaps.get(0));
    List<Integer> removed = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      text.append(values.get(i)).append(i % 2 == 1 ? "" : gaps.get(2 * i + 1));
      if (i + 1 < values.size() || trailing) {
        text.append(",").append(gaps.get(2 * i + 2));
      }
      if ((set >> i & 1) == 1) {
        removed.add(i);
      }
    }
    return new Case(text.append(gaps.getLast()).append(")  # end\nx = 1\n").toString(), removed);
  }

  @Property
  void removes(@ForAll("calls") Case call) {
    Snippet before = Snippet.of(call.text);
    List<Argument> removed = before.arguments(call.removed.toArray(Integer[]::new));
    String after = before.with(ArgumentEdits.remove(before.call(), removed));
    assertEquals(left(before, removed), arguments(Snippet.of(after)), () -> call + "\n" + after);
    assertEquals(comments(before), comments(Snippet.of(after)), () -> call + "\n" + after);
  }

  @Property
  void addsAndRemoves(@ForAll("calls") Case call) {
    Map<String, String> added = new LinkedHashMap<>();
    added.put("k", "1");
    added.put("j", "2");
    Snippet before = Snippet.of(call.text);
    List<Argument> removed = before.arguments(call.removed.toArray(Integer[]::new));
    String after = before.with(ArgumentEdits.change(before.call(), removed, added));
    List<String> expected = left(before, removed);
    expected.addAll(List.of("k=1", "j=2"));
    assertEquals(expected, arguments(Snippet.of(after)), () -> call + "\n" + after);
    assertEquals(comments(before), comments(Snippet.of(after)), () -> call + "\n" + after);
  }

  private static List<String> left(Snippet snippet, List<Argument> removed) {
    List<String> left = new ArrayList<>();
    for (Argument argument : snippet.call().arguments()) {
      if (!removed.contains(argument)) {
        left.add(argument.node().text());
      }
    }
    return left;
  }

  private static List<String> arguments(Snippet snippet) {
    return left(snippet, List.of());
  }

  private static List<String> comments(Snippet snippet) {
    Tokens tokens = snippet.file().tokens();
    List<String> comments = new ArrayList<>();
    for (int raw = 0; raw < tokens.rawCount(); raw++) {
      if (tokens.rawType(raw) == TokenType.COMMENT) {
        comments.add(snippet.file().text(tokens.rawStart(raw), tokens.rawEnd(raw)));
      }
    }
    return comments;
  }
}
