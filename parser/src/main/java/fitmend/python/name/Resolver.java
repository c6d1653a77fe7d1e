package fitmend.python.name;

import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows names and dotted chains back to the imports they come from. */
final class Resolver {
  /** Longer chains of variables are given up, so that no script can exhaust the stack. */
  private static final int DEPTH = 400;

  private static final Resolution NOTHING = new Resolution.Unknown(Optional.empty());

  private final Names names;
  private final StarImports stars;
  private final List<Node> attributeTargets;
  private final Map<Node, Resolution> known = new HashMap<>();
  private Set<String> patched;
  private int depth;

  Resolver(Names names, ScopeBuilder builder) {
    this.names = names;
    this.stars = new StarImports(builder.starImports());
    this.attributeTargets = builder.attributeTargets();
  }

  Resolution resolve(Node expression) {
    if (patched == null) {
      findPatched();
    }
    Resolution before = known.get(expression);
    if (before != null) {
      return before;
    }
    if (depth == DEPTH) {
      return NOTHING;
    }
    // A variable that is made from itself is met again here, and is not known.
    known.put(expression, NOTHING);
    depth++;
    Resolution found =
        switch (expression.kind()) {
          case NAME -> name(expression);
          case ATTRIBUTE -> attribute(expression);
          case PARENTHESIZED -> resolve(expression.child(0));
          case NAMED_EXPRESSION -> resolve(expression.child(1));
          case CONDITIONAL ->
              any(List.of(resolve(expression.child(0)), resolve(expression.child(2))));
          default -> NOTHING;
        };
    depth--;
    known.put(expression, found);
    return found;
  }

  /** Attributes of modules that the script replaces are no longer the library's. */
  private void findPatched() {
    patched = Set.of();
    Set<String> paths = new HashSet<>();
    for (Node target : attributeTargets) {
      if (startsAtParameter(target)) {
        continue;
      }
      String name = "." + target.child(1).text();
      switch (resolve(target.child(0))) {
        case Resolution.Known one -> paths.add(one.qualifiedName() + name);
        case Resolution.OneOf many -> many.qualifiedNames().forEach(path -> paths.add(path + name));
        case Resolution.Unknown unknown -> {}
      }
    }
    known.clear();
    patched = paths;
  }

  private boolean startsAtParameter(Node chain) {
    Node root = chain;
    while (root.is(Kind.ATTRIBUTE)) {
      root = root.child(0);
    }
    return !root.is(Kind.NAME)
        || names
            .symbolOf(root)
            .filter(s -> s.bindings().stream().allMatch(b -> b.kind() == Binding.Kind.PARAMETER))
            .isPresent();
  }

  private Resolution attribute(Node node) {
    String name = "." + ScopeBuilder.nameOf(node.child(1));
    return switch (resolve(node.child(0))) {
      case Resolution.Known one -> {
        String path = one.qualifiedName() + name;
        yield patched.contains(path) ? unknown(path) : new Resolution.Known(path);
      }
      case Resolution.OneOf many -> {
        Set<String> paths = new LinkedHashSet<>();
        many.qualifiedNames().forEach(path -> paths.add(path + name));
        yield paths.stream().anyMatch(patched::contains)
            ? unknown(paths.iterator().next())
            : new Resolution.OneOf(paths);
      }
      case Resolution.Unknown(Optional<String> path) ->
          new Resolution.Unknown(path.map(p -> p + name));
    };
  }

  private Resolution name(Node node) {
    String name = ScopeBuilder.nameOf(node);
    Binding own = names.bindingAt(node);
    if (own != null && own.kind() != Binding.Kind.AUGMENTED) {
      return binding(own, name);
    }
    Optional<Symbol> symbol = names.symbolOf(node);
    if (symbol.isEmpty()) {
      return stars.resolve(name, node, names.scopeOf(node));
    }
    Reach reach = names.reach(node);
    if (reach.tooMany()) {
      return unknown(name);
    }
    List<Resolution> values = new ArrayList<>();
    for (Binding binding : reach.bindings()) {
      boolean none = binding.value().filter(v -> v.unparenthesized().is(Kind.NONE)).isPresent();
      if (!none || !isDereferenced(node)) {
        values.add(binding(binding, name));
      }
    }
    Scope owner = symbol.get().scope();
    if (reach.mayBeUnbound() && (owner.isModule() || owner.isClass())) {
      Resolution star = stars.resolve(name, node, names.scopeOf(node));
      if (values.isEmpty() || !(star instanceof Resolution.Unknown)) {
        values.add(star);
      }
    }
    Resolution value = values.isEmpty() ? NOTHING : any(values);
    return value.equals(NOTHING) ? unknown(name) : value;
  }

  /**
   * Whether the value has an attribute taken or is called, which {@code None} would not survive.
   */
  private static boolean isDereferenced(Node node) {
    Node at = node;
    Optional<Node> around = at.parent();
    while (around.isPresent() && around.get().is(Kind.PARENTHESIZED)) {
      at = around.get();
      around = at.parent();
    }
    Node value = at;
    return around
        .filter(user -> user.is(Kind.ATTRIBUTE) || user.is(Kind.CALL))
        .filter(user -> user.child(0).equals(value))
        .isPresent();
  }

  private Resolution binding(Binding binding, String name) {
    if (binding.kind() == Binding.Kind.IMPORT) {
      String path = ImportPath.of(binding.name());
      return path.startsWith(".") ? unknown(path) : new Resolution.Known(path);
    }
    return binding.value().map(this::resolve).orElseGet(() -> unknown(name));
  }

  private static Resolution any(List<Resolution> values) {
    Set<String> paths = new LinkedHashSet<>();
    boolean certain = true;
    for (Resolution value : values) {
      switch (value) {
        case Resolution.Known one -> paths.add(one.qualifiedName());
        case Resolution.OneOf many -> paths.addAll(many.qualifiedNames());
        case Resolution.Unknown(Optional<String> path) -> {
          certain = false;
          path.ifPresent(paths::add);
        }
      }
    }
    if (!certain) {
      return new Resolution.Unknown(paths.stream().findFirst());
    }
    return paths.size() == 1
        ? new Resolution.Known(paths.iterator().next())
        : new Resolution.OneOf(Set.copyOf(paths));
  }

  private static Resolution unknown(String path) {
    return new Resolution.Unknown(Optional.of(path));
  }
}
