package fitmend.edit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.python.source.SourceText;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EditSetTest {
  private static final int LENGTH = 24;
  private static final String TEXT = "abcdefghijklmnopqrstuvwx";

  @Provide
  Arbitrary<List<List<Edit>>> fixes() {
    Arbitrary<Integer> offsets = Arbitraries.integers().between(0, LENGTH);
    Arbitrary<String> texts = Arbitraries.of("", "1", "22", "é", "import x\n", "import y\n");
    Arbitrary<Edit> edits =
        Combinators.combine(offsets, Arbitraries.integers().between(0, 3), texts)
            .as((start, length, text) -> new Edit(start, Math.min(start + length, LENGTH), text));
    return edits.list().ofMinSize(1).ofMaxSize(3).list().ofMaxSize(8);
  }

  @Property
  void holdsThePolicy(@ForAll("fixes") List<List<Edit>> fixes) {
    List<List<Edit>> admitted = admitted(fixes);
    for (List<Edit> fix : admitted) {
      for (List<Edit> other : admitted) {
        if (fix != other) {
          for (Edit one : fix) {
            for (Edit two : other) {
              assertTrue(mayStandTogether(one, two), () -> one + " and " + two);
            }
          }
        }
      }
    }
  }

  /** The policy once more, said about single bytes and gaps. */
  private static boolean mayStandTogether(Edit one, Edit two) {
    boolean oneInserts = one.start() == one.end();
    boolean twoInserts = two.start() == two.end();
    if (oneInserts && twoInserts) {
      return one.start() != two.start() || one.equals(two) && one.text().endsWith("\n");
    }
    if (oneInserts || twoInserts) {
      Edit range = oneInserts ? two : one;
      int gap = oneInserts ? one.start() : two.start();
      return gap < range.start() || gap > range.end();
    }
    for (int at = one.start(); at < one.end(); at++) {
      if (at >= two.start() && at < two.end()) {
        return false;
      }
    }
    return true;
  }

  @Property
  void splicesExactly(@ForAll("fixes") List<List<Edit>> fixes) throws Exception {
    EditSet set = new EditSet();
    admitted(fixes).forEach(set::add);
    String[] replaced = new String[LENGTH];
    String[] inserted = new String[LENGTH + 1];
    java.util.Arrays.fill(inserted, "");
    for (int i = 0; i < LENGTH; i++) {
      replaced[i] = TEXT.substring(i, i + 1);
    }
    for (Edit edit : set.edits()) {
      if (edit.start() == edit.end()) {
        inserted[edit.start()] = edit.text();
      } else {
        replaced[edit.start()] = edit.text();
        for (int i = edit.start() + 1; i < edit.end(); i++) {
          replaced[i] = "";
        }
      }
    }
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < LENGTH; i++) {
      expected.append(inserted[i]).append(replaced[i]);
    }
    expected.append(inserted[LENGTH]);
    assertEquals(expected.toString(), text(set, TEXT));
  }

  @Property
  void orderOfAddingDoesNotMatter(@ForAll("fixes") List<List<Edit>> fixes, @ForAll long seed)
      throws Exception {
    List<List<Edit>> admitted = admitted(fixes);
    List<List<Edit>> shuffled = new ArrayList<>(admitted);
    Collections.shuffle(shuffled, new Random(seed));
    EditSet first = new EditSet();
    EditSet second = new EditSet();
    admitted.forEach(fix -> assertTrue(first.add(fix)));
    shuffled.forEach(fix -> assertTrue(second.add(fix)));
    assertEquals(first.edits(), second.edits());
    assertEquals(text(first, TEXT), text(second, TEXT));
  }

  private static List<List<Edit>> admitted(List<List<Edit>> fixes) {
    EditSet set = new EditSet();
    List<List<Edit>> admitted = new ArrayList<>();
    for (List<Edit> fix : fixes) {
      List<Edit> before = set.edits();
      boolean added;
      try {
        added = set.add(fix);
      } catch (IllegalArgumentException overlapsItself) {
        added = false;
      }
      if (added) {
        admitted.add(fix);
      } else {
        assertEquals(before, set.edits());
      }
    }
    return admitted;
  }

  @Test
  void twoFixesShareOneImport() throws Exception {
    EditSet set = new EditSet();
    assertTrue(set.add(List.of(Edit.insert(0, "import numpy\n"), new Edit(3, 4, "x"))));
    assertTrue(set.add(List.of(Edit.insert(0, "import numpy\n"), new Edit(6, 7, "y"))));
    assertEquals("import numpy\nabcxefyhi", text(set, "abcdefghi"));
  }

  @Test
  void equalBracketsAreNotOne() {
    EditSet set = new EditSet();
    assertTrue(set.add(List.of(Edit.insert(0, "("), Edit.insert(5, ")"))));
    assertFalse(set.add(List.of(Edit.insert(2, "("), Edit.insert(5, ")"))));
  }

  @Test
  void insertionsStandAtTheEdgesOfRangesOfTheSameFix() throws Exception {
    EditSet set = new EditSet();
    assertTrue(
        set.add(
            List.of(
                new Edit(4, 6, "Y"),
                Edit.insert(4, "-"),
                new Edit(2, 4, "X"),
                Edit.insert(2, "+"))));
    assertEquals("ab+X-Yg", text(set, "abcdefg"));
  }

  @Test
  void aFixThatOverlapsItselfIsAMistake() {
    List<Edit> overlapping = List.of(new Edit(0, 3, ""), new Edit(2, 4, ""));
    assertThrows(IllegalArgumentException.class, () -> new EditSet().add(overlapping));
  }

  @Test
  void theEncodingOfTheFileIsKept() throws Exception {
    byte[] latin = "# coding: latin-1\né".getBytes(StandardCharsets.ISO_8859_1);
    SourceText source = SourceText.of(latin);
    EditSet good = new EditSet();
    good.add(List.of(Edit.insert(latin.length, "ü")));
    assertArrayEquals(
        "# coding: latin-1\néü".getBytes(StandardCharsets.ISO_8859_1), good.applyTo(source));
    EditSet bad = new EditSet();
    bad.add(List.of(Edit.insert(latin.length, "\u2192")));
    assertThrows(CharacterCodingException.class, () -> bad.applyTo(source));
  }

  private static String text(EditSet set, String source) throws Exception {
    SourceText text = SourceText.of(source.getBytes(StandardCharsets.UTF_8));
    return new String(set.applyTo(text), StandardCharsets.UTF_8);
  }
}
