package fitmend.rules.dtype;

import fitmend.inference.facts.Fact;
import fitmend.inference.facts.Facts;
import fitmend.inference.value.DataType;
import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.name.Symbol;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rule.RuleContext;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the places of a script where float64 numbers come to be, rather than being moved about:
 * calls, arithmetic, and the names to which a library gives several arrays at once.
 */
final class Float64Makers {
  private static final Set<String> PASS_ON =
      Set.of("sklearn.model_selection.train_test_split", "sklearn.utils.shuffle");

  private final Facts facts;
  private final Names names;
  private final ScriptCalls scriptCalls;
  private final Float32Tensors float32;

  Float64Makers(RuleContext context, ScriptCalls scriptCalls, Float32Tensors float32) {
    this.facts = context.facts();
    this.names = context.names();
    this.scriptCalls = scriptCalls;
    this.float32 = float32;
  }

  List<Node> in(Node root) {
    return root
        .all(Kind.CALL, Kind.BINARY, Kind.UNARY, Kind.SUBSCRIPT, Kind.ATTRIBUTE, Kind.NAME)
        .stream()
        .filter(node -> float32.isFloat64(node) && isMaker(node))
        .toList();
  }

  /** Whether TensorFlow holds what is made there. */
  boolean isTensor(Node maker) {
    return facts.arrayOf(maker).orElseThrow().holder() == Fact.Holder.TENSORFLOW;
  }

  private boolean isMaker(Node node) {
    return switch (node.kind()) {
      case CALL -> isMakingCall(new Call(node));
      case BINARY, UNARY -> !isTensor(node);
      case SUBSCRIPT ->
          !ScriptCalls.isWritten(node) && isPartOfMixedFrame(node.child(0))
              || names
                  .qualifiedName(node.child(0))
                  .filter(name -> name.equals("numpy.c_") || name.equals("numpy.r_"))
                  .isPresent();
      case ATTRIBUTE ->
          !ScriptCalls.isWritten(node)
              && (isMixedFrame(node.child(0))
                  || facts.arrayOf(node.child(0)).isEmpty() && isOfLibrary(node.child(0)));
      case NAME -> isUnpackedFromLibrary(node);
      default -> false;
    };
  }

  /** Whether an expression is a frame with columns of several types, as {@code frame.values} is. */
  private boolean isMixedFrame(Node expression) {
    return facts
        .arrayOf(expression)
        .filter(array -> array.holder() == Fact.Holder.PANDAS)
        .filter(array -> array.type() != DataType.FLOAT64)
        .isPresent();
  }

  private boolean isPartOfMixedFrame(Node indexed) {
    boolean isPositions = indexed.is(Kind.ATTRIBUTE) && indexed.child(1).text().endsWith("loc");
    return isMixedFrame(isPositions ? indexed.child(0) : indexed);
  }

  private boolean isMakingCall(Call call) {
    Optional<String> name = names.qualifiedName(call.callee());
    if (name.filter(TensorFlowCalls::isTensorFlow).isPresent()) {
      return TensorFlowCalls.makesTensor(name.get());
    }
    boolean keepsReceiver =
        name.isEmpty()
            && call.name().filter(ArrayCalls::keepsNumbers).isPresent()
            && call.receiver().filter(float32::isFloat64).isPresent();
    return !isTensor(call.node())
        && !keepsReceiver
        && !name.filter(n -> keepsArgument(n, call)).isPresent()
        && scriptCalls.target(call).isEmpty();
  }

  private boolean keepsArgument(String name, Call call) {
    String function = name.replaceFirst("^numpy\\.", "");
    boolean keeps =
        ArrayCalls.keepsNumbers(function)
            || function.equals("random.permutation")
            || function.matches("as(any)?array|array") && call.argument("dtype", 1).isEmpty()
            || passesOn(name);
    return keeps && call.positional(0).filter(a -> float32.isFloat64(a.value())).isPresent();
  }

  private static boolean passesOn(String name) {
    return PASS_ON.contains(name)
        || name.startsWith("numpy.") && ArrayCalls.splits(name.substring("numpy.".length()));
  }

  /** Whether the expression is what a library function gave, as {@code load_iris()}. */
  private boolean isOfLibrary(Node expression) {
    return scriptCalls.madeBy(expression).filter(name -> !passesOn(name)).isPresent();
  }

  private boolean isUnpackedFromLibrary(Node name) {
    boolean isUnpacked =
        names
            .symbolOf(name)
            .flatMap(symbol -> bindingAt(symbol, name))
            .filter(binding -> binding.kind() == Binding.Kind.UNPACKING)
            .isPresent();
    Node statement = name.statement();
    return isUnpacked && statement.is(Kind.ASSIGN) && isOfLibrary(statement.lastChild());
  }

  private static Optional<Binding> bindingAt(Symbol symbol, Node name) {
    return symbol.bindings().stream().filter(binding -> binding.name().equals(name)).findFirst();
  }
}
