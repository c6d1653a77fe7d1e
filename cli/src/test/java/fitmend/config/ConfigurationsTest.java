package fitmend.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import fitmend.inference.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationsTest {
  @TempDir Path folder;

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void readsAllKeys() throws Exception {
    write(
        "pyproject.toml",
        """
        [project]
        name = "x"
        [tool.fitmend]
        target = "tensorflow==2.15"
        select = ["TRN", "float64-input"]
        ignore = []
        unsafe-fixes = true
        exclude = ["old/", "*_pb2.py"]
        output-format = "concise"
        """);
    Configuration read = Configurations.nearest(folder).in(folder);
    assertEquals(
        new Configuration(
            Optional.of(folder.resolve("pyproject.toml")),
            Optional.of(Target.TENSORFLOW_2_15),
            Optional.of(List.of("TRN", "float64-input")),
            Optional.of(List.of()),
            Optional.of(true),
            List.of("old/", "*_pb2.py"),
            Optional.of("concise")),
        read);
  }

  @Test
  void nearestTableOfOursHoldsAlone() throws Exception {
    write("pyproject.toml", "[tool.fitmend]\nunsafe-fixes = true\n");
    write("sub/pyproject.toml", "[tool.fitmend]\nselect = ['VAR']\n");
    write("sub/deep/pyproject.toml", "[project]\ndependencies = ['fitmend']\n");
    Files.createDirectories(folder.resolve("other/deep"));
    Configurations configurations = Configurations.nearest(folder);
    Configuration deep = configurations.in(folder.resolve("sub/deep"));
    assertEquals(Optional.of(List.of("VAR")), deep.select());
    assertEquals(Optional.empty(), deep.unsafeFixes());
    Configuration other = configurations.in(folder.resolve("other/deep"));
    assertEquals(Optional.of(true), other.unsafeFixes());
  }

  @Test
  void excludesByNameAndByPath() throws Exception {
    write("pyproject.toml", "[tool.fitmend]\nexclude = ['old/', '*_pb2.py', 'a/**/c.py']\n");
    Configurations configurations = Configurations.nearest(folder);
    assertTrue(configurations.excludes(folder.resolve("old")));
    assertTrue(configurations.excludes(folder.resolve("x_pb2.py")));
    assertTrue(configurations.excludes(folder.resolve("a/b/c.py")));
    assertFalse(configurations.excludes(folder.resolve("c.py")));
  }

  @Test
  void saysWhatIsWrongAndWhere() throws IOException {
    assertProblem(
        "pyproject.toml:3: unknown key `selct`; did you mean `select`?",
        "# fitmend\n[tool.fitmend]\nselct = []\n");
    assertProblem(
        "pyproject.toml:2: `select` must be an array of strings", "[tool.fitmend]\nselect = [1]\n");
    assertProblem(
        "pyproject.toml:4: `select` must be an array of strings",
        "[tool.x]\nselect = 1\n[tool.fitmend]\nselect = 'TRN'\n");
    assertProblem(
        "pyproject.toml:2: `unsafe-fixes` must be true or false",
        "[tool.fitmend]\nunsafe-fixes = 'yes'\n");
    assertProblem("pyproject.toml:2: `target` must be a string", "[tool.fitmend]\ntarget = 2\n");
    assertProblem(
        "pyproject.toml:2: unknown target `tf`; there are tensorflow==1.15, tensorflow==2.15,"
            + " tensorflow==2.21",
        "[tool.fitmend]\ntarget = 'tf'\n");
    assertProblem("pyproject.toml: `tool.fitmend` must be a table", "[tool]\nfitmend = 1\n");
  }

  @Test
  void saysWhereTheSyntaxIsWrong() throws IOException {
    write("pyproject.toml", "[tool.fitmend]\nselect = [\n");
    ConfigurationException wrong =
        assertThrows(ConfigurationException.class, () -> Configurations.nearest(folder).in(folder));
    assertTrue(wrong.getMessage().matches("pyproject.toml:[23]:\\d+: .*"), wrong.getMessage());
  }

  private void assertProblem(String expected, String text) throws IOException {
    write("pyproject.toml", text);
    ConfigurationException wrong =
        assertThrows(ConfigurationException.class, () -> Configurations.nearest(folder).in(folder));
    assertEquals(expected, wrong.getMessage());
  }
}
