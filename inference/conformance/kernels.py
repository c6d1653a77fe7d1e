#!/usr/bin/env python3
"""Writes which types of elements operations take, and how TensorFlow words that.

    ENVIRONMENT/bin/python inference/conformance/kernels.py

One line an operation that restricts the type of its first input: name, the parameter, the attribute,
and the definition as the runtime writes it in the message of an exception.
"""
import os

import tensorflow as tf
from tensorflow.core.framework import types_pb2
from tensorflow.python.framework import op_def_registry

HERE = os.path.dirname(os.path.abspath(__file__))
FOLDER = os.path.join(HERE, "..", "src", "main", "resources", "fitmend", "inference", "api")
NAMES = """
Abs Acos Acosh Add AddV2 AdjustContrastv2 AdjustHue AdjustSaturation All Any ArgMax ArgMin Asin
Asinh Atan Atan2 Atanh AvgPool AvgPool3D BatchMatMulV2 BatchMatMulV3 BiasAdd Bincount Ceil Cholesky
Conv2D Conv2DBackpropInput Conv3D Cos Cosh Cumprod Cumsum DepthwiseConv2dNative Diag Digamma Div
DivNoNan Elu Equal Erf Erfc Exp Expm1 FFT Floor FloorDiv FloorMod FusedBatchNormV3 Gelu Greater
GreaterEqual HSVToRGB InTopKV2 Inv IsFinite IsInf IsNan L2Loss LeakyRelu Less LessEqual Lgamma
LinSpace Log Log1p LogSoftmax MatMul MatrixBandPart MatrixDeterminant MatrixInverse MatrixSolve Max
MaxPool MaxPool3D Maximum Mean Min Minimum Mod Mul MulNoNan Neg NotEqual OnesLike Pow Prod RGBToHSV
RandomUniformInt Range RealDiv Reciprocal Relu Relu6 ResizeBilinear ResizeNearestNeighbor Rint Round
Rsqrt Selu Sigmoid Sign Sin Sinh Softmax SoftmaxCrossEntropyWithLogits Softplus Softsign
SparseSoftmaxCrossEntropyWithLogits Sqrt Square SquaredDifference Sub Sum Tan Tanh TopKV2
BitwiseAnd BitwiseOr BitwiseXor CheckNumerics EncodePng EuclideanNorm InvertPermutation OneHot
TruncateDiv TruncateMod UnsortedSegmentSum SegmentSum Xdivy Xlogy ZerosLike
""".split()
# These take any type, but not every type as an index or a shape.
INDEXED = "ConcatV2 ExpandDims GatherV2 Reshape Tile".split()


def main():
    target = ".".join(tf.__version__.split(".")[:2])
    with open(os.path.join(FOLDER, target, "kernels.tsv"), "w", newline="\n") as file:
        for name in NAMES + INDEXED:
            definition = find(name)
            if definition is None or not definition.input_arg:
                continue
            first = definition.input_arg[0]
            attribute = next((a for a in definition.attr if a.name == first.type_attr), None)
            if name not in INDEXED and (
                    attribute is None or not attribute.allowed_values.list.type):
                continue
            file.write("\t".join([
                name, first.name, attribute.name if attribute is not None else "",
                ",".join(spelled(t) for t in attribute.allowed_values.list.type)
                if name not in INDEXED else "",
                summary(definition)]) + "\n")


def find(name):
    if hasattr(op_def_registry, "get"):
        return op_def_registry.get(name)
    return op_def_registry.get_registered_ops().get(name)


def spelled(number):
    return types_pb2.DataType.Name(number)[3:].lower()


def summary(definition):
    text = "Op<name=%s; signature=%s -> %s" % (
        definition.name, arguments(definition.input_arg), arguments(definition.output_arg))
    for attribute in definition.attr:
        text += "; attr=%s:%s" % (attribute.name, attribute.type)
        if attribute.HasField("default_value"):
            text += ",default=" + value(attribute.default_value)
        if attribute.has_minimum:
            text += ",min=%d" % attribute.minimum
        if attribute.HasField("allowed_values"):
            text += ",allowed=" + value(attribute.allowed_values)
    for flag in ("is_commutative", "is_aggregate", "is_stateful", "allows_uninitialized_input"):
        if getattr(definition, flag):
            text += "; %s=true" % flag
    return text + ">"


def arguments(given):
    return ", ".join(argument.name + ":" + kind(argument) for argument in given)


def kind(argument):
    one = argument.type_attr or (types_pb2.DataType.Name(argument.type)[3:].lower()
                                 if argument.type else argument.type_list_attr)
    return argument.number_attr + "*" + one if argument.number_attr else one


def value(attribute):
    which = attribute.WhichOneof("value")
    if which == "list":
        items = attribute.list
        return "[%s]" % ", ".join(
            [types_pb2.DataType.Name(t) for t in items.type]
            + ['"%s"' % s.decode() for s in items.s]
            + [str(i) for i in items.i])
    if which == "type":
        return types_pb2.DataType.Name(attribute.type)
    if which == "b":
        return "true" if attribute.b else "false"
    if which == "s":
        return '"%s"' % attribute.s.decode()
    if which == "f":
        return "%g" % attribute.f
    return str(getattr(attribute, which))


main()
