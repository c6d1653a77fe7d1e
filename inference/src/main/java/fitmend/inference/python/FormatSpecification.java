package fitmend.inference.python;

import fitmend.inference.value.Constant;
import fitmend.inference.value.Value;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * How a number or a text is to be written, such as {@code >8.2f}.
 *
 * @see <a href="https://docs.python.org/3/library/string.html#formatspec">the format specification
 *     mini-language</a>
 */
final class FormatSpecification {
  private static final int WIDEST = 1000;

  private final String text;
  private int at;
  private char fill = ' ';
  private char align;
  private char sign = '-';
  private boolean isAlternative;
  private int width;
  private char grouping;
  private int precision = -1;
  private char type;

  private FormatSpecification(String text) {
    this.text = text;
  }

  /** The value, written so; empty where that is not known. */
  static Optional<String> apply(String specification, Value value) {
    FormatSpecification parsed = new FormatSpecification(specification);
    return parsed.parse() && value instanceof Constant(Object plain)
        ? parsed.written(plain)
        : Optional.empty();
  }

  private boolean parse() {
    if (text.length() > 1 && isAlign(text.charAt(1))) {
      fill = text.charAt(0);
      align = text.charAt(1);
      at = 2;
    } else if (!text.isEmpty() && isAlign(text.charAt(0))) {
      align = text.charAt(0);
      at = 1;
    }
    if (isNext("+- ")) {
      sign = text.charAt(at++);
    }
    if (isNext("#")) {
      isAlternative = true;
      at++;
    }
    if (isNext("0")) {
      at++;
      if (align == 0) {
        fill = '0';
        align = '=';
      }
    }
    width = Math.max(0, number());
    if (isNext(",_")) {
      grouping = text.charAt(at++);
    }
    if (isNext(".")) {
      at++;
      precision = number();
      if (precision < 0) {
        return false;
      }
    }
    if (at < text.length()) {
      type = text.charAt(at++);
    }
    return at == text.length() && width < WIDEST && precision < WIDEST;
  }

  private static boolean isAlign(char letter) {
    return letter == '<' || letter == '>' || letter == '^' || letter == '=';
  }

  private boolean isNext(String letters) {
    return at < text.length() && letters.indexOf(text.charAt(at)) >= 0;
  }

  /** Negative when there is none. */
  private int number() {
    int number = -1;
    while (at < text.length() && Character.isDigit(text.charAt(at)) && number < WIDEST) {
      number = Math.max(0, number) * 10 + Character.digit(text.charAt(at++), 10);
    }
    return number;
  }

  private Optional<String> written(Object plain) {
    return switch (plain) {
      case String letters when (type == 0 || type == 's') && grouping == 0 -> ofText(letters);
      case Boolean bool when type == 0 && text.isEmpty() -> Optional.of(bool ? "True" : "False");
      case Boolean bool -> written(bool ? 1L : 0L);
      case Long number when type == 0 || type == 'd' -> ofWhole(number, 10);
      case Long number when type == 'x' -> ofWhole(number, 16);
      case Long number when type == 'o' -> ofWhole(number, 8);
      case Long number when type == 'b' -> ofWhole(number, 2);
      case Long number when "eEfFgG%".indexOf(type) >= 0 -> ofReal(number.doubleValue());
      case Double number when type == 0 || "eEfFgG%".indexOf(type) >= 0 -> ofReal(number);
      default -> Optional.empty();
    };
  }

  private Optional<String> ofText(String letters) {
    if (align == '=') {
      return Optional.empty();
    }
    String part =
        precision >= 0 && precision < letters.length() ? letters.substring(0, precision) : letters;
    return Optional.of(padded("", part, align == 0 ? '<' : align));
  }

  private Optional<String> ofWhole(long number, int radix) {
    if (precision >= 0 || isAlternative || number == Long.MIN_VALUE) {
      return Optional.empty();
    }
    return signed(number < 0, Long.toString(Math.abs(number), radix));
  }

  private Optional<String> ofReal(double number) {
    if (isAlternative || !Double.isFinite(number)) {
      return Optional.empty();
    }
    boolean isNegative = number < 0 || number == 0 && 1 / number < 0;
    double size = Math.abs(number);
    int places = precision < 0 ? 6 : precision;
    String digits =
        switch (Character.toLowerCase(type)) {
          case 'f' -> fixed(size, places);
          case '%' -> fixed(size * 100, places) + "%";
          case 'e' -> scientific(size, places);
          case 'g' -> general(size, Math.max(1, places));
          default -> precision < 0 ? Representation.real(size) : null;
        };
    return digits == null
        ? Optional.empty()
        : signed(isNegative, Character.isUpperCase(type) ? digits.toUpperCase() : digits);
  }

  private static String fixed(double size, int places) {
    return new BigDecimal(size).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String scientific(double size, int places) {
    BigDecimal rounded =
        new BigDecimal(size).round(new MathContext(places + 1, RoundingMode.HALF_EVEN));
    StringBuilder digits = new StringBuilder(rounded.unscaledValue().toString());
    int exponent = size == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    while (digits.length() <= places) {
      digits.append('0');
    }
    digits.setLength(places + 1);
    return (places == 0 ? digits : digits.insert(1, '.')) + Representation.exponentText(exponent);
  }

  private static String general(double size, int places) {
    BigDecimal rounded =
        new BigDecimal(size).round(new MathContext(places, RoundingMode.HALF_EVEN));
    int exponent = size == 0 ? 0 : rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < places) {
      return trimmed(
          rounded.setScale(places - 1 - exponent, RoundingMode.HALF_EVEN).toPlainString());
    }
    String all = scientific(size, places - 1);
    int end = all.indexOf('e');
    return trimmed(all.substring(0, end)) + all.substring(end);
  }

  private static String trimmed(String digits) {
    int end = digits.length();
    if (digits.indexOf('.') >= 0) {
      while (digits.charAt(end - 1) == '0') {
        end--;
      }
      end -= digits.charAt(end - 1) == '.' ? 1 : 0;
    }
    return digits.substring(0, end);
  }

  private Optional<String> signed(boolean isNegative, String digits) {
    if (grouping != 0 && fill == '0' && align == '=') {
      return Optional.empty();
    }
    String mark = isNegative ? "-" : sign == '-' ? "" : String.valueOf(sign);
    String grouped = grouping == 0 ? digits : grouped(digits);
    return Optional.of(padded(mark, grouped, align == 0 ? '>' : align));
  }

  private String grouped(String digits) {
    int whole = 0;
    while (whole < digits.length() && Character.isDigit(digits.charAt(whole))) {
      whole++;
    }
    StringBuilder made = new StringBuilder(digits);
    for (int place = whole - 3; place > 0; place -= 3) {
      made.insert(place, grouping);
    }
    return made.toString();
  }

  private String padded(String mark, String body, char to) {
    int missing = Math.max(0, width - mark.length() - body.length());
    String space = String.valueOf(fill);
    return switch (to) {
      case '<' -> mark + body + space.repeat(missing);
      case '=' -> mark + space.repeat(missing) + body;
      case '^' -> space.repeat(missing / 2) + mark + body + space.repeat(missing - missing / 2);
      default -> space.repeat(missing) + mark + body;
    };
  }
}
