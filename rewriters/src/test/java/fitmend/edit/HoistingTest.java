package fitmend.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.python.tree.Node;
import java.util.List;
import org.junit.jupiter.api.Test;

/** In each snippet {@code use(v)} is to be evaluated at {@code place()}. */
class HoistingTest {

  @Test
  void movesNothingIfAllIsThere() {
    assertHoisted("v = 1\nplace()\nuse(v)\n", "v = 1\nplace()\nuse(v)\n");
    assertHoisted("place()\nuse(len)\n", "place()\nuse(len)\n");
    assertHoisted("place()\nuse(lambda v: v)\n", "place()\nuse(lambda v: v)\n");
    assertHoisted("place()\nuse([v for v in (1, 2)])\n", "place()\nuse([v for v in (1, 2)])\n");
  }

  @Test
  void movesDefinitionsWithTheirNeeds() {
    assertHoisted("place()\nv = 1\nuse(v)\n", "v = 1\nplace()\nuse(v)\n");
    assertHoisted(
        "place()\nw = 1\nx = 2\nv = w\nuse(v)\n", "w = 1\nv = w\nplace()\nx = 2\nuse(v)\n");
    assertHoisted(
        "a = 0\nplace()\nw = 1\n\n\n# on v\ndef v():\n    return w\n\n\nuse(v)\n",
        "a = 0\nw = 1\n\n\n# on v\ndef v():\n    return w\n\n\nplace()\n\n\nuse(v)\n");
    assertHoisted("place()\nfrom m import v\nuse(v)\n", "from m import v\nplace()\nuse(v)\n");
    assertHoisted("if a:\n    place()\nv = 1\nuse(v)\n", "v = 1\nif a:\n    place()\nuse(v)\n");
    assertHoisted(
        "def f(n):\n    def g(t):\n        return t + n\n    return g\nplace()\nv = f(3)\nuse(v)\n",
        "def f(n):\n"
            + "    def g(t):\n"
            + "        return t + n\n"
            + "    return g\n"
            + "v = f(3)\n"
            + "place()\n"
            + "use(v)\n");
  }

  @Test
  void leavesWhatIsLookedUpLater() {
    assertHoisted(
        "place()\nw = read()\ndef v():\n    return w\nuse(v)\n",
        "def v():\n    return w\nplace()\nw = read()\nuse(v)\n");
  }

  @Test
  void refusesWhatWouldBeAnotherValue() {
    assertRefused("v = 1\nplace()\nv = 2\nuse(v)\n", "`v` gets another value in between");
    assertRefused("v = {}\nplace()\nv['a'] = 2\nuse(v)\n", "`v` is changed in between");
    assertRefused("place()\nv = []\nv.append(2)\nuse(v)\n", "`v` is changed in between");
    assertRefused("w = 1\nplace()\nw = 2\nv = w\nuse(v)\n", "`w` gets another value in between");
    assertRefused("place()\nv = read()\nuse(v)\n", "`v` is made by code that may not be moved");
    assertRefused("place()\nif a:\n    v = 1\nuse(v)\n", "`v` is bound in a block of its own");
    assertRefused(
        "place()\nfor v in (1, 2):\n    use(v)\n", "`v` is made by code that may not be moved");
    assertRefused("def f():\n    place()\ndef g(v):\n    use(v)\n", "`v` is not known there");
    assertRefused(
        "import numpy\nplace()\nv = numpy.random.rand(2)\nuse(v)\n",
        "`v` is made by code that may not be moved");
  }

  @Test
  void needsBodiesAtOnceIfTheyRunAtOnce() {
    String text = "place()\nw = read()\ndef v():\n    return w\nuse(v)\n";
    Snippet snippet = Snippet.of(text);
    var plan = new Hoisting(snippet.names(), true).plan(argument(snippet), place(snippet));
    assertEquals(
        "`w` is made by code that may not be moved",
        assertInstanceOf(Hoisting.Plan.Impossible.class, plan).reason());
  }

  @Test
  void knowsWhenAFunctionFirstRuns() {
    assertHoisted(
        "def f():\n    place()\nv = 1\nf()\nuse(v)\n",
        "def f():\n    place()\nv = 1\nf()\nuse(v)\n");
    assertHoisted(
        "def f():\n    place()\nf()\nv = 1\nuse(v)\n",
        "def f():\n    place()\nv = 1\nf()\nuse(v)\n");
  }

  private static void assertHoisted(String before, String after) {
    Snippet snippet = Snippet.of(before);
    var plan = new Hoisting(snippet.names(), false).plan(argument(snippet), place(snippet));
    var possible = assertInstanceOf(Hoisting.Plan.Possible.class, plan, plan::toString);
    assertEquals(after, snippet.with(possible.edits().orElseThrow()));
    assertEquals(before.equals(after), possible.isEmpty());
  }

  private static void assertRefused(String text, String reason) {
    Snippet snippet = Snippet.of(text);
    var plan = new Hoisting(snippet.names(), false).plan(argument(snippet), place(snippet));
    var impossible = assertInstanceOf(Hoisting.Plan.Impossible.class, plan, plan::toString);
    assertEquals(reason, impossible.reason());
    assertTrue(impossible.reason().startsWith("`"));
  }

  private static Node place(Snippet snippet) {
    return snippet.statement("place");
  }

  private static List<Node> argument(Snippet snippet) {
    return List.of(snippet.statement("use").child(0).child(1));
  }
}
