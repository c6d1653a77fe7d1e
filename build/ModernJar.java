import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * Rewrites jars so that the JVM takes their classes into its cache, and has little else to read: as
 * class files of this Java, without signatures, and with an empty manifest.
 *
 * <p>The JVM leaves classes compiled for Java 5 out of its cache and verifies them the old way at
 * each start, and so it does with those of signed jars, whose signatures it checks besides. Picocli
 * is of the first kind, JGit of the second; each takes more time than everything else a start does.
 * The manifest of each jar with a class in the cache is read before the program begins, and JGit's
 * has a quarter of a megabyte.
 */
public final class ModernJar {
  private static final byte[] EMPTY_MANIFEST =
      "Manifest-Version: 1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private static final MethodTransform REBUILD =
      MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL);

  private final ClassFile classFile;

  private ModernJar(ClassLoader classes) {
    classFile =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(classes)
                    .orElse(ClassHierarchyResolver.defaultResolver())));
  }

  public static void main(String[] folders) throws IOException {
    List<Path> jars;
    try (Stream<Path> files = Files.list(Path.of(folders[0]))) {
      jars = files.filter(file -> file.toString().endsWith(".jar")).toList();
    }
    for (Path jar : jars) {
      try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()})) {
        new ModernJar(classes).rewrite(jar);
      }
    }
  }

  private void rewrite(Path jar) throws IOException {
    Path rewritten = jar.resolveSibling(jar.getFileName() + ".rewritten");
    try (JarFile from = new JarFile(jar.toFile());
        JarOutputStream to = new JarOutputStream(Files.newOutputStream(rewritten))) {
      for (Enumeration<JarEntry> entries = from.entries(); entries.hasMoreElements(); ) {
        JarEntry entry = entries.nextElement();
        if (entry.getName().matches("META-INF/[^/]*\\.(SF|RSA|DSA|EC)")) {
          continue;
        }
        JarEntry copy = new JarEntry(entry.getName());
        copy.setTime(entry.getTime());
        to.putNextEntry(copy);
        try (InputStream content = from.getInputStream(entry)) {
          byte[] bytes = content.readAllBytes();
          to.write(
              entry.getName().equals(JarFile.MANIFEST_NAME)
                  ? EMPTY_MANIFEST
                  : entry.getName().endsWith(".class") ? modern(bytes) : bytes);
        }
        to.closeEntry();
      }
    }
    Files.move(rewritten, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private byte[] modern(byte[] bytes) {
    ClassModel old = classFile.parse(bytes);
    if (old.majorVersion() >= ClassFile.JAVA_7_VERSION) {
      return bytes;
    }
    return classFile.build(
        old.thisClass().asSymbol(),
        modern -> {
          modern.withVersion(ClassFile.latestMajorVersion(), 0);
          for (ClassElement element : old) {
            switch (element) {
              case ClassFileVersion _ -> {}
              // A transform, although it changes nothing: code that is only copied gets no stack
              // map.
              case MethodModel method -> modern.transformMethod(method, REBUILD);
              default -> modern.with(element);
            }
          }
        });
  }
}
