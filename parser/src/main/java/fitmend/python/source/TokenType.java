package fitmend.python.source;

/**
 * The types of tokens. The values are those of {@code PythonTokens.tokens}, which the grammar
 * reads; a test compares the two.
 */
public final class TokenType {
  private TokenType() {}

  /** The end of the file. */
  public static final byte EOF = -1;

  /** Binary operators come first, so that a set of them is one 64-bit mask. */
  public static final byte OR = 1;

  public static final byte AND = 2;
  public static final byte IN = 3;
  public static final byte IS = 4;
  public static final byte LT = 5;
  public static final byte GT = 6;
  public static final byte EQEQ = 7;
  public static final byte NE = 8;
  public static final byte LE = 9;
  public static final byte GE = 10;
  public static final byte VBAR = 11;
  public static final byte CIRC = 12;
  public static final byte AMPER = 13;
  public static final byte SHL = 14;
  public static final byte SHR = 15;
  public static final byte PLUS = 16;
  public static final byte MINUS = 17;
  public static final byte STAR = 18;
  public static final byte SLASH = 19;
  public static final byte DSLASH = 20;
  public static final byte PERCENT = 21;
  public static final byte AT = 22;
  public static final byte POW = 23;
  public static final byte NOT = 24;
  public static final byte TILDE = 25;
  public static final byte AWAIT = 26;
  public static final byte LAMBDA = 27;

  /** {@code not} in {@code is not} and {@code not in}. */
  public static final byte NOT_OP = 28;

  public static final byte LPAR = 29;
  public static final byte LSQB = 30;
  public static final byte LBRACE = 31;
  public static final byte RPAR = 32;
  public static final byte RSQB = 33;
  public static final byte RBRACE = 34;
  public static final byte DOT = 35;
  public static final byte COMMA = 36;

  /** A comma before a token that cannot begin an element. */
  public static final byte TCOMMA = 37;

  public static final byte COLON = 38;
  public static final byte SEMI = 39;

  /** A semicolon at the end of a line. */
  public static final byte TSEMI = 40;

  public static final byte EQ = 41;
  public static final byte ARROW = 42;
  public static final byte WALRUS = 43;
  public static final byte ELLIPSIS = 44;

  /** {@code !} before the conversion in a formatted string. */
  public static final byte EXCL = 45;

  /** Every {@code op=}. */
  public static final byte AUGASSIGN = 46;

  public static final byte IF = 47;
  public static final byte ELSE = 48;
  public static final byte FOR = 49;
  public static final byte ASYNC = 50;
  public static final byte YIELD = 51;
  public static final byte FROM = 52;
  public static final byte AS = 53;
  public static final byte TRUE = 54;
  public static final byte FALSE = 55;
  public static final byte NONE = 56;
  public static final byte ASSERT = 57;
  public static final byte BREAK = 58;
  public static final byte CLASS = 59;
  public static final byte CONTINUE = 60;
  public static final byte DEF = 61;
  public static final byte DEL = 62;
  public static final byte ELIF = 63;
  public static final byte EXCEPT = 64;
  public static final byte FINALLY = 65;
  public static final byte GLOBAL = 66;
  public static final byte IMPORT = 67;
  public static final byte NONLOCAL = 68;
  public static final byte PASS = 69;
  public static final byte RAISE = 70;
  public static final byte RETURN = 71;
  public static final byte TRY = 72;
  public static final byte WHILE = 73;
  public static final byte WITH = 74;

  /** {@code match}, {@code case}, {@code type} where they are keywords. */
  public static final byte KW_MATCH = 75;

  public static final byte KW_CASE = 76;
  public static final byte KW_TYPE = 77;

  /** The bracket around the items of a {@code with}. */
  public static final byte LPAR_WITH = 78;

  public static final byte NAME = 79;
  public static final byte NUMBER = 80;
  public static final byte STRING = 81;

  /** Prefix and opening quote of a formatted string. */
  public static final byte FSTRING_START = 82;

  public static final byte FSTRING_MIDDLE = 83;
  public static final byte FSTRING_END = 84;
  public static final byte NEWLINE = 85;
  public static final byte INDENT = 86;
  public static final byte DEDENT = 87;

  /** Blanks, tabs, form feeds, joined lines and a byte-order mark. */
  public static final byte WS = 88;

  public static final byte COMMENT = 89;

  /** Bytes that begin no token. */
  public static final byte ERROR = 90;
}
