import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes out what javac leaves to the first run: which class a pattern switch has before it, and
 * whether two records are equal.
 *
 * <p>Each such switch and each such method spins classes at its first use, about a millisecond
 * each, and the JVM's cache keeps neither (JDK 25 keeps those of lambdas and of joined strings). A
 * start has dozens of them, and they take longer than the work.
 */
public final class Desugar {
  private static final ClassDesc OBJECT = ConstantDescs.CD_Object;
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");
  private static final MethodTypeDesc SWITCH =
      MethodTypeDesc.of(ConstantDescs.CD_int, OBJECT, ConstantDescs.CD_int);
  private static final MethodTypeDesc EQUALS =
      MethodTypeDesc.of(ConstantDescs.CD_boolean, OBJECT, OBJECT);

  private final ClassFile classFile =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(Desugar.class.getClassLoader())
                  .orElse(ClassHierarchyResolver.defaultResolver())));

  public static void main(String[] folders) throws IOException {
    Desugar desugar = new Desugar();
    for (String folder : folders) {
      if (Files.isDirectory(Path.of(folder))) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
          for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
            desugar.rewrite(file);
          }
        }
      }
    }
  }

  private void rewrite(Path file) throws IOException {
    ClassModel old = classFile.parse(Files.readAllBytes(file));
    boolean isSugared =
        old.methods().stream()
            .anyMatch(method -> isSwitching(method) || recordCall(method).isPresent());
    if (isSugared) {
      ClassDesc self = old.thisClass().asSymbol();
      Files.write(file, classFile.build(self, plain -> copy(old, self, plain)));
    }
  }

  private static void copy(ClassModel old, ClassDesc self, ClassBuilder plain) {
    List<List<ClassDesc>> switches = new ArrayList<>();
    CodeTransform calls =
        (code, element) -> {
          if (element instanceof InvokeDynamicInstruction call && isSwitch(call)) {
            code.invokestatic(self, switchName(switches.size()), SWITCH, isInterface(old));
            switches.add(call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList());
          } else {
            code.with(element);
          }
        };
    for (ClassElement element : old) {
      if (element instanceof MethodModel method && recordCall(method).isPresent()) {
        plain.withMethodBody(
            method.methodName(),
            method.methodType(),
            method.flags().flagsMask(),
            code -> compare(code, self, recordCall(method).get()));
      } else if (element instanceof MethodModel method && isSwitching(method)) {
        plain.transformMethod(method, MethodTransform.transformingCode(calls));
      } else {
        plain.with(element);
      }
    }
    for (int i = 0; i < switches.size(); i++) {
      List<ClassDesc> classes = switches.get(i);
      plain.withMethodBody(
          switchName(i),
          SWITCH,
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> choose(code, classes));
    }
  }

  private static boolean isInterface(ClassModel model) {
    return (model.flags().flagsMask() & ClassFile.ACC_INTERFACE) != 0;
  }

  private static String switchName(int index) {
    return "switch$" + index;
  }

  private static boolean isSwitching(MethodModel method) {
    return calls(method).anyMatch(Desugar::isSwitch);
  }

  /** Switches over constants are left as they are. */
  private static boolean isSwitch(InvokeDynamicInstruction call) {
    return call.bootstrapMethod().owner().displayName().equals("SwitchBootstraps")
        && call.bootstrapMethod().methodName().equals("typeSwitch")
        && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  /** What computes {@code equals} or {@code hashCode} of a record; its text matters to nobody. */
  private static Optional<InvokeDynamicInstruction> recordCall(MethodModel method) {
    return calls(method)
        .filter(call -> call.bootstrapMethod().owner().displayName().equals("ObjectMethods"))
        .filter(call -> !call.name().equalsString("toString"))
        .findFirst();
  }

  private static Stream<InvokeDynamicInstruction> calls(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .filter(InvokeDynamicInstruction.class::isInstance)
        .map(InvokeDynamicInstruction.class::cast);
  }

  /** As {@code SwitchBootstraps.typeSwitch}: the first class from a label on that fits. */
  private static void choose(CodeBuilder code, List<ClassDesc> classes) {
    code.aload(0).ifThen(Opcode.IFNULL, isNull -> isNull.iconst_m1().ireturn());
    for (int i = 0; i < classes.size(); i++) {
      Label next = code.newLabel();
      code.iload(1).loadConstant(i).if_icmpgt(next);
      code.aload(0).instanceOf(classes.get(i)).ifeq(next);
      code.loadConstant(i).ireturn().labelBinding(next);
    }
    code.loadConstant(classes.size()).ireturn();
  }

  private static void compare(CodeBuilder code, ClassDesc self, InvokeDynamicInstruction call) {
    List<DirectMethodHandleDesc> fields =
        call.bootstrapArgs().stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
    if (call.name().equalsString("hashCode")) {
      hash(code, self, fields);
    } else {
      equal(code, self, fields);
    }
  }

  private static void hash(CodeBuilder code, ClassDesc self, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      code.bipush(31).imul().aload(0).getfield(self, field.methodName(), type);
      if (type.isPrimitive()) {
        code.invokestatic(box(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
      } else {
        code.invokestatic(OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, OBJECT));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private static void equal(CodeBuilder code, ClassDesc self, List<DirectMethodHandleDesc> fields) {
    Label differ = code.newLabel();
    code.aload(1).instanceOf(self).ifeq(differ);
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      String name = field.methodName();
      code.aload(0).getfield(self, name, type);
      code.aload(1).checkcast(self).getfield(self, name, type);
      if (type.isPrimitive()) {
        MethodTypeDesc compare = MethodTypeDesc.of(ConstantDescs.CD_int, type, type);
        code.invokestatic(box(type), "compare", compare).ifne(differ);
      } else {
        code.invokestatic(OBJECTS, "equals", EQUALS).ifeq(differ);
      }
    }
    code.iconst_1().ireturn().labelBinding(differ).iconst_0().ireturn();
  }

  private static ClassDesc box(ClassDesc primitive) {
    return switch (primitive.descriptorString()) {
      case "Z" -> ConstantDescs.CD_Boolean;
      case "B" -> ConstantDescs.CD_Byte;
      case "C" -> ConstantDescs.CD_Character;
      case "S" -> ConstantDescs.CD_Short;
      case "I" -> ConstantDescs.CD_Integer;
      case "J" -> ConstantDescs.CD_Long;
      case "F" -> ConstantDescs.CD_Float;
      default -> ConstantDescs.CD_Double;
    };
  }
}
