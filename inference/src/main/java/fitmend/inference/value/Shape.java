package fitmend.inference.value;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The sizes of the axes of an array, as far as they are known. */
public final class Shape {
  /** A size that is not known. */
  public static final int ANY = -1;

  /** Not even the number of axes is known. */
  public static final Shape UNKNOWN = new Shape(null);

  public static final Shape SCALAR = new Shape(new int[0]);

  private final int[] sizes;

  private Shape(int[] sizes) {
    this.sizes = sizes;
  }

  /** {@link #ANY} stands for a size that is not known. */
  public static Shape of(int... sizes) {
    return sizes.length == 0 ? SCALAR : new Shape(sizes.clone());
  }

  /** That many axes of unknown sizes. */
  public static Shape ofRank(int rank) {
    int[] sizes = new int[rank];
    Arrays.fill(sizes, ANY);
    return of(sizes);
  }

  /** Whether the number of axes is known. */
  public boolean isRanked() {
    return sizes != null;
  }

  /** How many axes there are; only for a ranked shape. */
  public int rank() {
    return sizes.length;
  }

  /** The size of an axis, from 0 or, negative, from the end. */
  public int size(int axis) {
    return sizes[axis < 0 ? axis + sizes.length : axis];
  }

  /** All sizes; only for a ranked shape. */
  public int[] sizes() {
    return sizes.clone();
  }

  /** Whether every size is known. */
  public boolean isFull() {
    return isRanked() && IntStream.of(sizes).allMatch(size -> size != ANY);
  }

  /** How many elements there are; -1 when that is not known. */
  public long count() {
    if (!isRanked()) {
      return -1;
    }
    long count = 1;
    boolean isKnown = true;
    for (int size : sizes) {
      if (size == 0) {
        return 0;
      }
      isKnown &= size != ANY;
      count *= size;
    }
    return isKnown ? count : -1;
  }

  /** The same with another size at an axis. */
  public Shape with(int axis, int size) {
    int[] changed = sizes();
    changed[axis < 0 ? axis + sizes.length : axis] = size;
    return new Shape(changed);
  }

  /** The same with an axis more, before the one that is at that index. */
  public Shape insert(int axis, int size) {
    int[] longer = new int[sizes.length + 1];
    System.arraycopy(sizes, 0, longer, 0, axis);
    longer[axis] = size;
    System.arraycopy(sizes, axis, longer, axis + 1, sizes.length - axis);
    return of(longer);
  }

  /** The same without an axis. */
  public Shape remove(int axis) {
    int[] shorter = new int[sizes.length - 1];
    System.arraycopy(sizes, 0, shorter, 0, axis);
    System.arraycopy(sizes, axis + 1, shorter, axis, sizes.length - axis - 1);
    return of(shorter);
  }

  /** The axes from one to before another. */
  public Shape slice(int from, int to) {
    return of(Arrays.copyOfRange(sizes, from, to));
  }

  /** These axes, then those of the other; unknown when either is. */
  public Shape concat(Shape other) {
    if (!isRanked() || !other.isRanked()) {
      return UNKNOWN;
    }
    int[] all = Arrays.copyOf(sizes, sizes.length + other.sizes.length);
    System.arraycopy(other.sizes, 0, all, sizes.length, other.sizes.length);
    return of(all);
  }

  /** What is true of both. */
  public Shape join(Shape other) {
    if (!isRanked() || !other.isRanked() || rank() != other.rank()) {
      return UNKNOWN;
    }
    int[] joined = new int[sizes.length];
    for (int i = 0; i < joined.length; i++) {
      joined[i] = sizes[i] == other.sizes[i] ? sizes[i] : ANY;
    }
    return of(joined);
  }

  /** Whether one array may have both shapes. */
  public boolean isCompatible(Shape other) {
    if (!isRanked() || !other.isRanked()) {
      return true;
    }
    if (rank() != other.rank()) {
      return false;
    }
    for (int i = 0; i < sizes.length; i++) {
      if (sizes[i] != other.sizes[i] && sizes[i] != ANY && other.sizes[i] != ANY) {
        return false;
      }
    }
    return true;
  }

  /** As Python writes the tuple: {@code (None, 3)}, {@code (3,)}. */
  public String tupleText() {
    String list = list("None", ", ");
    return "(" + list + (isRanked() && rank() == 1 ? "," : "") + ")";
  }

  /** As the messages of TensorFlow's kernels write it: {@code [2,3]}, {@code [?,3]}. */
  public String kernelText() {
    return "[" + list("?", ",") + "]";
  }

  private String list(String unknown, String separator) {
    return isRanked()
        ? IntStream.of(sizes)
            .mapToObj(size -> size == ANY ? unknown : String.valueOf(size))
            .collect(Collectors.joining(separator))
        : "<unknown>";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(sizes, shape.sizes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  @Override
  public String toString() {
    return tupleText();
  }
}
