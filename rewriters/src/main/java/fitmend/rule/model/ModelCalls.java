package fitmend.rule.model;

import fitmend.python.name.Names;
import fitmend.python.tree.Assign;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.rule.RuleContext;
import fitmend.rule.model.ModelOrigins.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Where the Keras models of a script are compiled and trained, and which belongs to which. */
public final class ModelCalls {
  private final Names names;
  private final ModelOrigins origins;
  private final List<Call> compiles = new ArrayList<>();
  private final List<Call> fits = new ArrayList<>();

  public ModelCalls(RuleContext context) {
    Node root = context.file().root();
    names = context.names();
    origins = new ModelOrigins(root, names, context.facts());
    if (root.all(Kind.ASSIGN).stream().anyMatch(ModelCalls::replacesMethod)) {
      return;
    }
    for (Node node : root.all(Kind.CALL)) {
      Call call = new Call(node);
      if (call.receiver().isPresent()) {
        switch (call.name().orElse("")) {
          case "compile" -> compiles.add(call);
          case "fit", "fit_generator" -> fits.add(call);
          default -> {}
        }
      }
    }
  }

  /** Whether a method gets another meaning, as by {@code Model.fit = own_fit}. */
  private static boolean replacesMethod(Node assign) {
    return new Assign(assign)
        .targets().stream()
            .anyMatch(
                target ->
                    target.is(Kind.ATTRIBUTE)
                        && Set.of("fit", "compile").contains(target.child(1).text()));
  }

  /** The calls of {@code fit} and the like of certain Keras models, in source order. */
  public List<Call> fits() {
    return fits.stream().filter(call -> !originsOf(call).isEmpty()).toList();
  }

  private Set<Origin> originsOf(Call call) {
    return origins.of(call.receiver().orElseThrow());
  }

  /** Whether both may be called on the same model. */
  public boolean isSameModel(Call one, Call other) {
    return originsOf(one).stream()
        .anyMatch(origin -> originsOf(other).stream().anyMatch(origin::isSame));
  }

  /** Whether the model may have been compiled when it was saved. */
  public boolean isLoaded(Call call) {
    return originsOf(call).stream().anyMatch(origins::isLoaded);
  }

  /** All compilations of the model that is trained there. */
  public List<Call> compilesOf(Call fit) {
    return compiles.stream().filter(compile -> isSameModel(compile, fit)).toList();
  }

  /**
   * The compilations that the training may see: those on the ways to it in its own function, else
   * those in other functions.
   */
  public List<Call> compilesReaching(Call fit) {
    List<Call> all = compilesOf(fit);
    List<Call> here = all.stream().filter(compile -> isSameScope(compile, fit)).toList();
    List<Call> reaching = new ArrayList<>();
    Optional<Node> at = Optional.of(fit.node().statement());
    while (at.isPresent()) {
      Node block = at.get().parent().orElse(at.get());
      for (Node sibling : block.children().reversed()) {
        if (sibling.start() < at.get().start()) {
          reaching.addAll(here.stream().filter(c -> sibling.contains(c.node())).toList());
          if (here.stream().anyMatch(c -> sibling.contains(c.node())) && isSure(sibling, here)) {
            return reaching;
          }
        }
      }
      at = statementAround(block);
    }
    return reaching.isEmpty()
        ? all.stream().filter(compile -> !isSameScope(compile, fit)).toList()
        : reaching;
  }

  public boolean isSameScope(Call one, Call other) {
    return names.scopeOf(one.node()).equals(names.scopeOf(other.node()));
  }

  /** The statement of the same function that the block belongs to. */
  private static Optional<Node> statementAround(Node block) {
    if (!block.is(Kind.BLOCK)) {
      return Optional.empty();
    }
    Node statement = block.parent().orElseThrow().statement();
    boolean isBody =
        block.parent().get().is(Kind.FUNCTION_DEF) || block.parent().get().is(Kind.CLASS_DEF);
    return isBody ? Optional.empty() : Optional.of(statement);
  }

  /** Whether the statement, whatever way it takes, executes one of the calls. */
  private static boolean isSure(Node statement, List<Call> calls) {
    if (calls.stream().noneMatch(call -> statement.contains(call.node()))) {
      return false;
    }
    return switch (statement.kind()) {
      case IF ->
          statement.first(Kind.ELSE).isPresent()
              && statement.children().stream().allMatch(child -> isSureBranch(child, calls));
      case WITH -> isSureBlock(statement.lastChild(), calls);
      case FOR, WHILE, TRY, MATCH -> false;
      default -> true;
    };
  }

  private static boolean isSureBranch(Node child, List<Call> calls) {
    return switch (child.kind()) {
      case BLOCK -> isSureBlock(child, calls);
      case ELIF, ELSE -> isSureBlock(child.lastChild(), calls);
      default -> true;
    };
  }

  private static boolean isSureBlock(Node block, List<Call> calls) {
    return block.children().stream().anyMatch(statement -> isSure(statement, calls));
  }
}
