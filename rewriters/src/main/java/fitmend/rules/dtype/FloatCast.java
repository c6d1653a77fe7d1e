package fitmend.rules.dtype;

import fitmend.edit.ArgumentEdits;
import fitmend.edit.Edit;
import fitmend.edit.ExpressionEdits;
import fitmend.edit.StatementEdits;
import fitmend.python.name.Binding;
import fitmend.python.name.Names;
import fitmend.python.tree.Argument;
import fitmend.python.tree.Call;
import fitmend.python.tree.Kind;
import fitmend.python.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Writes casts to float32 in the style of a script. */
final class FloatCast {
  private final Node root;
  private final Names names;
  private final FloatTypes types;
  private String arrayType;
  private String string;

  FloatCast(Node root, Names names) {
    this.root = root;
    this.names = names;
    this.types = new FloatTypes(names);
  }

  /** Makes float32 of what the expression makes; empty where its type is given by a variable. */
  Optional<List<Edit>> atMaking(Node maker) {
    if (maker.is(Kind.NAME)) {
      String cast = maker.text() + " = " + maker.text() + ".astype(" + arrayType() + ")";
      return StatementEdits.insertAfter(maker.statement(), cast).map(List::of);
    }
    Optional<Call> call = Call.of(maker);
    if (call.isEmpty()) {
      return Optional.of(behind(maker));
    }
    Optional<String> name = names.qualifiedName(call.get().callee());
    if (call.get().name().filter("astype"::equals).isPresent()) {
      return call.get().argument("dtype", 0).flatMap(this::replaced);
    }
    if (name.filter(TensorFlowCalls::makesTensor).isPresent()) {
      int position = TensorFlowCalls.operation(name.get()).equals("Variable") ? 6 : 1;
      return withType(call.get(), position, tensorType(call.get()));
    }
    OptionalInt position = name.map(ArrayCalls::dtypeOfMaker).orElse(OptionalInt.empty());
    return position.isPresent()
        ? withType(call.get(), position.getAsInt(), arrayType())
        : Optional.of(behind(maker));
  }

  /** Makes float32 of an array where it is used. */
  List<Edit> atUse(Node array) {
    return ExpressionEdits.append(array, ".astype(" + arrayType() + ")");
  }

  private Optional<List<Edit>> withType(Call call, int position, String type) {
    Optional<Argument> given = call.argument("dtype", position);
    if (given.isPresent()) {
      return replaced(given.get());
    }
    return call.hasUnpacking()
        ? Optional.empty()
        : Optional.of(ArgumentEdits.addKeyword(call, "dtype", type));
  }

  private Optional<List<Edit>> replaced(Argument type) {
    Node value = type.value();
    boolean isVariable =
        value.is(Kind.NAME)
            && names
                .reachingBinding(value)
                .filter(binding -> binding.kind() != Binding.Kind.IMPORT)
                .isPresent();
    if (!types.isDouble(value) || isVariable) {
      return Optional.empty();
    }
    String text =
        switch (value.kind()) {
          case ATTRIBUTE -> value.child(0).text() + ".float32";
          case STRING -> {
            String quote = value.text().substring(0, 1);
            yield quote + "float32" + quote;
          }
          default -> importedAs("numpy").map(np -> np + ".float32").orElseGet(this::string);
        };
    return Optional.of(List.of(ArgumentEdits.replaceValue(type, text)));
  }

  /** Behind the methods that only move the numbers about: {@code rand(9).reshape(3, 3)}. */
  private List<Edit> behind(Node maker) {
    Node end = maker;
    while (true) {
      Node parent = end.parent().orElseThrow();
      Node around = parent.parent().orElse(parent);
      boolean isMethod =
          parent.is(Kind.ATTRIBUTE)
              && around.is(Kind.CALL)
              && around.child(0).equals(parent)
              && ArrayCalls.keepsNumbers(parent.child(1).text());
      if (isMethod) {
        end = around;
      } else if (parent.is(Kind.PARENTHESIZED)) {
        end = parent;
      } else {
        return ExpressionEdits.append(end, ".astype(" + arrayType() + ")");
      }
    }
  }

  // Spelling.

  private String tensorType(Call call) {
    Node callee = call.callee().unparenthesized();
    if (callee.is(Kind.ATTRIBUTE) && callee.child(0).is(Kind.NAME)) {
      return callee.child(0).text() + ".float32";
    }
    Optional<String> imported = importedAs("tensorflow.float32");
    return imported
        .or(() -> importedAs("tensorflow").map(tf -> tf + ".float32"))
        .orElseGet(this::string);
  }

  /** {@code np.float32} if the script says so or {@code np.float64} elsewhere, else a string. */
  private String arrayType() {
    if (arrayType == null) {
      arrayType = findArrayType();
    }
    return arrayType;
  }

  private String findArrayType() {
    boolean usesStrings =
        root.all(Kind.STRING).stream().anyMatch(s -> s.text().matches("['\"]float(32|64)['\"]"));
    if (usesStrings) {
      return string();
    }
    return root.all(Kind.ATTRIBUTE).stream()
        .filter(
            attribute ->
                names
                    .qualifiedName(attribute)
                    .filter(name -> name.equals("numpy.float32") || name.equals("numpy.float64"))
                    .isPresent())
        .findFirst()
        .map(attribute -> attribute.child(0).text() + ".float32")
        .or(() -> importedAs("numpy.float32"))
        .orElseGet(this::string);
  }

  /** {@code float32} in the quotes that the script uses most. */
  private String string() {
    if (string == null) {
      string = findString();
    }
    return string;
  }

  private String findString() {
    long single =
        root.all(Kind.STRING, Kind.FORMATTED_STRING).stream()
            .filter(s -> s.text().matches("\\w{0,2}'(?!'').*"))
            .count();
    long twofold =
        root.all(Kind.STRING, Kind.FORMATTED_STRING).stream()
            .filter(s -> s.text().matches("\\w{0,2}\"(?!\"\").*"))
            .count();
    return single > twofold ? "'float32'" : "\"float32\"";
  }

  /** The name at the top of the file that means that and nothing else. */
  private Optional<String> importedAs(String qualifiedName) {
    return root.all(Kind.NAME).stream()
        .filter(name -> !name.parent().orElseThrow().is(Kind.MODULE_NAME))
        .filter(name -> names.qualifiedName(name).filter(qualifiedName::equals).isPresent())
        .findFirst()
        .map(Node::text);
  }
}
