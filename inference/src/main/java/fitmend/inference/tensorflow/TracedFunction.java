package fitmend.inference.tensorflow;

import fitmend.inference.value.Arguments;
import fitmend.inference.value.Callable;
import fitmend.inference.value.DictValue;
import fitmend.inference.value.Execution;
import fitmend.inference.value.ListValue;
import fitmend.inference.value.Origin;
import fitmend.inference.value.Shape;
import fitmend.inference.value.Tensor;
import fitmend.inference.value.Tensor.Holder;
import fitmend.inference.value.Tuple;
import fitmend.inference.value.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code tf.function} makes of a function of the script: it is run with symbolic tensors.
 *
 * @param hasSignature whether the shapes come from an {@code input_signature}, not from the call
 */
record TracedFunction(Value function, boolean hasSignature) implements Callable {
  @Override
  public Value call(Arguments arguments, Execution execution) {
    List<Value> positional = new ArrayList<>();
    for (Value value : arguments.positional()) {
      positional.add(symbolic(value, execution));
    }
    Map<String, Value> keywords = new LinkedHashMap<>();
    arguments.keywords().forEach((name, value) -> keywords.put(name, symbolic(value, execution)));
    Arguments traced = new Arguments(positional, keywords, arguments.isOpen());
    Value result = execution.traced(() -> execution.call(function, traced));
    return execution.isGraph() ? result : computed(result, execution);
  }

  private Value symbolic(Value value, Execution execution) {
    return switch (value) {
      case Tensor tensor when tensor.holder() == Holder.EAGER || tensor.holder() == Holder.NUMPY ->
          new Tensor(
              Holder.GRAPH,
              tensor.type(),
              hasSignature ? Shape.UNKNOWN : tensor.shape(),
              Origin.of(execution.at(), "tensorflow.function", List.of(tensor)));
      case Tuple tuple ->
          new Tuple(tuple.elements().stream().map(each -> symbolic(each, execution)).toList());
      case ListValue list when list.isKnown() ->
          new ListValue(
              execution.journal(),
              list.elements().stream().map(each -> symbolic(each, execution)).toList());
      case DictValue dictionary when dictionary.isKnown() -> {
        DictValue copy = new DictValue(execution.journal());
        for (Value key : dictionary.keys()) {
          copy.put(key, symbolic(dictionary.get(key), execution));
        }
        yield copy;
      }
      default -> value;
    };
  }

  private static Value computed(Value value, Execution execution) {
    return switch (value) {
      case Tensor tensor when tensor.holder() == Holder.GRAPH ->
          new Tensor(
                  Holder.EAGER,
                  tensor.type(),
                  tensor.shape(),
                  Origin.of(execution.at(), "tensorflow.function", List.of(tensor)))
              .withLabels(tensor.labels());
      case Tuple tuple ->
          new Tuple(tuple.elements().stream().map(each -> computed(each, execution)).toList());
      case ListValue list when list.isKnown() ->
          new ListValue(
              execution.journal(),
              list.elements().stream().map(each -> computed(each, execution)).toList());
      case DictValue dictionary when dictionary.isKnown() -> {
        DictValue copy = new DictValue(execution.journal());
        for (Value key : dictionary.keys()) {
          copy.put(key, computed(dictionary.get(key), execution));
        }
        yield copy;
      }
      default -> value;
    };
  }

  @Override
  public String typeName() {
    return "function";
  }
}
