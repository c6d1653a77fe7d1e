package fitmend.python.name;

import static org.junit.jupiter.api.Assertions.assertEquals;

import fitmend.python.tree.PythonFile;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What names stand for. Each case is a title, a source, and behind {@code =>} what its {@code
 * show(…)} calls resolve to: a path, {@code a | b} for one of several, {@code ?path} for unknown.
 */
class ResolutionTest {
  private static final String CASES =
      """
      --- an import
      import tensorflow
      show(tensorflow.keras.layers.Dense)
      => tensorflow.keras.layers.Dense
      --- an alias
      import tensorflow as tf
      show(tf.keras)
      show((tf).keras.Model)
      => tensorflow.keras; tensorflow.keras.Model
      --- a dotted import binds its first name
      import tensorflow.keras.layers
      show(tensorflow.keras.layers)
      show(keras)
      => tensorflow.keras.layers; ?keras
      --- a dotted import with an alias
      import tensorflow.compat.v1 as tf
      show(tf.Session)
      => tensorflow.compat.v1.Session
      --- two imports of one package
      import os
      import os.path
      show(os.path)
      => os.path
      --- from imports
      from tensorflow import keras as K, nn
      from tensorflow.keras.layers import Dense
      show(K.Model)
      show(nn.relu)
      show(Dense)
      => tensorflow.keras.Model; tensorflow.nn.relu; tensorflow.keras.layers.Dense
      --- relative imports are unknown, with their path
      from . import layers
      from ..models import net
      from ... import deep
      show(layers.Dense)
      show(net)
      show(deep)
      => ?.layers.Dense; ?..models.net; ?...deep
      --- module variables
      import tensorflow as tf
      L = tf.keras.layers
      K, nn = tf.keras.backend, tf.nn
      D: type = L.Dense
      show(L.Dense)
      show(K.sum)
      show(nn.relu)
      show(D)
      def f():
          show(L.Conv2D)
      => tensorflow.keras.layers.Dense; tensorflow.keras.backend.sum; tensorflow.nn.relu; \
      tensorflow.keras.layers.Dense; tensorflow.keras.layers.Conv2D
      --- other packages are not renamed
      from keras.layers import Dense
      show(Dense)
      => keras.layers.Dense
      --- names of nobody
      show(tf.keras)
      show(len)
      => ?tf.keras; ?len
      --- what is no name
      import tensorflow as tf
      show(tf.f())
      show(tf.f().x)
      show(tf.x[0].y)
      show("tf")
      => ?; ?; ?; ?
      --- try and except
      try:
          import tensorflow.compat.v1 as tf
      except ImportError:
          import tensorflow as tf
      show(tf.Session)
      def f():
          show(tf.Session)
      => tensorflow.Session | tensorflow.compat.v1.Session; \
      tensorflow.Session | tensorflow.compat.v1.Session
      --- try with the same path twice
      try:
          from tensorflow import keras
      except ImportError:
          import tensorflow.keras as keras
      show(keras.Model)
      => tensorflow.keras.Model
      --- except that leaves
      import sys
      try:
          import tensorflow as tf
      except ImportError:
          tf = load()
          sys.exit("no tensorflow")
      show(tf.nn)
      => tensorflow.nn
      --- except that raises
      try:
          import tensorflow as tf
      except ImportError as error:
          tf = 3
          raise SystemExit from error
      show(tf.nn)
      => tensorflow.nn
      --- None has no attributes and cannot be called
      try:
          import tensorflow as tf
          from keras.layers import Dense
      except ImportError:
          tf = None
          Dense = None
      show(tf.nn)
      show(tf)
      Dense(show(Dense))
      => tensorflow.nn; ?tensorflow; ?keras.layers.Dense
      --- try else finally
      try:
          import a
      except ImportError:
          import b as a
      else:
          show(a)
      finally:
          show(a)
      show(a)
      => a; a | b; a | b
      --- finally rebinds
      try:
          import b as a
      finally:
          import a
      show(a)
      => a
      --- if and else
      import sys
      if sys.version_info > (3,):
          import a.x as m
      elif sys.platform == "win32":
          import b as m
      else:
          import c as m
      show(m.y)
      => a.x.y | b.y | c.y
      --- if alone may leave the name unbound, which is an error and no other value
      if flag:
          import tensorflow as tf
      show(tf.nn)
      => tensorflow.nn
      --- a conditional expression
      import a, b
      m = a.x if flag else b.x
      n = a.x if flag else (a.x)
      show(m.y)
      show(n.y)
      => a.x.y | b.x.y; a.x.y
      --- function-local imports
      def f():
          import tensorflow as tf
          show(tf.nn)
          def g():
              show(tf.nn)
      show(tf.nn)
      => tensorflow.nn; tensorflow.nn; ?tf.nn
      --- shadowed by a parameter
      import tensorflow as tf
      def f(tf):
          show(tf.nn)
      f = lambda tf: show(tf.nn)
      show(tf.nn)
      => ?tf.nn; ?tf.nn; tensorflow.nn
      --- shadowed by a local that comes later
      import tensorflow as tf
      def f():
          show(tf.nn)
          tf = 3
      => ?tf.nn
      --- defaults, decorators, bases and annotations are outside
      import tensorflow as tf
      @show(tf.function)
      def f(tf=show(tf.a)) -> show(tf.b):
          pass
      class C(show(tf.c)):
          tf = 3
      => tensorflow.function; tensorflow.a; tensorflow.b; tensorflow.c
      --- classes are not seen from their methods
      import a as m
      class C:
          import b as m
          show(m)
          def f(self):
              show(m)
          x = [show(m) for y in show(m)]
      => b; a; a; b
      --- a class body falls back to the module
      import a as m
      class C:
          show(m)
          m = m.x
          show(m)
      => a; a.x
      --- a comprehension has its own names
      import a as m
      x = [show(m) for m in show(m)]
      show(m)
      => ?m; a; a
      --- a walrus in a comprehension binds outside
      import a
      def f():
          [show(m := a.x) for y in z]
          show(m)
      => a.x; a.x
      --- rebinding
      import a as m
      show(m)
      m = m.x
      show(m)
      import b as m
      show(m)
      => a; a.x; b
      --- a function sees what is left and what comes
      import a as m
      m = m.x
      def f():
          show(m)
      import c
      m = c
      def g():
          show(m)
      => a.x | c; c
      --- a function in a loop sees what the loop binds
      import a as m
      for x in y:
          import b as m
          def f():
              show(m)
          import c as m
      => b | c
      --- a loop that rebinds
      import a as m
      for x in y:
          show(m)
          import b as m
          show(m)
      show(m)
      => a | b; b; a | b
      --- a loop that makes a name of itself
      import a as m
      while m:
          show(m)
          m = m.x
      => ?a
      --- for else without break
      import a as m
      for x in y:
          pass
      else:
          import b as m
      show(m)
      => b
      --- for else with break
      import a as m
      for x in y:
          if x:
              break
      else:
          import b as m
      show(m)
      => a | b
      --- a loop variable, a with variable, an except variable
      import a as m, b as n, c as o
      for m in x:
          show(m)
      with x as n:
          show(n)
      try:
          pass
      except E as o:
          show(o)
      show(o)
      => ?m; ?n; ?o; c
      --- deletion
      import a
      del a
      show(a)
      import a
      show(a)
      => ?a; a
      --- global
      import a as m
      def f():
          global m
          import b as m
          show(m)
      show(m)
      => a | b; a | b
      --- global from a function only
      def f():
          global tf
          import tensorflow as tf
      def g():
          show(tf.nn)
      => tensorflow.nn
      --- nonlocal
      def f():
          import a as m
          def g():
              nonlocal m
              import b as m
          show(m)
      => a | b
      --- match
      import a as m, b as n
      match x:
          case m:
              show(m)
      match x:
          case [1, *n]:
              show(n)
          case m.y:
              show(n)
      => ?m; ?n; ?b
      --- functions and classes of the script
      from a import f, C
      def f(): pass
      class C: pass
      show(f)
      show(C.x)
      => ?f; ?C.x
      --- one star import
      from tensorflow.keras.layers import *
      show(Dense)
      show(NoSuchLayer)
      show(print)
      def f():
          show(Dense)
      => tensorflow.keras.layers.Dense; tensorflow.keras.layers.NoSuchLayer; ?print; \
      tensorflow.keras.layers.Dense
      --- star imports told apart by what they export
      from tensorflow.keras.layers import *
      from tensorflow.keras.models import *
      show(Dense)
      show(Sequential)
      show(NoSuchName)
      => tensorflow.keras.layers.Dense; tensorflow.keras.models.Sequential; \
      tensorflow.keras.layers.NoSuchName | tensorflow.keras.models.NoSuchName
      --- star imports of several versions
      try:
          from tensorflow.keras.layers import *
      except ImportError:
          from keras.layers import *
      show(Dense)
      => keras.layers.Dense | tensorflow.keras.layers.Dense
      --- a star import of an unknown module
      from tensorflow.keras.layers import *
      from helpers import *
      import numpy as np
      show(Dense)
      show(np.array)
      => ?tensorflow.keras.layers.Dense; numpy.array
      --- a star import of built-in names
      from tensorflow.keras.backend import *
      show(sum)
      show(len)
      => tensorflow.keras.backend.sum; ?len
      --- a star import that comes later, or is bound over
      show(Dense)
      from tensorflow.keras.layers import *
      from mine import Dense
      show(Dense)
      => ?Dense; mine.Dense
      --- attributes that the script replaces
      import tensorflow as tf, numpy as np
      np.object = object
      tf.Session = tf.compat.v1.Session
      show(tf.Session)
      show(tf.compat.v1.Session)
      show(np.object)
      show(np.array)
      => ?tensorflow.Session; tensorflow.compat.v1.Session; ?numpy.object; numpy.array
      --- lambdas and lazy generators run later, others at once
      import a as m
      f = lambda: show(m)
      g = (show(m) for x in show(m))
      h = sum(show(m) for x in y)
      import b as m
      => a | b; a | b; a; a
      --- and, or, walrus
      import a
      x and (m := a.x)
      show(m)
      m = 3
      x and (m := a.x)
      show(m)
      => a.x; ?a.x
      --- suppressed errors
      import a as m
      with contextlib.suppress(ImportError):
          import b as m
      show(m)
      with tf.device("cpu"):
          import c as m
      show(m)
      => a | b; c
      --- after return nothing is bound
      def f(x):
          import a as m
          if x:
              import b as m
              return m
          show(m)
      => a
      --- the main guard
      import a as m
      def main():
          show(n)
      if __name__ == "__main__":
          import b as n
          main()
      => b
      --- a generic function
      import a as T
      def f[T](x: show(T)):
          show(T)
      show(T)
      => ?T; ?T; a
      --- names are compared as Python compares them
      import a as \u00b5
      show(\u03bc)
      => a
      """;

  @TestFactory
  List<DynamicTest> cases() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String block : CASES.split("(?m)^--- ")) {
      if (!block.isBlank()) {
        int end = block.indexOf('\n');
        int arrow = block.indexOf("\n=> ");
        String source = block.substring(end + 1, arrow + 1);
        String expected = block.substring(arrow + 4).strip();
        tests.add(
            DynamicTest.dynamicTest(
                block.substring(0, end), () -> assertEquals(expected, resolutions(source))));
      }
    }
    return tests;
  }

  private static String resolutions(String source) {
    PythonFile file = Sources.parse(source);
    Names names = Names.of(file);
    return String.join(
        "; ", Sources.shown(file).stream().map(node -> text(names.resolve(node))).toList());
  }

  private static String text(Resolution resolution) {
    return switch (resolution) {
      case Resolution.Known(String path) -> path;
      case Resolution.OneOf(var paths) -> String.join(" | ", new TreeSet<>(paths));
      case Resolution.Unknown(var path) -> "?" + path.orElse("");
    };
  }
}
