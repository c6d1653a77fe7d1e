package fitmend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class ShapesCommandTest {
  private static final String TWO_WAYS =
      """
      import numpy as np
      from tensorflow import keras
      x = np.zeros((10, 8, 8, 1), dtype="float32")
      image = keras.Input(shape=(8, 8, 1), name="image")
      left = keras.layers.Conv2D(4, 3, padding="same", name="left")(image)
      right = keras.layers.Conv2D(4, 1, name="right")(image)
      both = keras.layers.Concatenate(name="both")([left, right])
      flat = keras.layers.Flatten(name="flat")(both)
      out = keras.layers.Dense(2, name="out")(flat)
      model = keras.Model(image, out, name="two_ways")
      model.compile("sgd", "mse")
      model.fit(x, np.zeros((10, 2)), verbose=0)
      """;

  @TempDir Path folder;
  private CommandRun run;

  @BeforeEach
  void start() throws IOException {
    folder = folder.toRealPath();
    run = new CommandRun(folder);
  }

  @Test
  void showsModelsArraysAndWhatEntersThem() throws IOException {
    Files.writeString(folder.resolve("a.py"), TWO_WAYS);
    assertEquals(0, run.run("shapes", "a.py"), run.err());
    assertEquals(
        """
        a.py on tensorflow==2.21

        Model "two_ways" (Functional), line 10
          Layer  Type         Output shape     Parameters  Connected to
          image  InputLayer   (None, 8, 8, 1)  0
          left   Conv2D       (None, 8, 8, 4)  40          image
          right  Conv2D       (None, 8, 8, 4)  8           image
          both   Concatenate  (None, 8, 8, 8)  0           left, right
          flat   Flatten      (None, 512)      0           both
          out    Dense        (None, 2)        1,026       flat
          Total parameters: 1,074, trainable: 1,074, non-trainable: 0

        Arrays
          line 3  x  float32 (10, 8, 8, 1)

        What enters the models
          line 12  fit  x  float32 (10, 8, 8, 1)
          line 12  fit  y  float64 (10, 2)
        """,
        run.out());
  }

  @Test
  void showsWhereTheShapesStopFitting() throws IOException {
    String script =
        """
        import numpy as np
        x = np.zeros((4, 3))
        y = x.reshape((5, 3))
        """;
    Files.writeString(folder.resolve("a.py"), script);
    assertEquals(1, run.run("shapes", "a.py"));
    assertTrue(
        run.out()
            .contains(
                """
                Breaks at line 3: ValueError: cannot reshape array of size 12 into shape (5,3)
                  line 2  np.zeros((4, 3))  float64 (4, 3)
                """),
        run.out());
  }

  @Test
  void writesJson() throws IOException {
    Files.writeString(folder.resolve("a.py"), TWO_WAYS);
    run.run("shapes", "--output-format", "json", "a.py");
    JsonNode json = new ObjectMapper().readTree(run.out());
    assertEquals(1074, json.at("/models/0/parameters").asInt());
    assertEquals("left", json.at("/models/0/layers/3/connected_to/0").asText());
    assertEquals("float32 (10, 8, 8, 1)", json.at("/feeds/0/arguments/0/value").asText());
    assertTrue(json.at("/failure").isNull());
  }

  @Test
  void drawsTheLayersWithTheirShapesOnTheArrows() throws Exception {
    Files.writeString(folder.resolve("a.py"), TWO_WAYS);
    run.run("shapes", "--output-format", "svg", "a.py");
    Document drawing =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(run.out().getBytes(StandardCharsets.UTF_8)));
    assertEquals(6 + 1, drawing.getElementsByTagName("rect").getLength());
    assertEquals(6 + 1, drawing.getElementsByTagName("path").getLength());
    assertTrue(drawing.getDocumentElement().getTextContent().contains("(None, 8, 8, 8)"));
  }

  @Test
  void saysThatThereIsNothing() throws IOException {
    Files.writeString(folder.resolve("a.py"), "");
    assertEquals(0, run.run("shapes", "a.py"));
    assertEquals("a.py on tensorflow==2.21\n\nNo model and no array is known.\n", run.out());
  }

  @Test
  void saysWhatIsWrongWithTheFile() throws IOException {
    Files.writeString(folder.resolve("a.py"), "x = (\n");
    assertEquals(2, run.run("shapes", "a.py"));
    assertTrue(run.err().startsWith("fitmend: a.py:"), run.err());
    assertEquals(2, run.run("shapes", "b.py"));
    assertEquals(2, run.run("shapes"));
    assertTrue(run.err().endsWith("fitmend: which script? Give its file name\n"), run.err());
  }

  @Test
  void readsStandardInput() throws IOException {
    run.input("import numpy as np\nx = np.zeros((2, 3))\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(0, run.run("shapes", "-"), run.err());
    assertEquals("- on tensorflow==2.21\n\nArrays\n  line 2  x  float64 (2, 3)\n", run.out());
  }

  @Test
  void takesOneScript() throws IOException {
    Files.writeString(folder.resolve("a.py"), "");
    Files.writeString(folder.resolve("b.py"), "");
    assertEquals(2, run.run("shapes", "a.py", "b.py"));
    assertTrue(run.err().startsWith("fitmend: "), run.err());
    assertEquals("", run.out());
  }

  @Test
  void refusesFolders() throws IOException {
    Files.createDirectory(folder.resolve("scripts"));
    assertEquals(2, run.run("shapes", "scripts"));
    assertEquals("fitmend: scripts: is a directory\n", run.err());
  }

  @Test
  void showsWhatWasThereBeforeAnEarlyFailure() throws IOException {
    String script =
        """
        import numpy as np
        from tensorflow import keras
        x = np.zeros((4, 3))
        boom = missing + 1
        model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(1)])
        """;
    Files.writeString(folder.resolve("a.py"), script);
    assertEquals(1, run.run("shapes", "a.py"));
    assertEquals(
        """
        a.py on tensorflow==2.21

        Arrays
          line 3  x  float64 (4, 3)

        Breaks at line 4: NameError: name 'missing' is not defined
        """,
        run.out());
  }

  @Test
  void showsModelsThatFunctionsMakeAndThoseNeverBuilt() throws IOException {
    String script =
        """
        from tensorflow import keras
        def small(units):
            return keras.Sequential([keras.Input((3,)), keras.layers.Dense(units)], name="small")
        first = small(2)
        first.layers[0].trainable = False
        waiting = keras.Sequential([keras.layers.Dense(4)], name="waiting")
        """;
    Files.writeString(folder.resolve("a.py"), script);
    assertEquals(0, run.run("shapes", "a.py"), run.err());
    assertEquals(
        """
        a.py on tensorflow==2.21

        Model "small" (Sequential), line 3
          Layer  Type   Output shape  Parameters
          dense  Dense  (None, 2)     8
          Total parameters: 8, trainable: 0, non-trainable: 8

        Model "waiting" (Sequential), line 6
          Layer    Type   Output shape  Parameters
          dense_1  Dense  unknown       unknown
          Total parameters: unknown, trainable: unknown, non-trainable: unknown
        """,
        run.out());
  }

  @Test
  void drawsLongNamesInsideTheirBoxes() throws Exception {
    String name = "a_convolution_with_a_name_that_is_much_longer_than_those_of_keras";
    Files.writeString(folder.resolve("a.py"), TWO_WAYS.replace("\"left\"", "\"" + name + "\""));
    run.run("shapes", "--output-format", "svg", "a.py");
    int width = Integer.parseInt(run.out().split("<rect x=")[2].split("\"")[5]);
    assertTrue(width >= 7 * name.length(), run.out());
  }
}
