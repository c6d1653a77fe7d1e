package fitmend.edit;

import fitmend.python.source.SourceText;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Edits of several fixes that can be made at once. This is the only place that knows what overlaps:
 *
 * <ul>
 *   <li><b>Disjoint.</b> Ranges of different fixes may touch but share no byte.
 *   <li><b>No neighbours.</b> An insertion of one fix does not stand at an edge of a range of
 *       another, nor where the other inserts: the second fix has to see what the first one wrote.
 *   <li><b>One import for all.</b> An insertion of whole lines that is wanted twice at the same
 *       place is made once.
 *   <li><b>Within a fix</b> an insertion may stand at the edge of a range; its text comes before
 *       that of a range that starts there and behind that of a range that ends there.
 * </ul>
 *
 * Which fix wins is decided by who is added first; what is in the set is made the same way whatever
 * the order was.
 */
public final class EditSet {
  private static final Comparator<Edit> ORDER =
      Comparator.comparingInt(Edit::start).thenComparingInt(Edit::end).thenComparing(Edit::text);

  private final List<Edit> edits = new ArrayList<>();

  /**
   * Adds all edits of a fix, or none.
   *
   * @return whether they were added; false if they overlap with what is there
   * @throws IllegalArgumentException if they overlap with each other
   */
  public boolean add(Collection<Edit> fix) {
    List<Edit> sorted = fix.stream().sorted(ORDER).toList();
    List<Edit> added = new ArrayList<>();
    for (Edit edit : sorted) {
      if (edits.stream().anyMatch(other -> conflict(edit, other))) {
        return false;
      }
      if (!isWholeLines(edit) || !edits.contains(edit) && !added.contains(edit)) {
        added.add(edit);
      }
    }
    requireDisjoint(added);
    edits.addAll(added);
    edits.sort(ORDER);
    return true;
  }

  public boolean isEmpty() {
    return edits.isEmpty();
  }

  /** The edits in the order of the file. */
  public List<Edit> edits() {
    return List.copyOf(edits);
  }

  /**
   * The bytes of the file with all edits made; bytes outside their ranges are copied as they are.
   *
   * @throws CharacterCodingException if a text cannot be written in the encoding of the file
   */
  public byte[] applyTo(SourceText source) throws CharacterCodingException {
    byte[] bytes = source.bytes();
    List<byte[]> texts = new ArrayList<>();
    int length = bytes.length;
    for (Edit edit : edits) {
      byte[] text = encoded(edit.text(), source.charset());
      texts.add(text);
      length += text.length - (edit.end() - edit.start());
    }
    ByteBuffer result = ByteBuffer.allocate(length);
    int at = 0;
    for (int i = 0; i < texts.size(); i++) {
      result.put(bytes, at, edits.get(i).start() - at).put(texts.get(i));
      at = edits.get(i).end();
    }
    return result.put(bytes, at, bytes.length - at).array();
  }

  private static void requireDisjoint(List<Edit> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      Edit first = sorted.get(i - 1);
      Edit second = sorted.get(i);
      boolean samePlace = isInsertion(first) && isInsertion(second);
      if (first.end() > second.start() || samePlace && first.start() == second.start()) {
        throw new IllegalArgumentException("edits of one fix overlap: " + first + ", " + second);
      }
    }
  }

  private static boolean conflict(Edit one, Edit other) {
    if (isWholeLines(one) && one.equals(other)) {
      return false;
    }
    boolean touchingMatters = isInsertion(one) || isInsertion(other);
    return touchingMatters
        ? one.start() <= other.end() && other.start() <= one.end()
        : one.start() < other.end() && other.start() < one.end();
  }

  private static boolean isInsertion(Edit edit) {
    return edit.start() == edit.end();
  }

  private static boolean isWholeLines(Edit edit) {
    return isInsertion(edit) && (edit.text().endsWith("\n") || edit.text().endsWith("\r"));
  }

  private static byte[] encoded(String text, Charset charset) throws CharacterCodingException {
    ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(text));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    return bytes;
  }
}
