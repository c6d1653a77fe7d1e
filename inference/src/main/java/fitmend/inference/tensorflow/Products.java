package fitmend.inference.tensorflow;

import fitmend.inference.Target;
import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Broadcasting;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Products of matrices: {@code matmul}, {@code tensordot}, {@code einsum}. */
final class Products {
  private static final String[] MATRICES = {"a", "b"};
  private static final String[] BATCHES = {"x", "y"};

  private Products() {}

  static Tensor matmul(Signature.Bound given, Step step) {
    boolean isFirstTurned = flag(given, "transpose_a");
    boolean isSecondTurned = flag(given, "transpose_b");
    for (String name : List.of("adjoint_a", "adjoint_b", "a_is_sparse", "b_is_sparse")) {
      if (flag(given, name)) {
        throw new NotKnown(name);
      }
    }
    return matmul(given.get("a"), given.get("b"), isFirstTurned, isSecondTurned, step);
  }

  private static boolean flag(Signature.Bound given, String name) {
    Value value = given.get(name);
    if (value == null || value.equals(Constant.FALSE)) {
      return false;
    }
    if (!(value instanceof Constant(Boolean flag))) {
      throw new NotKnown(name);
    }
    return flag;
  }

  /** {@code left @ right}. */
  static Tensor operator(Value left, Value right, Step step) {
    if (right instanceof Tensor tensor
        && tensor.holder() != Holder.NUMPY
        && !(left instanceof Tensor first && first.holder() != Holder.NUMPY)) {
      return multiply(
          step.tensor(left, step.tensor(right).type(), null), tensor, false, false, step);
    }
    return matmul(left, right, false, false, step);
  }

  private static Tensor matmul(
      Value left, Value right, boolean isFirstTurned, boolean isSecondTurned, Step step) {
    Tensor a = step.tensor(left);
    if (step.execution().target() == Target.TENSORFLOW_1_15
        && step.tensor(right).type() != a.type()
        && !(right instanceof Tensor tensor && tensor.holder() != Holder.NUMPY)) {
      throw new NotKnown("how a value is converted");
    }
    return multiply(a, step.hinted(right, a.type()), isFirstTurned, isSecondTurned, step);
  }

  static Tensor multiply(
      Tensor a, Tensor b, boolean isFirstTurned, boolean isSecondTurned, Step step) {
    if (!a.shape().isRanked() || !b.shape().isRanked()) {
      return step.made(a.type(), Shape.UNKNOWN);
    }
    boolean isBatch = a.shape().rank() > 2 || b.shape().rank() > 2;
    String operation = isBatch ? "BatchMatMulV2" : "MatMul";
    if (!step.execution().target().isGraphMode()) {
      step.requireKernel(operation, a.type());
    }
    step.requireSame(operation, 1, isBatch ? BATCHES : MATRICES, a, b, "");
    String shapes = "In[0]: %s, In[1]: %s".formatted(text(a), text(b));
    if (!isBatch && (a.shape().rank() != 2 || b.shape().rank() != 2)) {
      if (a.shape().rank() == b.shape().rank()) {
        throw step.refused(
            operation, "In[0] and In[1] ndims must be == 2: " + a.shape().rank(), "");
      }
      throw step.refused(
          operation,
          "In[0] and In[1] has different ndims: %s vs. %s".formatted(text(a), text(b)),
          "");
    }
    for (Tensor each : List.of(a, b)) {
      if (each.shape().rank() < 2) {
        throw step.refused(
            operation,
            "In[%d] ndims must be >= 2: %d".formatted(each == a ? 0 : 1, each.shape().rank()),
            "");
      }
    }
    int left = a.shape().size(isFirstTurned ? -2 : -1);
    int right = b.shape().size(isSecondTurned ? -1 : -2);
    Shape first = a.shape().slice(0, a.shape().rank() - 2);
    Shape second = b.shape().slice(0, b.shape().rank() - 2);
    Optional<Shape> batch = Broadcasting.of(first, second);
    if (batch.isEmpty()) {
      throw step.refused(
          operation,
          "In[0] and In[1] must have compatible batch dimensions: %s vs. %s"
              .formatted(text(a), text(b)),
          "");
    }
    if (left != right && left != Shape.ANY && right != Shape.ANY) {
      throw step.refused(operation, "Matrix size-incompatible: " + shapes, "");
    }
    return step.made(
        a.type(),
        batch
            .get()
            .concat(
                Shape.of(
                    a.shape().size(isFirstTurned ? -1 : -2),
                    b.shape().size(isSecondTurned ? -2 : -1))));
  }

  private static String text(Tensor tensor) {
    return tensor.shape().kernelText();
  }

  static Tensor tensordot(Signature.Bound given, Step step) {
    Tensor a = step.tensor(given.get("a"));
    Tensor b = step.tensor(given.get("b"));
    Value axes = given.get("axes");
    if (!a.shape().isRanked() || !b.shape().isRanked()) {
      throw new NotKnown("the rank of an operand");
    }
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    Optional<Long> count = Tensors.integer(axes);
    if (count.isPresent()) {
      for (int i = 0; i < count.get(); i++) {
        first.add(a.shape().rank() - count.get().intValue() + i);
        second.add(i);
      }
    } else {
      List<Value> pair = Tensors.elements(axes).orElseThrow(() -> new NotKnown("axes"));
      if (pair.size() != 2) {
        throw new NotKnown("axes");
      }
      first.addAll(Shaping.axes(pair.get(0), a.shape().rank()));
      second.addAll(Shaping.axes(pair.get(1), b.shape().rank()));
    }
    boolean isInside =
        first.size() == second.size()
            && first.stream().allMatch(axis -> axis >= 0 && axis < a.shape().rank())
            && second.stream().allMatch(axis -> axis >= 0 && axis < b.shape().rank());
    if (!isInside) {
      throw new NotKnown("axes");
    }
    step.requireSame("MatMul", 1, MATRICES, a, b, "");
    long left = 1;
    long right = 1;
    for (int i = 0; i < first.size(); i++) {
      left = times(left, a.shape().size(first.get(i)));
      right = times(right, b.shape().size(second.get(i)));
    }
    if (left >= 0 && right >= 0 && left != right) {
      boolean isPlain =
          count.equals(Optional.of(1L)) && a.shape().rank() == 2 && b.shape().rank() == 2;
      throw step.refused(
          "MatMul",
          isPlain
              ? "Matrix size-incompatible: In[0]: %s, In[1]: %s".formatted(text(a), text(b))
              : null,
          "");
    }
    return step.made(a.type(), without(a.shape(), first).concat(without(b.shape(), second)));
  }

  private static long times(long product, int size) {
    return product < 0 || size < 0 ? -1 : product * size;
  }

  private static Shape without(Shape shape, List<Integer> axes) {
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < shape.rank(); i++) {
      if (!axes.contains(i)) {
        kept.add(shape.size(i));
      }
    }
    return Shape.of(kept.stream().mapToInt(Integer::intValue).toArray());
  }

  static Tensor einsum(List<Value> given, Step step) {
    if (given.size() < 2 || !(given.getFirst() instanceof Constant(String equation))) {
      throw new NotKnown("the equation");
    }
    String[] sides = equation.replace(" ", "").split("->", -1);
    if (sides.length != 2 || equation.contains(".")) {
      throw new NotKnown("the equation");
    }
    String[] inputs = sides[0].split(",", -1);
    List<Tensor> operands = new ArrayList<>();
    for (Value value : given.subList(1, given.size())) {
      operands.add(step.tensor(value));
    }
    if (inputs.length != operands.size()) {
      throw new NotKnown("the number of operands");
    }
    DataType type = operands.getFirst().type();
    Map<Character, Integer> sizes = new HashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      Tensor operand = operands.get(i);
      if (operand.type() != type) {
        throw step.isEager() && inputs.length == 2
            ? step.wrongType("Einsum", i, type, operand.type(), "")
            : new NotKnown("operands of several types");
      }
      if (!operand.shape().isRanked()) {
        continue;
      }
      if (operand.shape().rank() != inputs[i].length()) {
        throw step.refused(
            "Einsum",
            "Einsum_N_" + inputs.length,
            "Expected input %d to have rank %d but got: %d"
                .formatted(i, inputs[i].length(), operand.shape().rank()),
            "");
      }
      for (int axis = 0; axis < inputs[i].length(); axis++) {
        int size = operand.shape().size(axis);
        Integer other = sizes.get(inputs[i].charAt(axis));
        if (size != Shape.ANY && other != null && other != Shape.ANY && other != size) {
          throw step.refused("Einsum", null, "");
        }
        if (other == null || other == Shape.ANY) {
          sizes.put(inputs[i].charAt(axis), size);
        }
      }
    }
    int[] result = new int[sides[1].length()];
    for (int i = 0; i < result.length; i++) {
      result[i] = sizes.getOrDefault(sides[1].charAt(i), Shape.ANY);
    }
    return step.made(type, Shape.of(result));
  }
}
