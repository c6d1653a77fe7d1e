package fitmend.inference.numpy;

import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code np.einsum}: sums of products, axes named by letters.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.einsum.html">its manual</a>
 */
final class Einsum {
  private Einsum() {}

  static Value call(Call call) {
    List<Value> given = call.arguments().positional();
    boolean isPlain =
        call.arguments().keywords().keySet().stream().allMatch(key -> key.equals("optimize"))
            && !call.arguments().isOpen();
    if (!isPlain || given.isEmpty() || !(given.getFirst() instanceof Constant(String subscripts))) {
      throw new NotKnown("einsum");
    }
    String text = subscripts.replace(" ", "");
    if (text.contains(".") || !text.matches("[A-Za-z,]*(->[A-Za-z]*)?")) {
      throw new NotKnown("einsum with an ellipsis");
    }
    String[] sides = text.split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    List<Tensor> arrays = new ArrayList<>();
    DataType type = null;
    for (Value value : given.subList(1, given.size())) {
      Tensor array = Products.number(value, call.run());
      arrays.add(array);
      type = type == null ? array.type() : Types.promote(type, array.type());
    }
    if (inputs.length != arrays.size() || arrays.isEmpty()) {
      throw call.run().error("ValueError", null);
    }
    Map<Character, Integer> sizes = new HashMap<>();
    TreeMap<Character, Integer> counts = new TreeMap<>();
    for (int i = 0; i < inputs.length; i++) {
      read(inputs[i], arrays.get(i).shape(), sizes, counts, call);
    }
    String output = sides.length > 1 ? sides[1] : implicit(counts);
    Shape shape = Shape.SCALAR;
    for (char letter : output.toCharArray()) {
      if (output.indexOf(letter) != output.lastIndexOf(letter)) {
        throw call.run()
            .error(
                "ValueError",
                "einstein sum subscripts string includes output subscript '%s' multiple times"
                    .formatted(letter));
      }
      if (!sizes.containsKey(letter)) {
        throw call.run()
            .error(
                "ValueError",
                ("einstein sum subscripts string included output subscript '%s' which never"
                        + " appeared in an input")
                    .formatted(letter));
      }
      shape = shape.concat(Shape.of(sizes.get(letter)));
    }
    return Arrays.made(type, shape, "einsum", arrays, call.run());
  }

  private static void read(
      String letters,
      Shape shape,
      Map<Character, Integer> sizes,
      Map<Character, Integer> counts,
      Call call) {
    if (!shape.isRanked()) {
      throw new NotKnown("the number of axes");
    }
    if (letters.length() != shape.rank()) {
      throw call.run()
          .error(
              "ValueError",
              letters.length() < shape.rank()
                  ? "operand has more dimensions than subscripts given in einstein sum, but no"
                      + " '...' ellipsis provided to broadcast the extra dimensions."
                  : null);
    }
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      int size = shape.size(i);
      counts.merge(letter, 1, Integer::sum);
      int before = sizes.getOrDefault(letter, 1);
      boolean differs = before != 1 && size != 1 && before >= 0 && size >= 0 && before != size;
      if (differs) {
        throw call.run().error("ValueError", null);
      }
      sizes.put(letter, before == 1 || before < 0 && size > 1 ? size : before);
    }
  }

  private static String implicit(Map<Character, Integer> counts) {
    StringBuilder output = new StringBuilder();
    counts.forEach(
        (letter, count) -> {
          if (count == 1) {
            output.append(letter);
          }
        });
    return output.toString();
  }
}
