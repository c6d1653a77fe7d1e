package fitmend.python.conformance;

import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.source.SourceText;
import fitmend.python.source.TokenType;
import fitmend.python.source.Tokens;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes fitmend's tree as CPython's {@code ast} would be dumped by {@code dump_ast.py}. */
final class AstDump {
  private final PythonFile file;
  private final Tokens tokens;
  private final SourceText source;
  private final StringBuilder out = new StringBuilder();
  private int inString;

  private AstDump(PythonFile file) {
    this.file = file;
    this.tokens = file.tokens();
    this.source = file.source();
  }

  static String dump(PythonFile file) {
    AstDump dump = new AstDump(file);
    dump.out.append("\n(Module ");
    dump.statements(file.root().children());
    dump.out.append(")");
    return dump.out.toString();
  }

  /** The digest of the dump, or "refused". */
  static String digest(byte[] bytes) throws Exception {
    return switch (PythonParser.parse(bytes)) {
      case ParseOutcome.Refused refused -> "refused";
      case ParseOutcome.Parsed parsed ->
          HexFormat.of()
              .formatHex(
                  MessageDigest.getInstance("MD5")
                      .digest(dump(parsed.file()).getBytes(StandardCharsets.UTF_8)));
    };
  }

  /** Reads paths from standard input, as {@code dump_ast.py} does. */
  public static void main(String[] args) throws Exception {
    boolean full = args.length > 0 && args[0].equals("--full");
    PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String path; (path = in.readLine()) != null; ) {
      byte[] bytes = Files.readAllBytes(Path.of(path));
      if (full) {
        out.println(
            switch (PythonParser.parse(bytes)) {
              case ParseOutcome.Refused refused -> refused.toString();
              case ParseOutcome.Parsed parsed -> dump(parsed.file());
            });
      } else {
        out.println(digest(bytes) + " " + path);
      }
    }
    out.flush();
  }

  // Positions.

  private int column(int offset) {
    int line = source.lineIndex(offset);
    int start = source.lineStart(line);
    if (line == 0 && SourceText.hasByteOrderMark(source.bytes())) {
      start = 3;
    }
    if (source.charset() == StandardCharsets.UTF_8) {
      return offset - start;
    }
    return source.text(start, offset).getBytes(StandardCharsets.UTF_8).length;
  }

  private void open(String name, int start, int end) {
    out.append("\n(").append(name).append('@').append(source.lineIndex(start) + 1);
    out.append(':').append(column(start));
    if (inString == 0) {
      out.append('-').append(source.lineIndex(end) + 1).append(':').append(column(end));
    }
  }

  private void open(String name, Node node) {
    open(name, node.start(), node.end());
  }

  private void close() {
    out.append(')');
  }

  private void text(String value) {
    out.append('"');
    value.codePoints().forEach(this::character);
    out.append('"');
  }

  private void character(int c) {
    if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
      out.append((char) c);
    } else {
      out.append('\\').append(Integer.toHexString(c)).append(';');
    }
  }

  private static String name(Node node) {
    return name(node.text());
  }

  private static String name(String text) {
    return Normalizer.isNormalized(text, Normalizer.Form.NFKC)
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  private void list(List<Node> nodes) {
    out.append('[');
    nodes.forEach(this::expression);
    out.append(']');
  }

  private void optional(Optional<Node> node) {
    out.append(' ');
    if (node.isPresent()) {
      expression(node.get());
    } else {
      out.append('~');
    }
  }

  private void nameOrNone(Optional<Node> node) {
    out.append(' ');
    if (node.isPresent()) {
      text(name(node.get()));
    } else {
      out.append('~');
    }
  }

  // Statements.

  private void statements(List<Node> nodes) {
    out.append('[');
    nodes.forEach(this::statement);
    out.append(']');
  }

  private void block(Node owner) {
    out.append(' ');
    statements(owner.first(Kind.BLOCK).orElseThrow().children());
  }

  private void orElse(Node owner) {
    out.append(' ');
    statements(owner.first(Kind.ELSE).map(e -> e.child(0).children()).orElse(List.of()));
  }

  private boolean isAsync(Node node) {
    return tokens.type(node.firstToken()) == TokenType.ASYNC;
  }

  private static List<Node> kids(Node node, int from) {
    return node.children().subList(from, node.childCount());
  }

  private void statement(Node node) {
    switch (node.kind()) {
      case DECORATED -> definition(node.lastChild(), node);
      case FUNCTION_DEF, CLASS_DEF -> definition(node, null);
      case EXPRESSION_STATEMENT -> {
        open("Expr", node);
        out.append(' ');
        expression(node.child(0));
        close();
      }
      case ASSIGN -> {
        open("Assign", node);
        out.append(' ');
        list(node.children().subList(0, node.childCount() - 1));
        out.append(' ');
        expression(node.lastChild());
        close();
      }
      case AUGMENTED_ASSIGN -> {
        open("AugAssign", node);
        out.append(' ');
        expression(node.child(0));
        String operator = file.tokenText(node.child(0).endToken());
        out.append(" \n(").append(operator(operator.substring(0, operator.length() - 1)));
        out.append(") ");
        expression(node.child(1));
        close();
      }
      case ANNOTATED_ASSIGN -> {
        open("AnnAssign", node);
        out.append(' ');
        expression(node.child(0));
        out.append(' ');
        expression(node.child(1).child(0));
        optional(node.childCount() > 2 ? Optional.of(node.child(2)) : Optional.empty());
        close();
      }
      case TYPE_ALIAS -> {
        open("TypeAlias", node);
        out.append(' ');
        expression(node.child(0));
        typeParameters(node);
        out.append(' ');
        expression(node.lastChild());
        close();
      }
      case RETURN -> {
        open("Return", node);
        optional(node.children().stream().findFirst());
        close();
      }
      case RAISE -> {
        open("Raise", node);
        optional(node.children().stream().findFirst());
        optional(node.first(Kind.CAUSE).map(cause -> cause.child(0)));
        close();
      }
      case DELETE -> {
        open("Delete", node);
        out.append(' ');
        list(node.children());
        close();
      }
      case ASSERT -> {
        open("Assert", node);
        out.append(' ');
        expression(node.child(0));
        optional(node.childCount() > 1 ? Optional.of(node.child(1)) : Optional.empty());
        close();
      }
      case GLOBAL, NONLOCAL -> {
        open(node.is(Kind.GLOBAL) ? "Global" : "Nonlocal", node);
        out.append(" [");
        for (Node name : node.children()) {
          out.append(' ');
          text(name(name));
        }
        out.append("]");
        close();
      }
      case PASS -> leaf("Pass", node);
      case BREAK -> leaf("Break", node);
      case CONTINUE -> leaf("Continue", node);
      case IMPORT -> {
        open("Import", node);
        aliases(node.children());
        close();
      }
      case IMPORT_FROM -> importFrom(node);
      case IF -> ifStatement(node);
      case WHILE -> {
        open("While", node);
        out.append(' ');
        expression(node.child(0));
        block(node);
        orElse(node);
        close();
      }
      case FOR -> {
        open(isAsync(node) ? "AsyncFor" : "For", node);
        out.append(' ');
        expression(node.child(0));
        out.append(' ');
        expression(node.child(1));
        block(node);
        orElse(node);
        close();
      }
      case TRY -> tryStatement(node);
      case WITH -> withStatement(node);
      case MATCH -> matchStatement(node);
      default -> throw new IllegalStateException(node.toString());
    }
  }

  private void leaf(String name, Node node) {
    open(name, node);
    close();
  }

  private void definition(Node node, Node decorated) {
    List<Node> decorators = new ArrayList<>();
    if (decorated != null) {
      for (Node child : decorated.children()) {
        if (child.is(Kind.DECORATOR)) {
          decorators.add(child.child(0));
        }
      }
    }
    Node name = node.first(Kind.NAME).orElseThrow();
    if (node.is(Kind.FUNCTION_DEF)) {
      open(isAsync(node) ? "AsyncFunctionDef" : "FunctionDef", node);
      out.append(' ');
      text(name(name));
      out.append(' ');
      parameters(node.first(Kind.PARAMETERS).orElseThrow());
      block(node);
      out.append(' ');
      list(decorators);
      optional(node.first(Kind.RETURNS).map(returns -> returns.child(0)));
    } else {
      open("ClassDef", node);
      out.append(' ');
      text(name(name));
      List<Node> arguments =
          kids(node, 1).stream()
              .filter(n -> !n.is(Kind.BLOCK) && !n.is(Kind.TYPE_PARAMETERS))
              .toList();
      arguments(arguments);
      block(node);
      out.append(' ');
      list(decorators);
    }
    typeParameters(node);
    close();
  }

  private void typeParameters(Node node) {
    out.append(" [");
    node.first(Kind.TYPE_PARAMETERS)
        .ifPresent(
            list -> {
              for (Node parameter : list.children()) {
                String first = file.tokenText(parameter.firstToken());
                String kind =
                    first.equals("*")
                        ? "TypeVarTuple"
                        : first.equals("**") ? "ParamSpec" : "TypeVar";
                open(kind, parameter);
                out.append(' ');
                text(name(parameter.first(Kind.NAME).orElseThrow()));
                if (kind.equals("TypeVar")) {
                  optional(parameter.first(Kind.ANNOTATION).map(a -> a.child(0)));
                }
                optional(parameter.first(Kind.DEFAULT).map(d -> d.child(0)));
                close();
              }
            });
    out.append("]");
  }

  private void parameters(Node node) {
    List<Node> positionalOnly = new ArrayList<>();
    List<Node> plain = new ArrayList<>();
    List<Node> keywordOnly = new ArrayList<>();
    Node rest = null;
    Node keywords = null;
    boolean star = false;
    for (Node parameter : node.children()) {
      String first = file.tokenText(parameter.firstToken());
      switch (first) {
        case "/" -> {
          positionalOnly.addAll(plain);
          plain.clear();
        }
        case "*" -> {
          star = true;
          rest = parameter.childCount() > 0 ? parameter : null;
        }
        case "**" -> keywords = parameter;
        default -> (star ? keywordOnly : plain).add(parameter);
      }
    }
    out.append("\n(arguments [");
    positionalOnly.forEach(this::parameter);
    out.append("] [");
    plain.forEach(this::parameter);
    out.append("] ");
    parameterOrNone(rest);
    out.append(" [");
    keywordOnly.forEach(this::parameter);
    out.append("] [");
    for (Node parameter : keywordOnly) {
      Optional<Node> value = parameter.first(Kind.DEFAULT);
      if (value.isPresent()) {
        expression(value.get().child(0));
      } else {
        out.append(" ~");
      }
    }
    out.append("] ");
    parameterOrNone(keywords);
    out.append(" [");
    positionalOnly.addAll(plain);
    for (Node parameter : positionalOnly) {
      parameter.first(Kind.DEFAULT).ifPresent(value -> expression(value.child(0)));
    }
    out.append("])");
  }

  private void parameterOrNone(Node parameter) {
    if (parameter == null) {
      out.append('~');
    } else {
      parameter(parameter);
    }
  }

  private void parameter(Node parameter) {
    Node name = parameter.first(Kind.NAME).orElseThrow();
    Optional<Node> annotation = parameter.first(Kind.ANNOTATION);
    open("arg", name.start(), annotation.map(Node::end).orElse(name.end()));
    out.append(' ');
    text(name(name));
    optional(annotation.map(a -> a.child(0)));
    close();
  }

  private void aliases(List<Node> aliases) {
    out.append(" [");
    for (Node alias : aliases) {
      open("alias", alias);
      out.append(' ');
      String path =
          String.join(
              ".",
              alias.child(0).is(Kind.NAME)
                  ? List.of(name(alias.child(0)))
                  : alias.child(0).children().stream().map(AstDump::name).toList());
      text(path);
      nameOrNone(alias.first(Kind.ALIAS).map(a -> a.child(0)));
      close();
    }
    out.append("]");
  }

  private void importFrom(Node node) {
    open("ImportFrom", node);
    out.append(' ');
    Optional<Node> module = node.first(Kind.MODULE_NAME);
    if (module.isPresent()) {
      text(String.join(".", module.get().children().stream().map(AstDump::name).toList()));
    } else {
      out.append('~');
    }
    int last = node.endToken() - 1;
    if (tokens.type(last) == TokenType.STAR) {
      out.append(" [");
      open("alias", tokens.start(last), tokens.end(last));
      out.append(" \"*\" ~");
      close();
      out.append("]");
    } else {
      aliases(node.children().stream().filter(n -> n.is(Kind.IMPORT_ALIAS)).toList());
    }
    int level = 0;
    for (int i = node.firstToken() + 1; ; i++) {
      if (tokens.type(i) == TokenType.DOT) {
        level++;
      } else if (tokens.type(i) == TokenType.ELLIPSIS) {
        level += 3;
      } else {
        break;
      }
    }
    out.append(' ').append(level);
    close();
  }

  private void ifStatement(Node node) {
    open("If", node);
    out.append(' ');
    expression(node.child(0));
    block(node);
    out.append(' ');
    elifs(node, 2);
    close();
  }

  private void elifs(Node owner, int from) {
    out.append('[');
    if (from < owner.childCount()) {
      Node next = owner.child(from);
      if (next.is(Kind.ELSE)) {
        next.child(0).children().forEach(this::statement);
      } else {
        open("If", next.start(), owner.end());
        out.append(' ');
        expression(next.child(0));
        block(next);
        out.append(' ');
        elifs(owner, from + 1);
        close();
      }
    }
    out.append(']');
  }

  private void tryStatement(Node node) {
    List<Node> handlers = node.children().stream().filter(n -> n.is(Kind.EXCEPT)).toList();
    boolean star =
        !handlers.isEmpty() && tokens.type(handlers.get(0).firstToken() + 1) == TokenType.STAR;
    open(star ? "TryStar" : "Try", node);
    block(node);
    out.append(" [");
    for (Node handler : handlers) {
      open("ExceptHandler", handler);
      List<Node> parts = handler.children();
      Node last = parts.get(parts.size() - 2 < 0 ? 0 : parts.size() - 2);
      boolean named = parts.size() > 2 && tokens.type(last.firstToken() - 1) == TokenType.AS;
      optional(parts.size() > 1 ? Optional.of(parts.get(0)) : Optional.empty());
      nameOrNone(named ? Optional.of(last) : Optional.empty());
      block(handler);
      close();
    }
    out.append("]");
    orElse(node);
    out.append(' ');
    statements(node.first(Kind.FINALLY).map(f -> f.child(0).children()).orElse(List.of()));
    close();
  }

  private void withStatement(Node node) {
    open(isAsync(node) ? "AsyncWith" : "With", node);
    out.append(" [");
    List<Node> items = node.children().subList(0, node.childCount() - 1);
    Node first = items.get(0);
    if (items.size() == 1 && first.childCount() == 1 && isItemList(first.child(0))) {
      for (Node item : first.child(0).children()) {
        out.append("\n(withitem ");
        expression(item);
        out.append(" ~)");
      }
    } else {
      for (Node item : items) {
        out.append("\n(withitem ");
        expression(item.child(0));
        optional(item.childCount() > 1 ? Optional.of(item.child(1)) : Optional.empty());
        out.append(")");
      }
    }
    out.append("]");
    block(node);
    close();
  }

  private boolean isItemList(Node node) {
    return node.is(Kind.TUPLE)
        && node.childCount() > 0
        && tokens.type(node.firstToken()) == TokenType.LPAR
        && node.children().stream()
            .noneMatch(n -> n.is(Kind.STARRED) || n.is(Kind.NAMED_EXPRESSION));
  }

  private void matchStatement(Node node) {
    open("Match", node);
    out.append(' ');
    expression(node.child(0));
    out.append(" [");
    for (Node branch : kids(node, 1)) {
      out.append("\n(match_case ");
      pattern(branch.child(0));
      optional(branch.first(Kind.GUARD).map(guard -> guard.child(0)));
      block(branch);
      out.append(")");
    }
    out.append("]");
    close();
  }

  private void patterns(List<Node> nodes) {
    out.append(" [");
    nodes.forEach(this::pattern);
    out.append("]");
  }

  private void pattern(Node node) {
    switch (node.kind()) {
      case PATTERN_VALUE -> {
        Node value = node.child(0);
        switch (value.kind()) {
          case TRUE -> singleton(node, "True");
          case FALSE -> singleton(node, "False");
          case NONE -> singleton(node, "~");
          default -> {
            open("MatchValue", node);
            out.append(' ');
            expression(value);
            close();
          }
        }
      }
      case PATTERN_CAPTURE -> {
        open("MatchAs", node);
        out.append(" ~");
        nameOrNone(Optional.of(node.child(0)).filter(name -> !name.text().equals("_")));
        close();
      }
      case PATTERN_AS -> {
        open("MatchAs", node);
        out.append(' ');
        pattern(node.child(0));
        nameOrNone(Optional.of(node.child(1)));
        close();
      }
      case PATTERN_OR -> {
        open("MatchOr", node);
        patterns(node.children());
        close();
      }
      case PATTERN_STAR -> {
        open("MatchStar", node);
        nameOrNone(Optional.of(node.child(0)).filter(name -> !name.text().equals("_")));
        close();
      }
      case PATTERN_SEQUENCE -> {
        open("MatchSequence", node);
        patterns(node.children());
        close();
      }
      case PATTERN_GROUP -> pattern(node.child(0));
      case PATTERN_MAPPING -> {
        open("MatchMapping", node);
        List<Node> pairs = node.children().stream().filter(n -> n.is(Kind.PATTERN_PAIR)).toList();
        out.append(' ');
        list(pairs.stream().map(pair -> pair.child(0).child(0)).toList());
        patterns(pairs.stream().map(pair -> pair.child(1)).toList());
        nameOrNone(node.first(Kind.PATTERN_REST).map(rest -> rest.child(0)));
        close();
      }
      case PATTERN_CLASS -> {
        open("MatchClass", node);
        out.append(' ');
        expression(node.child(0));
        List<Node> keywords =
            kids(node, 1).stream().filter(n -> n.is(Kind.PATTERN_KEYWORD)).toList();
        patterns(kids(node, 1).stream().filter(n -> !n.is(Kind.PATTERN_KEYWORD)).toList());
        out.append(" [");
        for (Node keyword : keywords) {
          out.append(' ');
          text(name(keyword.child(0)));
        }
        out.append("]");
        patterns(keywords.stream().map(keyword -> keyword.child(1)).toList());
        close();
      }
      default -> throw new IllegalStateException(node.toString());
    }
  }

  private void singleton(Node node, String value) {
    open("MatchSingleton", node);
    out.append(' ').append(value);
    close();
  }

  // Expressions.

  private void arguments(List<Node> arguments) {
    out.append(' ');
    list(arguments.stream().filter(a -> !isKeyword(a)).toList());
    out.append(" [");
    for (Node argument : arguments) {
      if (isKeyword(argument)) {
        open("keyword", argument);
        if (argument.is(Kind.DOUBLE_STARRED)) {
          out.append(" ~ ");
          expression(argument.child(0));
        } else {
          out.append(' ');
          text(name(argument.child(0)));
          out.append(' ');
          expression(argument.child(1));
        }
        close();
      }
    }
    out.append("]");
  }

  private static boolean isKeyword(Node node) {
    return node.is(Kind.KEYWORD_ARGUMENT) || node.is(Kind.DOUBLE_STARRED);
  }

  private static String operator(String text) {
    return switch (text) {
      case "+" -> "Add";
      case "-" -> "Sub";
      case "*" -> "Mult";
      case "@" -> "MatMult";
      case "/" -> "Div";
      case "%" -> "Mod";
      case "**" -> "Pow";
      case "<<" -> "LShift";
      case ">>" -> "RShift";
      case "|" -> "BitOr";
      case "^" -> "BitXor";
      case "&" -> "BitAnd";
      case "//" -> "FloorDiv";
      case "and" -> "And";
      case "or" -> "Or";
      case "==" -> "Eq";
      case "!=" -> "NotEq";
      case "<" -> "Lt";
      case "<=" -> "LtE";
      case ">" -> "Gt";
      case ">=" -> "GtE";
      case "in" -> "In";
      default -> throw new IllegalStateException(text);
    };
  }

  private String operatorOf(Node node) {
    int token = node.child(0).endToken();
    return file.tokenText(token);
  }

  private String comparisonOf(Node node) {
    int token = node.child(0).endToken();
    return switch (tokens.type(token)) {
      case TokenType.IS -> tokens.type(token + 1) == TokenType.NOT_OP ? "IsNot" : "Is";
      case TokenType.NOT_OP -> "NotIn";
      default -> operator(file.tokenText(token));
    };
  }

  private void expression(Node node) {
    switch (node.kind()) {
      case PARENTHESIZED -> expression(node.child(0));
      case NAME -> {
        open("Name", node);
        out.append(' ');
        text(name(node));
        close();
      }
      case NUMBER -> constant(node, number(node.text().replace("_", "")));
      case TRUE -> constant(node, "True");
      case FALSE -> constant(node, "False");
      case NONE -> constant(node, "None");
      case ELLIPSIS -> constant(node, "...");
      case STRING, STRINGS, FORMATTED_STRING -> new StringDump(node).write();
      case TUPLE -> elements("Tuple", node);
      case LIST -> elements("List", node);
      case SET -> elements("Set", node);
      case DICT -> {
        open("Dict", node);
        out.append(" [");
        for (Node item : node.children()) {
          if (item.is(Kind.DICT_ITEM)) {
            expression(item.child(0));
          } else {
            out.append(" ~");
          }
        }
        out.append("] ");
        list(node.children().stream().map(Node::lastChild).toList());
        close();
      }
      case LIST_COMPREHENSION -> comprehension("ListComp", node, node.start(), node.end());
      case SET_COMPREHENSION -> comprehension("SetComp", node, node.start(), node.end());
      case DICT_COMPREHENSION -> comprehension("DictComp", node, node.start(), node.end());
      case GENERATOR -> {
        boolean bare = node.firstToken() == node.child(0).firstToken();
        comprehension(
            "GeneratorExp",
            node,
            bare ? tokens.start(node.firstToken() - 1) : node.start(),
            bare ? tokens.end(node.endToken()) : node.end());
      }
      case NAMED_EXPRESSION -> pair("NamedExpr", node, 0, 1);
      case CONDITIONAL -> {
        open("IfExp", node);
        for (int index : new int[] {1, 0, 2}) {
          out.append(' ');
          expression(node.child(index));
        }
        close();
      }
      case LAMBDA -> {
        open("Lambda", node);
        out.append(' ');
        parameters(node.child(0));
        out.append(' ');
        expression(node.child(1));
        close();
      }
      case BINARY -> {
        open("BinOp", node);
        out.append(' ');
        expression(node.child(0));
        out.append(" \n(").append(operator(operatorOf(node))).append(") ");
        expression(node.child(1));
        close();
      }
      case BOOLEAN -> {
        String operator = operatorOf(node);
        List<Node> values = new ArrayList<>();
        Node at = node;
        while (at.is(Kind.BOOLEAN) && operatorOf(at).equals(operator)) {
          values.addFirst(at.child(1));
          at = at.child(0);
        }
        values.addFirst(at);
        open("BoolOp", node);
        out.append(" \n(").append(operator(operator)).append(") ");
        list(values);
        close();
      }
      case COMPARISON -> {
        List<Node> chain = new ArrayList<>();
        Node at = node;
        while (at.is(Kind.COMPARISON)) {
          chain.addFirst(at);
          at = at.child(0);
        }
        open("Compare", node);
        out.append(' ');
        expression(at);
        out.append(" [");
        chain.forEach(link -> out.append("\n(").append(comparisonOf(link)).append(")"));
        out.append("] ");
        list(chain.stream().map(link -> link.child(1)).toList());
        close();
      }
      case UNARY -> {
        open("UnaryOp", node);
        out.append(" \n(")
            .append(
                switch (file.tokenText(node.firstToken())) {
                  case "-" -> "USub";
                  case "+" -> "UAdd";
                  case "~" -> "Invert";
                  default -> "Not";
                })
            .append(") ");
        expression(node.child(0));
        close();
      }
      case AWAIT -> single("Await", node);
      case STARRED -> single("Starred", node);
      case YIELD_FROM -> single("YieldFrom", node);
      case YIELD -> {
        open("Yield", node);
        optional(node.children().stream().findFirst());
        close();
      }
      case CALL -> {
        open("Call", node);
        out.append(' ');
        expression(node.child(0));
        arguments(kids(node, 1));
        close();
      }
      case ATTRIBUTE -> {
        open("Attribute", node);
        out.append(' ');
        expression(node.child(0));
        out.append(' ');
        text(name(node.child(1)));
        close();
      }
      case SUBSCRIPT -> pair("Subscript", node, 0, 1);
      case SLICE -> {
        open("Slice", node);
        optional(node.first(Kind.SLICE_LOWER).map(part -> part.child(0)));
        optional(node.first(Kind.SLICE_UPPER).map(part -> part.child(0)));
        optional(node.first(Kind.SLICE_STEP).map(part -> part.child(0)));
        close();
      }
      default -> throw new IllegalStateException(node.toString());
    }
  }

  private void single(String name, Node node) {
    open(name, node);
    out.append(' ');
    expression(node.child(0));
    close();
  }

  private void pair(String name, Node node, int first, int second) {
    open(name, node);
    out.append(' ');
    expression(node.child(first));
    out.append(' ');
    expression(node.child(second));
    close();
  }

  private void elements(String name, Node node) {
    open(name, node);
    out.append(' ');
    list(node.children());
    close();
  }

  private void comprehension(String name, Node node, int start, int end) {
    open(name, start, end);
    out.append(' ');
    Node element = node.child(0);
    if (element.is(Kind.DICT_ITEM)) {
      expression(element.child(0));
      out.append(' ');
      expression(element.child(1));
    } else {
      expression(element);
    }
    out.append(" [");
    for (Node part : kids(node, 1)) {
      out.append("\n(comprehension ");
      expression(part.child(0));
      out.append(' ');
      expression(part.child(1));
      out.append(' ');
      list(kids(part, 2));
      out.append(' ').append(isAsync(part) ? 1 : 0).append(")");
    }
    out.append("]");
    close();
  }

  private void constant(Node node, String value) {
    open("Constant", node);
    out.append(' ').append(value);
    close();
  }

  private static String number(String text) {
    String lower = text.toLowerCase(java.util.Locale.ROOT);
    if (lower.startsWith("0x")) {
      return new BigInteger(lower.substring(2), 16).toString(16);
    }
    if (lower.startsWith("0o")) {
      return new BigInteger(lower.substring(2), 8).toString(16);
    }
    if (lower.startsWith("0b")) {
      return new BigInteger(lower.substring(2), 2).toString(16);
    }
    if (lower.endsWith("j")) {
      return "j" + bits(lower.substring(0, lower.length() - 1));
    }
    if (lower.indexOf('.') >= 0 || lower.indexOf('e') >= 0) {
      return "f" + bits(lower);
    }
    return new BigInteger(lower).toString(16);
  }

  private static String bits(String decimal) {
    return String.format("%016x", Double.doubleToRawLongBits(Double.parseDouble(decimal)));
  }

  /** Adjacent literals as one constant, or as one JoinedStr whose constants are merged. */
  private final class StringDump {
    private final Node node;
    private final List<Node> parts;
    private final StringBuilder text = new StringBuilder();
    private int textStart = -1;

    StringDump(Node node) {
      this.node = node;
      this.parts = node.is(Kind.STRINGS) ? node.children() : List.of(node);
    }

    void write() {
      boolean formatted = parts.stream().anyMatch(part -> part.is(Kind.FORMATTED_STRING));
      if (!formatted) {
        boolean bytes = StringLiteral.isBytes(parts.get(0).text());
        StringBuilder value = new StringBuilder();
        for (Node part : parts) {
          value.append(StringLiteral.decode(part.text()));
        }
        open("Constant", node);
        out.append(' ');
        if (bytes) {
          out.append('b');
          value.chars().forEach(c -> out.append(String.format("%02x", c)));
        } else {
          text(value.toString());
        }
        close();
        return;
      }
      open("JoinedStr", node);
      inString++;
      out.append(" [");
      for (Node part : parts) {
        if (part.is(Kind.STRING)) {
          add(part.start(), StringLiteral.decode(part.text()));
        } else {
          boolean raw = StringLiteral.isRaw(file.tokenText(part.firstToken()));
          members(part.children(), raw);
        }
      }
      flush();
      out.append("]");
      inString--;
      close();
    }

    private void add(int start, String value) {
      if (textStart < 0) {
        textStart = start;
      }
      text.append(value);
    }

    private void flush() {
      if (text.length() > 0) {
        open("Constant", textStart, textStart);
        out.append(' ');
        text(text.toString());
        close();
      }
      text.setLength(0);
      textStart = -1;
    }

    private void members(List<Node> members, boolean raw) {
      for (Node member : members) {
        if (member.is(Kind.STRING_TEXT)) {
          String plain = member.text().replace("{{", "{").replace("}}", "}");
          add(member.start(), StringLiteral.unescape(plain, raw, false));
        } else {
          field(member, raw);
        }
      }
    }

    private void field(Node field, boolean raw) {
      Node value = field.child(0);
      boolean debug = tokens.type(value.endToken()) == TokenType.EQ;
      Optional<Node> conversion = field.first(Kind.CONVERSION);
      Optional<Node> specification = field.first(Kind.FORMAT_SPECIFICATION);
      if (debug) {
        int start = tokens.end(field.firstToken());
        int end =
            conversion
                .or(() -> specification)
                .map(Node::start)
                .orElse(tokens.start(field.endToken() - 1));
        StringBuilder written = new StringBuilder();
        for (int i = tokens.rawAt(start); tokens.rawStart(i) < end; i++) {
          if (tokens.rawType(i) != TokenType.COMMENT) {
            written.append(file.text(tokens.rawStart(i), tokens.rawEnd(i)));
          }
        }
        add(start, StringLiteral.newlines(written.toString()));
      }
      flush();
      open("FormattedValue", field);
      out.append(' ');
      expression(value);
      char code =
          conversion.isPresent()
              ? conversion.get().child(0).text().charAt(0)
              : debug && specification.isEmpty() ? 'r' : (char) 0;
      out.append(' ').append(code == 0 ? -1 : code);
      out.append(' ');
      if (specification.isPresent()) {
        open("JoinedStr", specification.get());
        out.append(" [");
        members(specification.get().children(), raw);
        flush();
        out.append("]");
        close();
      } else {
        out.append('~');
      }
      close();
    }
  }
}
