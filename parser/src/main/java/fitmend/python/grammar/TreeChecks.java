package fitmend.python.grammar;

import static fitmend.python.source.TokenType.*;

import fitmend.python.tree.Kind;

/**
 * What Python's parser refuses although it has the shape of the grammar: what may be assigned to,
 * the order of arguments and parameters, what may be mixed.
 */
final class TreeChecks {
  private TreeChecks() {}

  static void check(TreeBuilder tree, Kind kind, int node) {
    switch (kind) {
      case ASSIGN -> {
        for (int i = 0, last = tree.arity(node) - 1; i < last; i++) {
          target(tree, tree.child(node, i), true);
        }
      }
      case AUGMENTED_ASSIGN -> singleTarget(tree, tree.child(node, 0));
      case ANNOTATED_ASSIGN -> {
        singleTarget(tree, tree.child(node, 0));
        noStar(tree, tree.child(tree.child(node, 1), 0));
      }
      case FOR, COMPREHENSION -> target(tree, tree.child(node, 0), true);
      case WITH_ITEM -> {
        if (tree.arity(node) == 2) {
          target(tree, tree.child(node, 1), true);
        }
      }
      case DELETE -> {
        for (int i = 0; i < tree.arity(node); i++) {
          target(tree, tree.child(node, i), false);
        }
      }
      case NAMED_EXPRESSION, KEYWORD_ARGUMENT -> {
        if (tree.kind(tree.child(node, 0)) != Kind.NAME) {
          throw fail(tree, node, "expression cannot contain assignment, perhaps you meant \"==\"?");
        }
      }
      case CALL -> arguments(tree, node, 1, tree.arity(node), true);
      case CLASS_DEF -> arguments(tree, node, 1, tree.arity(node) - 1, false);
      case PARAMETERS -> parameters(tree, node);
      case SET, LIST_COMPREHENSION, SET_COMPREHENSION, GENERATOR -> {
        if (kind != Kind.SET) {
          noStar(tree, tree.child(node, 0));
        }
      }
      case DICT -> {
        for (int i = 0; i < tree.arity(node); i++) {
          Kind item = tree.kind(tree.child(node, i));
          if (item != Kind.DICT_ITEM && item != Kind.DOUBLE_STARRED) {
            throw fail(tree, tree.child(node, i), "':' expected after dictionary key");
          }
        }
      }
      case DICT_ITEM -> noStar(tree, tree.child(node, 0));
      case DICT_COMPREHENSION -> {
        if (tree.kind(tree.child(node, 0)) != Kind.DICT_ITEM) {
          throw fail(tree, node, "dict unpacking cannot be used in dict comprehension");
        }
      }
      case STRINGS -> strings(tree, node);
      case CONVERSION -> {
        int start = tree.tokens().start(tree.firstToken(tree.child(node, 0)));
        int end = tree.tokens().end(tree.firstToken(tree.child(node, 0)));
        if (end - start != 1 || "sra".indexOf(tree.tokens().source()[start]) < 0) {
          throw fail(
              tree, node, "f-string: invalid conversion character: expected 's', 'r', or 'a'");
        }
      }
      default -> {
        // Every other kind is right when it has the shape of the grammar.
      }
    }
  }

  private static SyntaxFailure fail(TreeBuilder tree, int node, String message) {
    return tree.fail(tree.firstToken(node), message);
  }

  private static void noStar(TreeBuilder tree, int node) {
    if (tree.kind(node) == Kind.STARRED) {
      throw fail(tree, node, "cannot use starred expression here");
    }
  }

  private static void target(TreeBuilder tree, int node, boolean mayStar) {
    switch (tree.kind(node)) {
      case NAME, ATTRIBUTE, SUBSCRIPT -> {}
      case PARENTHESIZED -> target(tree, tree.child(node, 0), false);
      case STARRED -> {
        if (!mayStar) {
          throw fail(tree, node, "cannot delete or assign to starred");
        }
        target(tree, tree.child(node, 0), false);
      }
      case TUPLE, LIST -> {
        for (int i = 0; i < tree.arity(node); i++) {
          target(tree, tree.child(node, i), mayStar);
        }
      }
      default -> throw fail(tree, node, "cannot assign to " + words(tree.kind(node)) + " here");
    }
  }

  private static void singleTarget(TreeBuilder tree, int node) {
    switch (tree.kind(node)) {
      case NAME, ATTRIBUTE, SUBSCRIPT -> {}
      case PARENTHESIZED -> singleTarget(tree, tree.child(node, 0));
      default ->
          throw fail(
              tree, node, words(tree.kind(node)) + " is an illegal target for this assignment");
    }
  }

  private static String words(Kind kind) {
    return kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }

  private static void arguments(
      TreeBuilder tree, int node, int from, int to, boolean mayBeGenerator) {
    boolean keyword = false;
    boolean unpacking = false;
    for (int i = from; i < to; i++) {
      int argument = tree.child(node, i);
      switch (tree.kind(argument)) {
        case KEYWORD_ARGUMENT -> keyword = true;
        case DOUBLE_STARRED -> unpacking = true;
        case TYPE_PARAMETERS -> {}
        case STARRED -> {
          if (unpacking) {
            throw fail(
                tree, argument, "iterable argument unpacking follows keyword argument unpacking");
          }
        }
        default -> {
          if (unpacking) {
            throw fail(tree, argument, "positional argument follows keyword argument unpacking");
          }
          if (keyword) {
            throw fail(tree, argument, "positional argument follows keyword argument");
          }
          if (tree.kind(argument) == Kind.GENERATOR && isBare(tree, argument)) {
            boolean alone =
                mayBeGenerator && to - from == 1 && tree.type(tree.endToken(argument)) == RPAR;
            if (!alone) {
              throw fail(tree, argument, "Generator expression must be parenthesized");
            }
          }
        }
      }
    }
  }

  /** Whether a generator has no brackets of its own. */
  private static boolean isBare(TreeBuilder tree, int generator) {
    return tree.firstToken(generator) == tree.firstToken(tree.child(generator, 0));
  }

  private static void parameters(TreeBuilder tree, int node) {
    boolean slash = false;
    boolean star = false;
    boolean bareStar = false;
    boolean doubleStar = false;
    boolean defaults = false;
    for (int i = 0; i < tree.arity(node); i++) {
      int parameter = tree.child(node, i);
      boolean hasName = tree.arity(parameter) > 0;
      boolean hasDefault =
          hasName && tree.kind(tree.child(parameter, tree.arity(parameter) - 1)) == Kind.DEFAULT;
      if (doubleStar) {
        throw fail(tree, parameter, "arguments cannot follow var-keyword argument");
      }
      if (hasDefault) {
        int value = tree.child(parameter, tree.arity(parameter) - 1);
        noStar(tree, tree.child(value, 0));
      }
      byte first = tree.type(tree.firstToken(parameter));
      if (hasName && first != STAR && tree.arity(parameter) > 1) {
        int annotation = tree.child(parameter, 1);
        if (tree.kind(annotation) == Kind.ANNOTATION) {
          noStar(tree, tree.child(annotation, 0));
        }
      }
      switch (first) {
        case SLASH -> {
          if (slash || star || i == 0) {
            throw fail(tree, parameter, "/ must be ahead of * and behind an argument");
          }
          slash = true;
        }
        case STAR -> {
          if (star) {
            throw fail(tree, parameter, "* argument may appear only once");
          }
          star = true;
          bareStar = !hasName;
        }
        case POW -> {
          if (bareStar) {
            throw fail(tree, parameter, "named arguments must follow bare *");
          }
          doubleStar = true;
        }
        default -> {
          bareStar = false;
          if (!star && defaults && !hasDefault) {
            throw fail(
                tree, parameter, "parameter without a default follows parameter with a default");
          }
          defaults |= hasDefault;
        }
      }
    }
    if (bareStar) {
      throw fail(tree, node, "named arguments must follow bare *");
    }
  }

  private static void strings(TreeBuilder tree, int node) {
    boolean bytes = isBytes(tree, tree.child(node, 0));
    for (int i = 1; i < tree.arity(node); i++) {
      if (isBytes(tree, tree.child(node, i)) != bytes) {
        throw fail(tree, node, "cannot mix bytes and nonbytes literals");
      }
    }
  }

  private static boolean isBytes(TreeBuilder tree, int node) {
    if (tree.kind(node) != Kind.STRING) {
      return false;
    }
    byte[] source = tree.tokens().source();
    for (int i = tree.tokens().start(tree.firstToken(node)); ; i++) {
      int c = source[i];
      if (c == '\'' || c == '"') {
        return false;
      }
      if ((c | 32) == 'b') {
        return true;
      }
    }
  }
}
