package fitmend.python.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fitmend.python.tree.PythonFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are CPython's; {@code -} is no value. */
class ConstantsTest {

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "-",
      value = {
        "1_000 | 1000",
        "0xFF + 0o17 + 0b11 | 273",
        "1e3 | 1000.0",
        "1_0.5_0 | 10.5",
        ".5 | 0.5",
        "3j | -",
        "9223372036854775807 | 9223372036854775807",
        "9223372036854775808 | -",
        "9223372036854775807 + 1 | -",
        "28 * 28 | 784",
        "7 // 2 | 3",
        "-7 // 2 | -4",
        "-7 % 3 | 2",
        "7 % -3 | -2",
        "-7.5 // 2 | -4.0",
        "-7.5 % 2 | 0.5",
        "7 / 2 | 3.5",
        "6 / 2 | 3.0",
        "1 // 0 | -",
        "1 % 0 | -",
        "1.0 / 0 | -",
        "2 ** 10 | 1024",
        "2 ** -1 | 0.5",
        "2 ** 63 | -",
        "-2 ** 2 | -4",
        "(-2) ** 63 | -9223372036854775808",
        "(-1) ** 1000001 | -1",
        "0 ** -1 | -",
        "2 ** 0.5 | 1.4142135623730951",
        "(-8) ** 0.5 | -",
        "1 << 5 | 32",
        "True + 1 | 2",
        "not 0 | true",
        "not 'a' | false",
        "None | None",
        "'a' + 'b' | ab",
        "'a' 'b' | ab",
        "'ab' * 2 | abab",
        "2 * 'ab' | abab",
        "'a' % 'b' | -",
        "(1, 'a', (2.0,)) | [1, a, [2.0]]",
        "(1,) + (2,) | [1, 2]",
        "(1,) * 3 | [1, 1, 1]",
        "(1, f()) | -",
        "len('abc') | 3",
        "len([1, f(), 3]) | 3",
        "len([*a]) | -",
        "len((1, 2)) | 2",
        "int(3.9) | 3",
        "int(-3.9) | -3",
        "int('12') | 12",
        "int('x') | -",
        "int(0.8 * 100) | 80",
        "float(3) | 3.0",
        "float('1e-3') | 0.001",
        "n | 10",
        "n * m | 200",
        "k | -",
        "loop | -",
        "t | [10, 20]",
        "f'abc{{}}' | abc{}",
        "f'{n}' | -",
        "b'abc' | -",
        "(1 + (2)) * (3) | 9",
        "1 < 2 | -",
      })
  void computes(String expression, String expected) {
    String source =
        """
        n, m = 10, 20
        t = n, m
        k = 1
        if c:
            k = 2
        loop = 1
        for i in y:
            loop = loop + 1
        show(%s)
        """
            .formatted(expression);
    PythonFile file = Sources.parse(source);
    Constants constants = new Constants(Names.of(file));
    String value =
        constants.valueOf(Sources.shown(file).getFirst()).map(Object::toString).orElse(null);
    assertEquals(expected, value);
  }
}
