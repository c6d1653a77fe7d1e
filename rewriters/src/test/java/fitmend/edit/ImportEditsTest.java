package fitmend.edit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImportEditsTest {

  @Test
  void usesWhatIsThere() {
    assertKnown("import numpy as np\nuse\n", "np");
    assertKnown("import numpy\nuse\n", "numpy");
    assertKnown("import os, numpy as n\nuse\n", "n");
    assertKnown("import numpy as np\ndef g():\n    use\n", "np");
  }

  @Test
  void usesFromImports() {
    Snippet snippet = Snippet.of("from tensorflow import keras as k\nuse\n");
    Imported imported =
        ImportEdits.module(snippet.expression("use"), snippet.names(), "tensorflow.keras", "keras");
    assertEquals(new Imported("k", List.of()), imported);
  }

  @Test
  void addsAnImport() {
    assertAdded("import os\nuse\n", "import os\nimport numpy as np\nuse\n");
    assertAdded("use\n", "import numpy as np\nuse\n");
    assertAdded("use", "import numpy as np\nuse");
    assertAdded("#!/bin/python\n# c\n\nuse\n", "#!/bin/python\n# c\n\nimport numpy as np\nuse\n");
    assertAdded("'''doc'''\nuse\n", "'''doc'''\nimport numpy as np\nuse\n");
    assertAdded(
        "from __future__ import division\nuse\n",
        "from __future__ import division\nimport numpy as np\nuse\n");
    assertAdded(
        "import os  # x\ntry:\n    import numpy as np\nexcept E:\n    np2 = 0\nuse\n"
            .replace("np\n", "q\n"),
        "import os  # x\n"
            + "import numpy as np\n"
            + "try:\n"
            + "    import numpy as q\n"
            + "except E:\n"
            + "    np2 = 0\n"
            + "use\n");
    assertAdded("import os\r\nuse\r\n", "import os\r\nimport numpy as np\r\nuse\r\n");
    assertAdded("import os\nuse\nimport sys\n", "import os\nimport numpy as np\nuse\nimport sys\n");
    assertAdded(
        "from .numpy import numpy as x\nuse\n",
        "from .numpy import numpy as x\nimport numpy as np\nuse\n");
  }

  @Test
  void doesNotTakeANameInUse() {
    assertAdded("np = 1\nuse\n", "import numpy as _np\nnp = 1\nuse\n");
    assertAdded(
        "import numpy as np\ndef g(np):\n    use\n",
        "import numpy as np\nimport numpy as _np\ndef g(np):\n    use\n");
    assertAdded("use\nimport numpy as np\n", "import numpy as _np\nuse\nimport numpy as np\n");
  }

  @Test
  void worksForTheWholeFile() {
    Snippet snippet = Snippet.of("import os\nx = 1\nimport sys\nimport numpy\n");
    Imported imported = ImportEdits.module(snippet.file(), snippet.names(), "numpy", "np");
    assertEquals(
        "import os\nimport numpy as np\nx = 1\nimport sys\nimport numpy\n",
        snippet.with(imported.edits()));
  }

  @Test
  void writesDottedModules() {
    Snippet snippet = Snippet.of("import os\nuse\n");
    Imported imported =
        ImportEdits.module(snippet.expression("use"), snippet.names(), "tensorflow.keras", "keras");
    assertEquals("import os\nfrom tensorflow import keras\nuse\n", snippet.with(imported.edits()));
  }

  private static void assertKnown(String text, String name) {
    Snippet snippet = Snippet.of(text);
    Imported imported =
        ImportEdits.module(snippet.expression("use"), snippet.names(), "numpy", "np");
    assertEquals(new Imported(name, List.of()), imported);
  }

  private static void assertAdded(String before, String after) {
    Snippet snippet = Snippet.of(before);
    Imported imported =
        ImportEdits.module(snippet.expression("use"), snippet.names(), "numpy", "np");
    assertEquals(after, snippet.with(imported.edits()));
  }
}
