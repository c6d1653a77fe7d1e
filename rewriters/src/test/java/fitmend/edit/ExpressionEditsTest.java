package fitmend.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ExpressionEditsTest {

  @Test
  void appendsAndAddsBracketsWhereNeeded() {
    assertAppended("y = x\n", "x", "y = x.t()\n");
    assertAppended("y = a / 255.\n", "a / 255.", "y = (a / 255.).t()\n");
    assertAppended("y = (a / 255.)\n", "a / 255.", "y = (a / 255.).t()\n");
    assertAppended("y = -x\n", "-x", "y = (-x).t()\n");
    assertAppended("y = 1, 2\n", "1, 2", "y = (1, 2).t()\n");
    assertAppended("y = (1, 2)\n", "(1, 2)", "y = (1, 2).t()\n");
    assertAppended("y = 1\n", "1", "y = (1).t()\n");
    assertAppended("y = x if a else b\n", "x if a else b", "y = (x if a else b).t()\n");
    assertAppended("y = x[1:]\n", "x[1:]", "y = x[1:].t()\n");
    assertAppended("g(x for x in y)\n", "x for x in y", "g((x for x in y).t())\n");
    assertAppended("y = g(x)(2)\n", "g(x)(2)", "y = g(x)(2).t()\n");
  }

  @Test
  void wraps() {
    Snippet call = Snippet.of("y = g(a, b)\n");
    assertEquals(
        "y = c(g(a, b))\n", call.with(ExpressionEdits.wrap(call.expression("g(a, b)"), "c(", ")")));
    Snippet tuple = Snippet.of("y = 1, 2\n");
    assertEquals(
        "y = c((1, 2))\n", tuple.with(ExpressionEdits.wrap(tuple.expression("1, 2"), "c(", ")")));
    Snippet keyword = Snippet.of("y = x if a else(b)\n");
    assertEquals(
        "y = x if a else c((b))\n",
        keyword.with(ExpressionEdits.wrap(keyword.expression("(b)"), "c(", ")")));
  }

  @Test
  void keepsKeywordsApart() {
    Snippet snippet = Snippet.of("y = x if(a)else b\n");
    assertEquals(
        "y = x if c else b\n",
        snippet.with(ExpressionEdits.replace(snippet.expression("(a)"), "c")));
  }

  private static void assertAppended(String before, String expression, String after) {
    Snippet snippet = Snippet.of(before);
    var edits = ExpressionEdits.append(snippet.expression(expression), ".t()");
    assertEquals(after, snippet.with(edits));
  }
}
