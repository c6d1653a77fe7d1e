package fitmend.python.grammar;

import static fitmend.python.grammar.PythonGrammar.*;

import fitmend.python.source.Tokens;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Tree;
import java.util.Arrays;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/**
 * Builds the tree while the generated parser runs: tokens that carry meaning become leaves on a
 * stack, and a rule that ends takes what was pushed since it began and pushes one node. What a rule
 * makes of it stands in the table below. Operators are ordered by precedence on a stack of their
 * own.
 */
abstract class TreeBuilder extends Parser {
  static final String INVALID_SYNTAX = "invalid syntax";

  /** What the end of a rule does with the nodes pushed since its beginning. */
  private enum Action {
    /** Leaves them to the rule around. */
    PASS,
    /** Makes a node of them. */
    NODE,
    /** Makes a node, unless there is one node alone that covers the same tokens. */
    LIST,
    /** Makes a node of them and of the node before them. */
    TAIL,
    /** Decides by what was read. */
    OWN
  }

  // Not the length of ruleNames: the generated class is not initialized before this one.
  private static final int MOST_RULES = 128;

  private static final Action[] ACTIONS = new Action[MOST_RULES];
  private static final Kind[] KINDS = new Kind[MOST_RULES];
  private static final Kind[] LEAVES = new Kind[128];
  private static final byte[] PRECEDENCE = new byte[128];

  private static void node(int rule, Kind kind) {
    ACTIONS[rule] = Action.NODE;
    KINDS[rule] = kind;
  }

  private static void list(int rule, Kind kind) {
    ACTIONS[rule] = Action.LIST;
    KINDS[rule] = kind;
  }

  private static void tail(int rule, Kind kind) {
    ACTIONS[rule] = Action.TAIL;
    KINDS[rule] = kind;
  }

  private static void own(int rule) {
    ACTIONS[rule] = Action.OWN;
  }

  private static void precedence(int level, int... types) {
    for (int type : types) {
      PRECEDENCE[type] = (byte) level;
    }
  }

  static {
    Arrays.fill(ACTIONS, Action.PASS);
    node(RULE_module, Kind.MODULE);
    node(RULE_block, Kind.BLOCK);
    own(RULE_expressionStatement);
    tail(RULE_assignTail, Kind.ASSIGN);
    tail(RULE_augmentedTail, Kind.AUGMENTED_ASSIGN);
    tail(RULE_annotatedTail, Kind.ANNOTATED_ASSIGN);
    node(RULE_returnStatement, Kind.RETURN);
    node(RULE_raiseStatement, Kind.RAISE);
    node(RULE_cause, Kind.CAUSE);
    node(RULE_passStatement, Kind.PASS);
    node(RULE_breakStatement, Kind.BREAK);
    node(RULE_continueStatement, Kind.CONTINUE);
    node(RULE_deleteStatement, Kind.DELETE);
    node(RULE_assertStatement, Kind.ASSERT);
    node(RULE_globalStatement, Kind.GLOBAL);
    node(RULE_nonlocalStatement, Kind.NONLOCAL);
    node(RULE_typeAlias, Kind.TYPE_ALIAS);
    node(RULE_importStatement, Kind.IMPORT);
    node(RULE_dottedAlias, Kind.IMPORT_ALIAS);
    node(RULE_moduleName, Kind.MODULE_NAME);
    node(RULE_alias, Kind.ALIAS);
    node(RULE_importFrom, Kind.IMPORT_FROM);
    node(RULE_importAlias, Kind.IMPORT_ALIAS);
    node(RULE_ifStatement, Kind.IF);
    node(RULE_elifClause, Kind.ELIF);
    node(RULE_elseClause, Kind.ELSE);
    node(RULE_whileStatement, Kind.WHILE);
    node(RULE_forStatement, Kind.FOR);
    node(RULE_tryStatement, Kind.TRY);
    node(RULE_exceptClause, Kind.EXCEPT);
    list(RULE_exceptTypes, Kind.TUPLE);
    node(RULE_finallyClause, Kind.FINALLY);
    node(RULE_withStatement, Kind.WITH);
    node(RULE_withItem, Kind.WITH_ITEM);
    node(RULE_functionDef, Kind.FUNCTION_DEF);
    node(RULE_parameters, Kind.PARAMETERS);
    node(RULE_parameter, Kind.PARAMETER);
    node(RULE_lambdaParameters, Kind.PARAMETERS);
    node(RULE_lambdaParameter, Kind.PARAMETER);
    node(RULE_annotation, Kind.ANNOTATION);
    node(RULE_defaultValue, Kind.DEFAULT);
    node(RULE_returnAnnotation, Kind.RETURNS);
    node(RULE_typeParameters, Kind.TYPE_PARAMETERS);
    node(RULE_typeParameter, Kind.TYPE_PARAMETER);
    node(RULE_classDef, Kind.CLASS_DEF);
    node(RULE_decorated, Kind.DECORATED);
    node(RULE_decorator, Kind.DECORATOR);
    own(RULE_asyncFunction);
    own(RULE_asyncStatement);
    node(RULE_matchStatement, Kind.MATCH);
    list(RULE_subject, Kind.TUPLE);
    node(RULE_caseClause, Kind.CASE);
    node(RULE_guard, Kind.GUARD);
    list(RULE_patterns, Kind.PATTERN_SEQUENCE);
    list(RULE_pattern, Kind.PATTERN_AS);
    node(RULE_starPattern, Kind.PATTERN_STAR);
    list(RULE_orPattern, Kind.PATTERN_OR);
    node(RULE_valuePattern, Kind.PATTERN_VALUE);
    list(RULE_numberPattern, Kind.BINARY);
    list(RULE_signedNumber, Kind.UNARY);
    own(RULE_namePattern);
    tail(RULE_classTail, Kind.PATTERN_CLASS);
    own(RULE_patternArgument);
    own(RULE_groupPattern);
    node(RULE_sequencePattern, Kind.PATTERN_SEQUENCE);
    node(RULE_mappingPattern, Kind.PATTERN_MAPPING);
    own(RULE_mappingItem);
    own(RULE_yieldExpression);
    list(RULE_expressionList, Kind.TUPLE);
    list(RULE_starExpression, Kind.STARRED);
    list(RULE_starNamed, Kind.STARRED);
    list(RULE_namedExpression, Kind.NAMED_EXPRESSION);
    list(RULE_expression, Kind.CONDITIONAL);
    node(RULE_lambdaExpression, Kind.LAMBDA);
    list(RULE_targetList, Kind.TUPLE);
    list(RULE_target, Kind.STARRED);
    tail(RULE_attributeTail, Kind.ATTRIBUTE);
    tail(RULE_callTail, Kind.CALL);
    tail(RULE_subscriptTail, Kind.SUBSCRIPT);
    own(RULE_argument);
    own(RULE_slices);
    own(RULE_slice);
    node(RULE_sliceUpper, Kind.SLICE_UPPER);
    node(RULE_sliceStep, Kind.SLICE_STEP);
    own(RULE_parenthesis);
    own(RULE_bracket);
    own(RULE_brace);
    own(RULE_braceItem);
    node(RULE_comprehension, Kind.COMPREHENSION);
    list(RULE_strings, Kind.STRINGS);
    node(RULE_formattedString, Kind.FORMATTED_STRING);
    node(RULE_field, Kind.FIELD);
    node(RULE_conversion, Kind.CONVERSION);
    node(RULE_formatSpecification, Kind.FORMAT_SPECIFICATION);

    LEAVES[NAME] = Kind.NAME;
    LEAVES[NUMBER] = Kind.NUMBER;
    LEAVES[STRING] = Kind.STRING;
    LEAVES[FSTRING_MIDDLE] = Kind.STRING_TEXT;
    LEAVES[TRUE] = Kind.TRUE;
    LEAVES[FALSE] = Kind.FALSE;
    LEAVES[NONE] = Kind.NONE;
    LEAVES[ELLIPSIS] = Kind.ELLIPSIS;

    precedence(1, OR);
    precedence(2, AND);
    precedence(3, NOT);
    precedence(4, IN, IS, NOT_OP, LT, GT, EQEQ, NE, LE, GE);
    precedence(5, VBAR);
    precedence(6, CIRC);
    precedence(7, AMPER);
    precedence(8, SHL, SHR);
    precedence(9, PLUS, MINUS);
    precedence(10, STAR, SLASH, DSLASH, PERCENT, AT);
    precedence(12, POW);
    precedence(13, AWAIT);
  }

  private static final int NOT_LEVEL = 3;
  private static final int COMPARISON_LEVEL = 4;
  private static final int SIGN_LEVEL = 11;
  private static final int POWER_LEVEL = 12;
  private static final int AWAIT_LEVEL = 13;
  private static final int UNARY_FLAG = 16;

  private final Tokens tokens;
  private final TokenArrayStream stream;
  private boolean failed;

  // The tree so far, see Tree.
  private byte[] kinds;
  private int[] firstTokens;
  private int[] endTokens;
  private int[] firstChildren;
  private int[] children;
  private int count;
  private int childCount;

  // Nodes that have no parent yet, and where the open rules began, among them and in the tokens.
  private int[] stack = new int[256];
  private int size;
  private int[] marks = new int[512];
  private int markCount;

  // Operators that wait for their right side: precedence and flag; and the operator's token.
  private int[] operators = new int[64];
  private int[] operatorTokens = new int[64];
  private int operatorCount;
  private int operatorBase;

  TreeBuilder(TokenStream input) {
    super(input);
    stream = (TokenArrayStream) input;
    tokens = stream.tokens;
    int guess = Math.max(64, tokens.count());
    kinds = new byte[guess];
    firstTokens = new int[guess];
    endTokens = new int[guess];
    firstChildren = new int[guess + 1];
    children = new int[guess];
    setErrorHandler(new FailAtOnce());
    setBuildParseTree(false);
  }

  final Tree tree() {
    return new Tree(
        Arrays.copyOf(kinds, count),
        Arrays.copyOf(firstTokens, count),
        Arrays.copyOf(endTokens, count),
        Arrays.copyOf(firstChildren, count + 1),
        Arrays.copyOf(children, childCount),
        count,
        tokens);
  }

  final SyntaxFailure fail(int token, String message) {
    failed = true;
    return new SyntaxFailure(token, message);
  }

  // What the generated parser calls; ANTLR's own versions keep a parse tree and listeners.

  @Override
  public final void enterRule(ParserRuleContext context, int state, int rule) {
    _ctx = context;
    int[] marks = this.marks;
    int top = markCount;
    if (top + 4 > marks.length) {
      this.marks = marks = Arrays.copyOf(marks, marks.length * 2);
    }
    if (rule == RULE_orTest) {
      marks[top++] = operatorBase;
      operatorBase = operatorCount;
    }
    marks[top] = size;
    marks[top + 1] = stream.position;
    marks[top + 2] = rule;
    markCount = top + 3;
  }

  @Override
  public final void enterOuterAlt(ParserRuleContext context, int alternative) {}

  @Override
  public final void exitRule() {
    _ctx = (ParserRuleContext) _ctx.parent;
    if (failed) {
      return;
    }
    int top = markCount -= 3;
    int mark = marks[top];
    int start = marks[top + 1];
    // Not context.getRuleIndex(): one call site for a hundred classes is slow.
    int rule = marks[top + 2];
    if (rule == RULE_orTest) {
      while (operatorCount > operatorBase) {
        applyOperator();
      }
      operatorBase = marks[--markCount];
      return;
    }
    switch (ACTIONS[rule]) {
      case PASS -> {}
      case NODE -> make(KINDS[rule], mark, start);
      case LIST -> {
        if (!isOneNode(mark, start)) {
          make(KINDS[rule], mark, start);
        }
      }
      case TAIL -> make(KINDS[rule], mark - 1, firstTokens[stack[mark - 1]]);
      case OWN -> decide(rule, mark, start);
    }
  }

  @Override
  public final Token match(int type) {
    TokenArrayStream stream = this.stream;
    int at = stream.position;
    if (stream.types[at] != type) {
      throw fail(at, INVALID_SYNTAX);
    }
    if (type > 0) {
      stream.position = at + 1;
      Kind leaf = LEAVES[type];
      if (leaf != null) {
        firstChildren[count] = childCount;
        push(leaf, at, at + 1);
      }
    }
    return null;
  }

  @Override
  public final Token consume() {
    stream.position++;
    return null;
  }

  /** An operator with one operand comes next, or the operand. */
  final void unary() {
    int type = stream.types[stream.position];
    int level =
        switch (type) {
          case NOT -> NOT_LEVEL;
          case PLUS, MINUS, TILDE -> SIGN_LEVEL;
          case AWAIT -> AWAIT_LEVEL;
          default -> 0;
        };
    if (level == 0) {
      return;
    }
    if (operatorCount > operatorBase) {
      int before = operators[operatorCount - 1] & 15;
      if (level == NOT_LEVEL && before > NOT_LEVEL || before == AWAIT_LEVEL) {
        throw fail(stream.position, INVALID_SYNTAX);
      }
    }
    pushOperator(level | UNARY_FLAG, stream.position);
  }

  /** An operator with two operands comes next. */
  final void binary() {
    int level = PRECEDENCE[stream.types[stream.position]];
    int least = level == POWER_LEVEL ? level + 1 : level;
    while (operatorCount > operatorBase && (operators[operatorCount - 1] & 15) >= least) {
      applyOperator();
    }
    pushOperator(level, stream.position);
  }

  private void pushOperator(int operator, int token) {
    if (operatorCount == operators.length) {
      operators = Arrays.copyOf(operators, operatorCount * 2);
      operatorTokens = Arrays.copyOf(operatorTokens, operatorCount * 2);
    }
    operators[operatorCount] = operator;
    operatorTokens[operatorCount++] = token;
  }

  private void applyOperator() {
    int operator = operators[--operatorCount];
    int level = operator & 15;
    int end = endTokens[stack[size - 1]];
    if ((operator & UNARY_FLAG) != 0) {
      Kind kind = level == AWAIT_LEVEL ? Kind.AWAIT : Kind.UNARY;
      make(kind, size - 1, operatorTokens[operatorCount], end);
    } else {
      Kind kind =
          level < NOT_LEVEL
              ? Kind.BOOLEAN
              : level == COMPARISON_LEVEL ? Kind.COMPARISON : Kind.BINARY;
      make(kind, size - 2, firstTokens[stack[size - 2]], end);
    }
  }

  private boolean isOneNode(int mark, int start) {
    if (size - mark != 1) {
      return false;
    }
    int node = stack[mark];
    return firstTokens[node] == start && endTokens[node] == stream.position;
  }

  private void make(Kind kind, int mark, int start) {
    make(kind, mark, start, stream.position);
  }

  private void make(Kind kind, int mark, int start, int end) {
    byte[] types = stream.types;
    while (end > start && isLayout(types[end - 1])) {
      end--;
    }
    while (start < end && isLayout(types[start])) {
      start++;
    }
    int arity = size - mark;
    if (childCount + arity > children.length) {
      children = Arrays.copyOf(children, Math.max(children.length * 2, childCount + arity));
    }
    firstChildren[count] = childCount;
    System.arraycopy(stack, mark, children, childCount, arity);
    childCount += arity;
    size = mark;
    push(kind, start, end);
    TreeChecks.check(this, kind, count - 1);
  }

  private static boolean isLayout(byte type) {
    return type >= NEWLINE && type <= DEDENT || type == EOF;
  }

  private void push(Kind kind, int start, int end) {
    int node = count;
    kinds[node] = (byte) kind.ordinal();
    firstTokens[node] = start;
    endTokens[node] = end;
    count = node + 1;
    firstChildren[count] = childCount;
    if (count == kinds.length) {
      int room = count * 2;
      kinds = Arrays.copyOf(kinds, room);
      firstTokens = Arrays.copyOf(firstTokens, room);
      endTokens = Arrays.copyOf(endTokens, room);
      firstChildren = Arrays.copyOf(firstChildren, room + 1);
    }
    if (size == stack.length) {
      stack = Arrays.copyOf(stack, size * 2);
    }
    stack[size++] = node;
  }

  // What the checks ask.

  final Kind kind(int node) {
    return Kind.of(kinds[node]);
  }

  final int arity(int node) {
    return firstChildren[node + 1] - firstChildren[node];
  }

  final int child(int node, int index) {
    return children[firstChildren[node] + index];
  }

  final int firstToken(int node) {
    return firstTokens[node];
  }

  final int endToken(int node) {
    return endTokens[node];
  }

  final byte type(int token) {
    return stream.types[token];
  }

  final Tokens tokens() {
    return tokens;
  }

  private void decide(int rule, int mark, int start) {
    byte first = stream.types[start];
    int arity = size - mark;
    switch (rule) {
      case RULE_expressionStatement -> {
        Kind kind = kind(stack[mark]);
        if (kind != Kind.ASSIGN && kind != Kind.AUGMENTED_ASSIGN && kind != Kind.ANNOTATED_ASSIGN) {
          make(Kind.EXPRESSION_STATEMENT, mark, start);
        }
      }
      case RULE_asyncFunction, RULE_asyncStatement -> firstTokens[stack[mark]] = start;
      case RULE_yieldExpression ->
          make(type(start + 1) == FROM ? Kind.YIELD_FROM : Kind.YIELD, mark, start);
      case RULE_argument -> {
        if (first == STAR) {
          make(Kind.STARRED, mark, start);
        } else if (first == POW) {
          make(Kind.DOUBLE_STARRED, mark, start);
        } else if (arity > 1) {
          byte second = type(endTokens[stack[mark]]);
          make(
              second == EQ
                  ? Kind.KEYWORD_ARGUMENT
                  : second == WALRUS ? Kind.NAMED_EXPRESSION : Kind.GENERATOR,
              mark,
              start);
        }
      }
      case RULE_slices -> {
        // A lone `a[*b]` is indexed by a tuple too.
        if (!isOneNode(mark, start) || first == STAR) {
          make(Kind.TUPLE, mark, start);
        }
      }
      case RULE_slice -> decideSlice(mark, start, first);
      case RULE_parenthesis -> {
        if (endsInComprehension(mark)) {
          make(Kind.GENERATOR, mark, start);
        } else if (arity == 1
            && type(stream.position - 2) != TCOMMA
            && kind(stack[mark]) != Kind.STARRED) {
          make(Kind.PARENTHESIZED, mark, start);
        } else if (arity == 1 && type(stream.position - 2) != TCOMMA) {
          throw fail(start, "cannot use starred expression here");
        } else {
          make(Kind.TUPLE, mark, start);
        }
      }
      case RULE_bracket ->
          make(endsInComprehension(mark) ? Kind.LIST_COMPREHENSION : Kind.LIST, mark, start);
      case RULE_brace -> {
        boolean pairs = arity == 0;
        for (int i = mark; i < size; i++) {
          Kind kind = kind(stack[i]);
          pairs |= kind == Kind.DICT_ITEM || kind == Kind.DOUBLE_STARRED;
        }
        if (endsInComprehension(mark)) {
          make(pairs ? Kind.DICT_COMPREHENSION : Kind.SET_COMPREHENSION, mark, start);
        } else {
          make(pairs ? Kind.DICT : Kind.SET, mark, start);
        }
      }
      case RULE_braceItem -> {
        if (first == POW) {
          make(Kind.DOUBLE_STARRED, mark, start);
        } else if (arity == 2) {
          make(Kind.DICT_ITEM, mark, start);
        }
      }
      case RULE_namePattern -> {
        Kind kind = kind(stack[mark]);
        if (kind == Kind.NAME) {
          make(Kind.PATTERN_CAPTURE, mark, start);
        } else if (kind == Kind.ATTRIBUTE) {
          make(Kind.PATTERN_VALUE, mark, start);
        }
      }
      case RULE_patternArgument -> {
        if (arity == 2) {
          int name = stack[mark];
          if (kind(name) != Kind.PATTERN_CAPTURE) {
            throw fail(start, INVALID_SYNTAX);
          }
          stack[mark] = child(name, 0);
          make(Kind.PATTERN_KEYWORD, mark, start);
        }
      }
      case RULE_groupPattern -> {
        boolean group =
            arity == 1
                && type(stream.position - 2) != TCOMMA
                && kind(stack[mark]) != Kind.PATTERN_STAR;
        make(group ? Kind.PATTERN_GROUP : Kind.PATTERN_SEQUENCE, mark, start);
      }
      case RULE_mappingItem ->
          make(first == POW ? Kind.PATTERN_REST : Kind.PATTERN_PAIR, mark, start);
      default -> throw new AssertionError(ruleNames[rule]);
    }
  }

  private void decideSlice(int mark, int start, byte first) {
    if (first == STAR) {
      make(Kind.STARRED, mark, start);
      return;
    }
    if (isOneNode(mark, start) && kind(stack[mark]) != Kind.SLICE_UPPER) {
      return;
    }
    if (size > mark && first != COLON) {
      int lower = stack[mark];
      int rest = size - mark - 1;
      int[] others = Arrays.copyOfRange(stack, mark + 1, size);
      size = mark + 1;
      make(Kind.SLICE_LOWER, mark, firstTokens[lower], endTokens[lower]);
      System.arraycopy(others, 0, stack, size, rest);
      size += rest;
    }
    make(Kind.SLICE, mark, start);
  }

  private boolean endsInComprehension(int mark) {
    return size > mark && kind(stack[size - 1]) == Kind.COMPREHENSION;
  }
}
