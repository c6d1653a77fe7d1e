package fitmend.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentEditsTest {

  @Test
  void removesOnOneLine() {
    assertRemoved("f(a, b, c)\n", "f(b, c)\n", 0);
    assertRemoved("f(a, b, c)\n", "f(a, c)\n", 1);
    assertRemoved("f(a, b, c)\n", "f(a, b)\n", 2);
    assertRemoved("f(a, b, c)\n", "f(a)\n", 1, 2);
    assertRemoved("f(a, b, c)\n", "f(c)\n", 0, 1);
    assertRemoved("f(a, b, c)\n", "f(b)\n", 0, 2);
    assertRemoved("f(a, b, c)\n", "f()\n", 0, 1, 2);
    assertRemoved("f(a, b,)\n", "f(a,)\n", 1);
    assertRemoved("f( a , k=1 , *c )\n", "f( a , *c )\n", 1);
    assertRemoved("f(a, **k)\n", "f(a)\n", 1);
    assertRemoved("f(x for x in y)\n", "f()\n", 0);
  }

  @Test
  void removesLines() {
    assertRemoved("f(\n    a,\n    b,\n)\n", "f(\n    b,\n)\n", 0);
    assertRemoved("f(\n    a,\n    b,\n)\n", "f(\n    a,\n)\n", 1);
    assertRemoved("f(\n    a,\n    b\n)\n", "f(\n    a\n)\n", 1);
    assertRemoved("f(\n    a,\n    b,\n)\n", "f()\n", 0, 1);
    assertRemoved("f(\n    a, b,\n    c, d\n)\n", "f(\n    c, d\n)\n", 0, 1);
    assertRemoved("f(\n    a, b,\n    c, d\n)\n", "f(\n    a,\n    d\n)\n", 1, 2);
    assertRemoved("f(\n    a, b,\n    c, d\n)\n", "f(\n    a, b\n)\n", 2, 3);
    assertRemoved("f(\n    [\n        1,\n    ],\n    b\n)\n", "f(\n    b\n)\n", 0);
  }

  @Test
  void removesFromHangingLines() {
    assertRemoved("f(a,\n  b,\n  c)\n", "f(b,\n  c)\n", 0);
    assertRemoved("f(a,\n  b,\n  c)\n", "f(a,\n  c)\n", 1);
    assertRemoved("f(a,\n  b,\n  c)\n", "f(a,\n  b)\n", 2);
    assertRemoved("f(a,\n  b,\n  c)\n", "f(c)\n", 0, 1);
    assertRemoved("f(a,\n  b,\n  c)\n", "f(a)\n", 1, 2);
    assertRemoved("f(a, b,\n  c)\n", "f(a,\n  c)\n", 1);
    assertRemoved("f(a, b,\n  c)\n", "f(a, b)\n", 2);
    assertRemoved("f(a, b,\n  c)\n", "f(a)\n", 1, 2);
    assertRemoved("f(a\n  , b\n  , c)\n", "f(a\n  , c)\n", 1);
  }

  @Test
  void keepsComments() {
    assertRemoved("f(\n    a,  # x\n    b,  # y\n)\n", "f(\n    # x\n    b,  # y\n)\n", 0);
    assertRemoved("f(\n    a,  # x\n    b  # y\n)\n", "f(\n    a  # x\n    # y\n)\n", 1);
    assertRemoved("f(\n    a,  # x\n    b,  # y\n)\n", "f(\n    # x\n    # y\n)\n", 0, 1);
    assertRemoved("f(\n    a,\n    # y\n    b,\n)\n", "f(\n    a,\n    # y\n)\n", 1);
    assertRemoved("f(a,  # x\n  b)\n", "f(  # x\n  b)\n", 0);
    assertRemoved("f(a,  # x\n  b)\n", "f(a  # x\n  )\n", 1);
    assertRemoved("f(a, b,  # x\n  c)\n", "f(a,  # x\n  c)\n", 1);
  }

  @Test
  void addsOnOneLine() {
    assertAdded("f()\n", "f(k=1)\n");
    assertAdded("f(a)\n", "f(a, k=1)\n");
    assertAdded("f(a,)\n", "f(a, k=1,)\n");
    assertAdded("f(*a, **b)\n", "f(*a, **b, k=1)\n");
    assertAdded("f(x for x in y)\n", "f((x for x in y), k=1)\n");
    assertAdded("f((x for x in y))\n", "f((x for x in y), k=1)\n");
    assertAdded("f(\n    a, b\n)\n", "f(\n    a, b, k=1\n)\n");
    assertAdded("f(\n    a, b  # x\n)\n", "f(\n    a, b, k=1  # x\n)\n");
    assertAdded("f(a, [\n    1,\n])\n", "f(a, [\n    1,\n], k=1)\n");
    assertAdded("f(  # x\n)\n", "f(k=1  # x\n)\n");
  }

  @Test
  void addsLines() {
    assertAdded("f(\n    a,\n    b\n)\n", "f(\n    a,\n    b,\n    k=1\n)\n");
    assertAdded("f(\n    a,\n    b,\n)\n", "f(\n    a,\n    b,\n    k=1,\n)\n");
    assertAdded("f(\n\ta,  # x\n)\n", "f(\n\ta,  # x\n\tk=1,\n)\n");
    assertAdded("f(\n    a  # x\n)\n", "f(\n    a,  # x\n    k=1\n)\n");
    assertAdded("f(a,\n  b)\n", "f(a,\n  b,\n  k=1)\n");
    assertAdded("f(a, b,\n  c)\n", "f(a, b,\n  c, k=1)\n");
    assertAdded("f(\r\n    a,\r\n)\r\n", "f(\r\n    a,\r\n    k=1,\r\n)\r\n");
  }

  @Test
  void addsSeveral() {
    Map<String, String> two = new LinkedHashMap<>();
    two.put("k", "1");
    two.put("j", "2");
    Snippet line = Snippet.of("f(a)\n");
    assertEquals("f(a, k=1, j=2)\n", line.with(ArgumentEdits.addKeywords(line.call(), two)));
    Snippet lines = Snippet.of("f(\n    a,\n)\n");
    assertEquals(
        "f(\n    a,\n    k=1,\n    j=2,\n)\n",
        lines.with(ArgumentEdits.addKeywords(lines.call(), two)));
  }

  @Test
  void removesAndAddsAtOnce() {
    assertChanged("f(a, b)\n", "f(b, k=1)\n", 0);
    assertChanged("f(a, b)\n", "f(a, k=1)\n", 1);
    assertChanged("f(a, b)\n", "f(k=1)\n", 0, 1);
    assertChanged("f(\n    a,\n    b,  # x\n)\n", "f(\n    a,\n    k=1,  # x\n)\n", 1);
    assertChanged("f(\n    a,\n    b,\n)\n", "f(\n    b,\n    k=1,\n)\n", 0);
  }

  @Test
  void renamesAndReplaces() {
    Snippet snippet = Snippet.of("f(lr=0.1)\n");
    var argument = snippet.arguments(0).getFirst();
    assertEquals(
        "f(learning_rate=0.1)\n",
        snippet.with(ArgumentEdits.renameKeyword(argument, "learning_rate")));
    assertEquals("f(lr=1)\n", snippet.with(ArgumentEdits.replaceValue(argument, "1")));
  }

  private static void assertRemoved(String before, String after, Integer... indices) {
    Snippet snippet = Snippet.of(before);
    var edits = ArgumentEdits.remove(snippet.call(), snippet.arguments(indices));
    assertEquals(after, snippet.with(edits));
    String windows = before.replace("\n", "\r\n");
    Snippet other = Snippet.of(windows);
    var otherEdits = ArgumentEdits.remove(other.call(), other.arguments(indices));
    assertEquals(after.replace("\n", "\r\n"), other.with(otherEdits));
  }

  private static void assertAdded(String before, String after) {
    Snippet snippet = Snippet.of(before);
    assertEquals(after, snippet.with(ArgumentEdits.addKeyword(snippet.call(), "k", "1")));
  }

  private static void assertChanged(String before, String after, Integer... indices) {
    Snippet snippet = Snippet.of(before);
    var edits = ArgumentEdits.change(snippet.call(), snippet.arguments(indices), Map.of("k", "1"));
    assertEquals(after, snippet.with(edits));
  }
}
