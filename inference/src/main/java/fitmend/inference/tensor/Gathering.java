package fitmend.inference.tensor;

import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the elements of a result stood in the array that it was made of, in row-major order. So the
 * content of small arrays goes through every operation that only moves elements.
 */
public final class Gathering {
  private Gathering() {}

  /** The places when a full shape is broadcast to another full one. */
  public static int[] broadcast(Shape from, Shape to) {
    int[] places = new int[(int) to.count()];
    int[] strides = strides(from);
    int ahead = to.rank() - from.rank();
    for (int at = 0; at < places.length; at++) {
      int rest = at;
      for (int axis = to.rank() - 1; axis >= 0; axis--) {
        int coordinate = rest % to.size(axis);
        rest /= to.size(axis);
        if (axis >= ahead && from.size(axis - ahead) != 1) {
          places[at] += coordinate * strides[axis - ahead];
        }
      }
    }
    return places;
  }

  /** The places when the axes of a full shape are put in another order. */
  public static int[] transpose(Shape from, int[] order) {
    int[] places = new int[(int) from.count()];
    int[] strides = strides(from);
    for (int at = 0; at < places.length; at++) {
      int rest = at;
      for (int axis = order.length - 1; axis >= 0; axis--) {
        places[at] += rest % from.size(order[axis]) * strides[order[axis]];
        rest /= from.size(order[axis]);
      }
    }
    return places;
  }

  /** How far apart two neighbours along each axis are. */
  public static int[] strides(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.size(axis);
    }
    return strides;
  }

  /** The result with the elements of those places of the source, if they are known. */
  public static Tensor moved(Tensor result, Tensor source, int[] places) {
    if (source.content().isEmpty() || places.length > 1024) {
      return result;
    }
    List<Object> elements = new ArrayList<>(places.length);
    for (int place : places) {
      elements.add(source.content().get().get(place));
    }
    return result.withContent(elements);
  }
}
