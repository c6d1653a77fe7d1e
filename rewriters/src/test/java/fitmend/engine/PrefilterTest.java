package fitmend.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrefilterTest {

  @Property
  void seesTheWordsAndNothingElse(
      @ForAll @CharRange(from = 'a', to = 'z') @StringLength(max = 30) String before,
      @ForAll @CharRange(from = 'a', to = 'z') @StringLength(max = 30) String behind,
      @ForAll("words") String word) {
    String text = before + word + behind;
    assertEquals(isOfConcern(text), Prefilter.isOfConcern(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.of(
        "keras", "tensorflow", "tensor", "kera", "kkeras", "tenstensorflow", "tensorflo", "eras");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "k", "keras", "import keras", "tensorflow", "torch", "tensorflo"})
  void shortTexts(String text) {
    assertEquals(isOfConcern(text), Prefilter.isOfConcern(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static boolean isOfConcern(String text) {
    return text.contains("keras") || text.contains("tensorflow");
  }
}
