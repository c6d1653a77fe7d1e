package fitmend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that is named is read, also when none of its bytes could concern a rule. */
class NamedFileTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("broken.py"), "def f(:\n");
    Files.writeString(folder.resolve("empty.py"), "");
  }

  private int check(String name) {
    return Main.run(
        InputStream.nullInputStream(),
        new ByteArrayOutputStream(),
        err,
        "check",
        folder.resolve(name).toString());
  }

  @Test
  void isRefusedWhenItIsNotPython() {
    assertEquals(ExitCode.FAILED, check("broken.py"));
    String said = err.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("broken.py:1:6: '(' was never closed"), said);
  }

  @Test
  void isFineWhenItIsEmpty() {
    assertEquals(ExitCode.CLEAN, check("empty.py"));
  }

  @Test
  void isPassedOverBelowAFolder() {
    assertEquals(ExitCode.CLEAN, check("."));
  }
}
