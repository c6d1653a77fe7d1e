package fitmend.python.tree;

/**
 * What a node of the tree is. Beside each kind stand its children, in the order of the source;
 * {@code ?} is optional, {@code *} any number. Optional parts have a kind of their own, so that a
 * child is always known by its kind.
 */
public enum Kind {
  /** statement*. */
  MODULE,
  /** The body of a compound statement, also when it stands on the same line: statement*. */
  BLOCK,

  // Compound statements.
  /** DECORATOR* then FUNCTION_DEF or CLASS_DEF. */
  DECORATED,
  /** expression. */
  DECORATOR,
  /** NAME TYPE_PARAMETERS? PARAMETERS RETURNS? BLOCK; starts with {@code async} if it is. */
  FUNCTION_DEF,
  /** PARAMETER*; absent tokens make an empty node. Also used by LAMBDA. */
  PARAMETERS,
  /**
   * NAME? ANNOTATION? DEFAULT?; its first token tells {@code *}, {@code **}, the lone {@code *} and
   * {@code /} (both without NAME) apart.
   */
  PARAMETER,
  /** expression (STARRED in {@code *args: *Ts}). */
  ANNOTATION,
  /** expression. */
  DEFAULT,
  /** expression behind {@code ->}. */
  RETURNS,
  /** TYPE_PARAMETER*. */
  TYPE_PARAMETERS,
  /** NAME ANNOTATION? DEFAULT?; its first token may be {@code *} or {@code **}. */
  TYPE_PARAMETER,
  /** NAME TYPE_PARAMETERS? argument* BLOCK; arguments as in CALL. */
  CLASS_DEF,
  /** test BLOCK ELIF* ELSE?. */
  IF,
  /** test BLOCK. */
  ELIF,
  /** BLOCK. */
  ELSE,
  /** test BLOCK ELSE?. */
  WHILE,
  /** target iterable BLOCK ELSE?; starts with {@code async} if it is. */
  FOR,
  /** BLOCK EXCEPT* ELSE? FINALLY?. */
  TRY,
  /**
   * type? NAME? BLOCK; the type of {@code except A, B} is a TUPLE. A NAME child that follows {@code
   * as} is the variable.
   */
  EXCEPT,
  /** BLOCK. */
  FINALLY,
  /** WITH_ITEM* BLOCK; starts with {@code async} if it is. */
  WITH,
  /** expression target?. */
  WITH_ITEM,
  /** subject CASE*. */
  MATCH,
  /** pattern GUARD? BLOCK. */
  CASE,
  /** expression. */
  GUARD,

  // Simple statements.
  /** expression. */
  EXPRESSION_STATEMENT,
  /** target+ value: {@code a = b = 1} has three children. */
  ASSIGN,
  /** target value; the operator is the token between them. */
  AUGMENTED_ASSIGN,
  /** target ANNOTATION value?. */
  ANNOTATED_ASSIGN,
  /** NAME TYPE_PARAMETERS? value. */
  TYPE_ALIAS,
  /** expression?. */
  RETURN,
  /** exception? CAUSE?. */
  RAISE,
  /** expression behind {@code from}. */
  CAUSE,
  /** target*: the elements, or one PARENTHESIZED, TUPLE or LIST as written. */
  DELETE,
  /** test message?. */
  ASSERT,
  /** NAME*. */
  GLOBAL,
  /** NAME*. */
  NONLOCAL,
  PASS,
  BREAK,
  CONTINUE,
  /** IMPORT_ALIAS*. */
  IMPORT,
  /** MODULE_NAME? IMPORT_ALIAS*; leading dots and the star are tokens, see the view. */
  IMPORT_FROM,
  /** NAME+: {@code a.b.c}. */
  MODULE_NAME,
  /** MODULE_NAME or NAME, then ALIAS?. */
  IMPORT_ALIAS,
  /** NAME behind {@code as}. */
  ALIAS,

  // Expressions.
  NAME,
  NUMBER,
  /** One string or bytes literal without fields. */
  STRING,
  /** (STRING or FORMATTED_STRING)+: adjacent literals, two or more. */
  STRINGS,
  /** (STRING_TEXT or FIELD)*: an f-string or a t-string. */
  FORMATTED_STRING,
  /** Literal text in a formatted string or in a format specification. */
  STRING_TEXT,
  /** expression CONVERSION? FORMAT_SPECIFICATION?. */
  FIELD,
  /** NAME behind {@code !}. */
  CONVERSION,
  /** (STRING_TEXT or FIELD)*. */
  FORMAT_SPECIFICATION,
  TRUE,
  FALSE,
  NONE,
  ELLIPSIS,
  /** expression (also YIELD), in round brackets that only group. */
  PARENTHESIZED,
  /** expression*, with or without round brackets. */
  TUPLE,
  /** expression*. */
  LIST,
  /** expression+. */
  SET,
  /** (DICT_ITEM or DOUBLE_STARRED)*. */
  DICT,
  /** key value. */
  DICT_ITEM,
  /** element COMPREHENSION+. */
  LIST_COMPREHENSION,
  /** element COMPREHENSION+. */
  SET_COMPREHENSION,
  /** DICT_ITEM COMPREHENSION+. */
  DICT_COMPREHENSION,
  /** element COMPREHENSION+; as the only argument of a call it has no brackets of its own. */
  GENERATOR,
  /** target iterable condition*; starts with {@code async} if it is. */
  COMPREHENSION,
  /** NAME value. */
  NAMED_EXPRESSION,
  /** value test other: {@code value if test else other}. */
  CONDITIONAL,
  /** PARAMETERS expression. */
  LAMBDA,
  /** left right; the operator is the token between them. */
  BINARY,
  /** left right: {@code and}, {@code or}; chains nest on the left. */
  BOOLEAN,
  /** left right: comparison, identity and membership; chains nest on the left. */
  COMPARISON,
  /** operand, behind {@code - + ~ not}. */
  UNARY,
  /** operand. */
  AWAIT,
  /** value?. */
  YIELD,
  /** value. */
  YIELD_FROM,
  /** operand behind {@code *}. */
  STARRED,
  /** operand behind {@code **}. */
  DOUBLE_STARRED,
  /** callee then argument*: an expression, STARRED, DOUBLE_STARRED, KEYWORD_ARGUMENT. */
  CALL,
  /** NAME value. */
  KEYWORD_ARGUMENT,
  /** value NAME. */
  ATTRIBUTE,
  /** value index; the index of {@code a[i, j]} is a TUPLE. */
  SUBSCRIPT,
  /** SLICE_LOWER? SLICE_UPPER? SLICE_STEP?. */
  SLICE,
  SLICE_LOWER,
  SLICE_UPPER,
  SLICE_STEP,

  // Patterns of match statements.
  /** A value: number, string, constant, dotted name, as its expression child. */
  PATTERN_VALUE,
  /** NAME: a capture, or the wildcard. */
  PATTERN_CAPTURE,
  /** pattern NAME. */
  PATTERN_AS,
  /** pattern+. */
  PATTERN_OR,
  /** NAME behind {@code *}. */
  PATTERN_STAR,
  /** pattern*, with or without brackets. */
  PATTERN_SEQUENCE,
  /** pattern in brackets that only group. */
  PATTERN_GROUP,
  /** (PATTERN_PAIR or PATTERN_REST)*. */
  PATTERN_MAPPING,
  /** key pattern. */
  PATTERN_PAIR,
  /** NAME behind {@code **}. */
  PATTERN_REST,
  /** NAME or ATTRIBUTE, then (pattern or PATTERN_KEYWORD)*. */
  PATTERN_CLASS,
  /** NAME pattern. */
  PATTERN_KEYWORD;

  private static final Kind[] ALL = values();

  static final int COUNT = ALL.length;

  public static Kind of(int ordinal) {
    return ALL[ordinal];
  }

  /** Whether a node of this kind is a whole statement, decorated definitions included. */
  public boolean isStatement() {
    return switch (this) {
      case DECORATED, FUNCTION_DEF, CLASS_DEF, IF, WHILE, FOR, TRY, WITH, MATCH -> true;
      default -> ordinal() >= EXPRESSION_STATEMENT.ordinal() && ordinal() <= IMPORT_FROM.ordinal();
    };
  }

  /** Whether a node of this kind is an expression. */
  public boolean isExpression() {
    return ordinal() >= NAME.ordinal()
        && ordinal() <= SUBSCRIPT.ordinal()
        && switch (this) {
          case STRING_TEXT, FIELD, CONVERSION, FORMAT_SPECIFICATION -> false;
          case DICT_ITEM, COMPREHENSION, KEYWORD_ARGUMENT, DOUBLE_STARRED -> false;
          default -> true;
        };
  }
}
