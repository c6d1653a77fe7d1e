package fitmend.python.source;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes of a Python file with their encoding (PEP 263) and their lines. Line ends are {@code
 * \n}, {@code \r\n} and {@code \r}, as Python reads them.
 */
public final class SourceText {
  private static final Pattern DECLARATION =
      Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-\\w.]+)");

  private final byte[] bytes;
  private final Charset charset;
  private int[] lineStarts;

  private SourceText(byte[] bytes, Charset charset) {
    this.bytes = bytes;
    this.charset = charset;
  }

  /**
   * Takes the bytes as they are.
   *
   * @throws DecodingException if they are not valid in their declared encoding, or that encoding is
   *     unknown
   */
  public static SourceText of(byte[] bytes) throws DecodingException {
    Charset charset = declaredCharset(bytes);
    if (!isAscii(bytes)) {
      checkDecodes(bytes, charset);
    }
    return new SourceText(bytes, charset);
  }

  private static void checkDecodes(byte[] bytes, Charset charset) throws DecodingException {
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(8192);
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    if (result.isError()) {
      SourceText bestEffort = new SourceText(bytes, StandardCharsets.ISO_8859_1);
      Position position = bestEffort.position(in.position());
      throw new DecodingException(
          position.line(),
          position.column(),
          String.format(
              "byte 0x%02x is not valid %s", bytes[in.position()] & 0xff, charset.name()));
    }
  }

  private static boolean isAscii(byte[] bytes) {
    int signs = 0;
    for (byte value : bytes) {
      signs |= value;
    }
    return signs >= 0;
  }

  private static Charset declaredCharset(byte[] bytes) throws DecodingException {
    boolean mark = hasByteOrderMark(bytes);
    int start = mark ? 3 : 0;
    for (int line = 0; line < 2 && start < bytes.length; line++) {
      int end = start;
      boolean mayDeclare = false;
      while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
        mayDeclare |= bytes[end] == '#';
        end++;
      }
      if (mayDeclare) {
        String text = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        Matcher declaration = DECLARATION.matcher(text);
        if (declaration.find()) {
          String name = declaration.group(1);
          // CPython knows the byte-order mark by this one spelling only.
          if (mark && !isUtf8(name)) {
            throw new DecodingException(line + 1, 1, "encoding problem: " + name + " with BOM");
          }
          return charset(name, line + 1);
        }
      }
      if (!isBlankOrComment(bytes, start, end)) {
        break;
      }
      boolean windows = end + 1 < bytes.length && bytes[end] == '\r' && bytes[end + 1] == '\n';
      start = end + (windows ? 2 : 1);
    }
    return StandardCharsets.UTF_8;
  }

  private static boolean isBlankOrComment(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      byte value = bytes[i];
      if (value == '#') {
        return true;
      }
      if (value != ' ' && value != '\t' && value != '\f') {
        return false;
      }
    }
    return true;
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean isUtf8(String name) {
    String plain = plain(name);
    return plain.equals("utf-8") || plain.startsWith("utf-8-");
  }

  private static Charset charset(String name, int line) throws DecodingException {
    if (isUtf8(name)) {
      return StandardCharsets.UTF_8;
    }
    String plain = plain(name);
    if (plain.startsWith("latin-1")
        || plain.startsWith("iso-8859-1") && !plain.matches(".*-1\\d")) {
      return StandardCharsets.ISO_8859_1;
    }
    try {
      Charset charset = Charset.forName(plain);
      if ("a#\n(".equals(new String("a#\n(".getBytes(StandardCharsets.US_ASCII), charset))) {
        return charset;
      }
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      // Reported below, in words that name the encoding.
    }
    throw new DecodingException(line, 1, "unknown encoding: " + name);
  }

  /** The bytes are not text in the encoding of the file, or that encoding is not known. */
  public static final class DecodingException extends Exception {
    private static final long serialVersionUID = 1L;
    private final int line;
    private final int column;

    DecodingException(int line, int column, String message) {
      super(message);
      this.line = line;
      this.column = column;
    }

    /** The line, from 1. */
    public int line() {
      return line;
    }

    /** The column, from 1. */
    public int column() {
      return column;
    }
  }

  /** Whether the bytes start with the UTF-8 byte-order mark. */
  public static boolean hasByteOrderMark(byte[] bytes) {
    return bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF;
  }

  /** The bytes, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  public Charset charset() {
    return charset;
  }

  /** The text between two byte offsets. */
  public String text(int start, int end) {
    return new String(bytes, start, end - start, charset);
  }

  /** A place as people count: both from 1, the column in characters. */
  public record Position(int line, int column) {}

  /** The place of a byte offset. */
  public Position position(int offset) {
    int line = lineIndex(offset);
    int start = Math.min(lineStarts()[line], offset);
    if (line == 0 && hasByteOrderMark(bytes)) {
      start = Math.min(3, offset);
    }
    String before = text(start, offset);
    return new Position(line + 1, before.codePointCount(0, before.length()) + 1);
  }

  /** The number of the line, from 0, that holds the byte offset. */
  public int lineIndex(int offset) {
    int found = Arrays.binarySearch(lineStarts(), offset);
    return found >= 0 ? found : -found - 2;
  }

  /** How many lines there are; a file that ends with a line end has an empty last line. */
  public int lineCount() {
    return lineStarts().length;
  }

  /** Offset of the first byte of the line, from 0. */
  public int lineStart(int line) {
    return lineStarts()[line];
  }

  /** Offset behind the line, its line end included. */
  public int lineEnd(int line) {
    return line + 1 < lineCount() ? lineStart(line + 1) : bytes.length;
  }

  /** The line without its line end. */
  public String lineText(int line) {
    int end = lineEnd(line);
    while (end > lineStart(line) && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
      end--;
    }
    return text(lineStart(line), end);
  }

  /** The line end this file uses most: that of its first line, or {@code \n} if it has none. */
  public String lineSeparator() {
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n') {
        return "\n";
      }
      if (bytes[i] == '\r') {
        return i + 1 < bytes.length && bytes[i + 1] == '\n' ? "\r\n" : "\r";
      }
    }
    return "\n";
  }

  private int[] lineStarts() {
    if (lineStarts == null) {
      int[] starts = new int[bytes.length / 24 + 4];
      int count = 1;
      for (int i = 0; i < bytes.length; i++) {
        byte value = bytes[i];
        boolean ends =
            value == '\n' || value == '\r' && !(i + 1 < bytes.length && bytes[i + 1] == '\n');
        if (ends) {
          if (count == starts.length) {
            starts = Arrays.copyOf(starts, count * 2);
          }
          starts[count++] = i + 1;
        }
      }
      lineStarts = Arrays.copyOf(starts, count);
    }
    return lineStarts;
  }
}
