package fitmend.inference.twin;

import fitmend.inference.Target;
import fitmend.inference.facts.FactRecorder;
import fitmend.inference.facts.Facts;
import fitmend.inference.graph.GraphLibrary;
import fitmend.inference.keras.KerasLibrary;
import fitmend.inference.keras.ModelSummary;
import fitmend.inference.library.Library;
import fitmend.inference.numpy.NumpyLibrary;
import fitmend.inference.pandas.PandasLibrary;
import fitmend.inference.python.Interpreter;
import fitmend.inference.python.Observer;
import fitmend.inference.python.OutOfFuel;
import fitmend.inference.sklearn.SklearnLibrary;
import fitmend.inference.standard.StandardLibrary;
import fitmend.inference.value.PythonError;
import fitmend.python.tree.PythonFile;
import java.util.List;

/**
 * Runs a script without TensorFlow, on shapes and types, and says what TensorFlow would have said.
 */
public final class Twin {
  private Twin() {}

  /** Runs a script as the given target would; never throws. */
  public static Verdict run(PythonFile file, Target target) {
    return run(file, new Interpreter(target, libraries(new KerasLibrary()), Observer.NONE));
  }

  /** Runs a script as the given target would, and keeps what its expressions are; never throws. */
  public static Examination examine(PythonFile file, Target target) {
    FactRecorder facts = new FactRecorder(file, target);
    Interpreter interpreter = new Interpreter(target, libraries(new KerasLibrary()), facts);
    interpreter.lookAround();
    Verdict verdict = run(file, interpreter);
    if (verdict instanceof Verdict.Fails) {
      facts = new FactRecorder(file, target);
      interpreter = new Interpreter(target, libraries(new KerasLibrary()), facts);
      interpreter.lookAround();
      interpreter.goOnAfterFailures();
      if (run(file, interpreter) instanceof Verdict.Undecided) {
        return new Examination(verdict, Facts.NONE);
      }
    }
    if (verdict instanceof Verdict.Undecided) {
      return new Examination(verdict, Facts.NONE);
    }
    try {
      interpreter.explore();
    } catch (OutOfFuel | StackOverflowError unknown) {
      return new Examination(verdict, Facts.NONE);
    } catch (RuntimeException fault) {
      return new Examination(new Verdict.Undecided("internal error: " + fault, true), Facts.NONE);
    }
    return new Examination(verdict, facts);
  }

  /** Runs a script as the given target would, and tells what it made; never throws. */
  public static Trace trace(PythonFile file, Target target) {
    KerasLibrary keras = new KerasLibrary();
    Recorder recorder = new Recorder();
    Interpreter interpreter = new Interpreter(target, libraries(keras), recorder);
    Verdict verdict = run(file, interpreter);
    List<ModelSummary> models = List.of();
    try {
      models = keras.summaries(interpreter);
    } catch (PythonError | OutOfFuel | StackOverflowError unknown) {
      // The models are not known then.
    } catch (RuntimeException fault) {
      verdict = new Verdict.Undecided("internal error: " + fault, true);
    }
    return new Trace(verdict, models, recorder.arrays(), recorder.feeds());
  }

  private static Verdict run(PythonFile file, Interpreter interpreter) {
    try {
      return new Verdict.Runs(interpreter.run(file.root()));
    } catch (PythonError error) {
      return error.type() == null
          ? new Verdict.Undecided("it raises an exception that is not known", false)
          : new Verdict.Fails(event(error));
    } catch (OutOfFuel spent) {
      return new Verdict.Undecided("the script takes more steps than are followed", false);
    } catch (StackOverflowError tooDeep) {
      return new Verdict.Undecided("the script nests too deeply", false);
    } catch (RuntimeException fault) {
      return new Verdict.Undecided("internal error: " + fault, true);
    }
  }

  private static List<Library> libraries(KerasLibrary keras) {
    return List.of(
        new PandasLibrary(),
        new NumpyLibrary(),
        new GraphLibrary(),
        keras,
        new SklearnLibrary(),
        new StandardLibrary());
  }

  private static FailureEvent event(PythonError error) {
    return new FailureEvent(
        error.type(), error.getMessage(), error.stack(), ValueChain.of(error.operands()));
  }
}
