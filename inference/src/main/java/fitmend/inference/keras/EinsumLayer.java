package fitmend.inference.keras;

import fitmend.inference.library.Signature;
import fitmend.inference.tensor.Tensors;
import fitmend.inference.value.Arguments;
import fitmend.inference.value.Constant;
import fitmend.inference.value.DataType;
import fitmend.inference.value.Execution;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code EinsumDense}: a dense layer whose axes an equation names. */
final class EinsumLayer extends UnaryLayer {
  private static final Pattern PLAIN = Pattern.compile("([a-zA-Z]+),([a-zA-Z]+)->([a-zA-Z]+)");
  private static final Pattern LEFT = Pattern.compile("0([a-zA-Z]+),([a-zA-Z]+)->0([a-zA-Z]+)");
  private static final Pattern RIGHT = Pattern.compile("([a-zA-Z]{2,})0,([a-zA-Z]+)->([a-zA-Z]+)0");

  /** What an equation says for an input shape. */
  private record Reading(Shape output, Shape kernel, Shape bias, int elided, boolean isLeft) {}

  EinsumLayer(String path, Naming naming, Execution execution) {
    super(path, naming, execution);
  }

  @Override
  protected void configure(Signature.Bound arguments, Execution execution) {
    Checks.activation(this, execution);
  }

  @Override
  protected void build(Tensor input, Execution execution) {
    Reading reading = read(input.shape(), execution);
    if (reading == null) {
      forgetWeights();
      return;
    }
    addWeight(reading.kernel(), true, execution);
    if (reading.bias() != null) {
      addWeight(reading.bias(), true, execution);
    }
  }

  /** Null when the equation is not known. */
  private Reading read(Shape input, Execution execution) {
    if (!(setting("equation") instanceof Constant(String equation))
        || !(setting("output_shape") instanceof Constant)
            && Tensors.elements(setting("output_shape")).isEmpty()) {
      return null;
    }
    String written = equation.replace("...", "0").replace(" ", "");
    Matcher matcher = PLAIN.matcher(written);
    boolean isLeft = false;
    if (!matcher.matches()) {
      matcher = LEFT.matcher(written);
      isLeft = matcher.matches();
      if (!isLeft) {
        matcher = RIGHT.matcher(written);
        if (!matcher.matches()) {
          throw execution.error(
              "ValueError",
              "Invalid einsum equation '"
                  + equation
                  + "'. Equations must be in the form [X],[Y]->[Z], ...[X],[Y]->...[Z], or"
                  + " [X]...,[Y]->[Z]....");
        }
      }
    }
    return analyze(matcher.group(1), matcher.group(2), matcher.group(3), isLeft, input, execution);
  }

  private Reading analyze(
      String inputs,
      String weights,
      String outputs,
      boolean isLeft,
      Shape input,
      Execution execution) {
    int elided = input.rank() - inputs.length();
    if (elided < 0) {
      if (execution.target().hasKeras3()) {
        throw execution.error("IndexError", "tuple index out of range");
      }
      return null;
    }
    List<Integer> output = new ArrayList<>();
    output.add(input.size(0));
    if (isLeft) {
      for (int i = 1; i < elided; i++) {
        output.add(input.size(i));
      }
    }
    for (int size : Tensors.shape(setting("output_shape")).sizes()) {
      output.add(size);
    }
    if (!isLeft) {
      for (int i = inputs.length(); i < input.rank(); i++) {
        output.add(input.size(i));
      }
    }
    int shift = isLeft ? elided : 0;
    if (output.size() < outputs.length() + shift) {
      return null;
    }
    List<Integer> kernel = new ArrayList<>();
    for (char letter : weights.toCharArray()) {
      int from = inputs.indexOf(letter);
      int to = outputs.indexOf(letter);
      if (from < 0 && to < 0) {
        throw execution.error("ValueError", null);
      }
      kernel.add(from >= 0 ? input.size(from + shift) : output.get(to + shift));
    }
    Shape bias = bias(outputs, output, shift, isLeft ? 0 : elided, execution);
    return new Reading(shape(output), shape(kernel), bias, elided, isLeft);
  }

  private Shape bias(
      String outputs, List<Integer> output, int shift, int after, Execution execution) {
    if (!(setting("bias_axes") instanceof Constant(String axes))) {
      return null;
    }
    int first = outputs.length();
    for (char letter : axes.toCharArray()) {
      if (outputs.indexOf(letter) < 0) {
        throw execution.error(
            "ValueError",
            "Bias dimension '%s' was requested, but is not part of the output spec '%s'"
                .formatted(letter, outputs));
      }
      first = Math.min(first, outputs.indexOf(letter));
    }
    List<Integer> sizes = new ArrayList<>();
    for (int i = first; i < outputs.length(); i++) {
      sizes.add(axes.indexOf(outputs.charAt(i)) >= 0 ? output.get(i + shift) : 1);
    }
    for (int i = 0; i < after; i++) {
      sizes.add(1);
    }
    return shape(sizes);
  }

  private static Shape shape(List<Integer> sizes) {
    return Shape.of(sizes.stream().mapToInt(Integer::intValue).toArray());
  }

  @Override
  protected Value compute(Value inputs, Arguments arguments, Execution execution) {
    if (!(inputs instanceof Tensor tensor) || !tensor.shape().isRanked()) {
      return execution.unknown("inputs of EinsumDense");
    }
    Reading reading = read(tensor.shape(), execution);
    boolean isOdd = reading == null || reading.elided() > 0 && !reading.isLeft();
    return reading == null || isOdd && !(isSymbolicCall() && execution.target().hasKeras3())
        ? execution.unknown("the equation of EinsumDense")
        : made(weighted(tensor, execution), output(reading, tensor), List.of(tensor), execution);
  }

  /** A computed result knows the sizes that the output shape leaves open. */
  private Shape output(Reading reading, Tensor input) {
    Shape output = reading.output();
    if (isSymbolicCall() || reading.elided() > 0) {
      return output;
    }
    String[] sides = ((String) ((Constant) setting("equation")).value()).split(",|->");
    for (int i = 0; i < output.rank(); i++) {
      int at = sides[0].indexOf(sides[2].charAt(i));
      if (output.size(i) == Shape.ANY && at >= 0) {
        output = output.with(i, input.shape().size(at));
      }
    }
    return output;
  }

  @Override
  protected Shape shape(Tensor input, Execution execution) {
    return Shape.UNKNOWN;
  }

  @Override
  protected DataType type(Tensor input, Execution execution) {
    return weighted(input, execution);
  }
}
