package fitmend.engine;

/**
 * Tells from the bytes alone that no rule can have anything to say, so that most files of a
 * repository are never parsed. Searches for both words at once; a window of five bytes moves by up
 * to five (Horspool).
 */
final class Prefilter {
  private static final byte[] KERAS = {'k', 'e', 'r', 'a', 's'};
  private static final byte[] TENSORFLOW = {'t', 'e', 'n', 's', 'o', 'r', 'f', 'l', 'o', 'w'};
  private static final int WINDOW = KERAS.length;
  private static final byte[] SHIFTS = shifts();

  private Prefilter() {}

  /** Whether the file has to be looked at. */
  static boolean isOfConcern(byte[] bytes) {
    int last = WINDOW - 1;
    while (last < bytes.length) {
      int shift = SHIFTS[bytes[last] & 0xff];
      if (shift == 0) {
        int start = last - WINDOW + 1;
        if (isAt(bytes, start, KERAS) || isAt(bytes, start, TENSORFLOW)) {
          return true;
        }
        shift = 1;
      }
      last += shift;
    }
    return false;
  }

  private static boolean isAt(byte[] bytes, int start, byte[] word) {
    if (start + word.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (bytes[start + i] != word[i]) {
        return false;
      }
    }
    return true;
  }

  /** How far the window may move, by its last byte. */
  private static byte[] shifts() {
    byte[] shifts = new byte[256];
    for (int i = 0; i < shifts.length; i++) {
      shifts[i] = (byte) WINDOW;
    }
    for (int i = 0; i < WINDOW; i++) {
      int shift = WINDOW - 1 - i;
      shifts[KERAS[i]] = (byte) Math.min(shifts[KERAS[i]], shift);
      shifts[TENSORFLOW[i]] = (byte) Math.min(shifts[TENSORFLOW[i]], shift);
    }
    return shifts;
  }
}
