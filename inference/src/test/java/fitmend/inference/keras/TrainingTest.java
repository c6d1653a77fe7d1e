package fitmend.inference.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import fitmend.inference.Target;
import fitmend.inference.twin.Twin;
import fitmend.inference.twin.Verdict;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Small programs that train, and what 2.21, 2.15 and 1.15 made of them. */
class TrainingTest {
  private static final List<Target> TARGETS =
      List.of(Target.TENSORFLOW_2_21, Target.TENSORFLOW_2_15, Target.TENSORFLOW_1_15);

  private static final String PRELUDE =
      """
      import numpy as np
      import tensorflow as tf
      from tensorflow import keras
      from tensorflow.keras import layers
      """;

  /** Behind each title what happened; a dash where the twin is not held to it. */
  private static final String PROGRAMS =
      """
      # convolution without channels: ValueError ValueError ValueError
      m = keras.Sequential([layers.Conv2D(2, 3), layers.Flatten(), layers.Dense(3)])
      m.compile("adam", "mse")
      m.fit(np.zeros((8, 10, 10)), np.zeros((8, 3)), verbose=0)
      # convolution: runs runs runs
      m = keras.Sequential([layers.Conv2D(2, 3), layers.Flatten(), layers.Dense(3)])
      m.compile("adam", "mse")
      m.fit(np.zeros((8, 10, 10, 1)), np.zeros((8, 3)), verbose=0)
      # fewer labels: ValueError ValueError ValueError
      m = keras.Sequential([layers.Dense(3, input_shape=(4,))])
      m.compile("adam", "mse")
      m.fit(np.zeros((8, 4)), np.zeros((7, 3)), verbose=0)
      # labels that meet every output: runs runs runs
      m = keras.Sequential([layers.Dense(3, input_shape=(4,))])
      m.compile("adam", "mae")
      m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0)
      # integers for categories: ValueError ValueError ValueError
      m = keras.Sequential([layers.Dense(3, activation="softmax", input_shape=(4,))])
      m.compile("adam", "categorical_crossentropy", metrics=["accuracy"])
      m.fit(np.zeros((8, 4)), np.arange(8) % 3, verbose=0)
      # a class too many: InvalidArgumentError InvalidArgumentError InvalidArgumentError
      m = keras.Sequential([layers.Dense(3, activation="softmax", input_shape=(4,))])
      m.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
      m.fit(np.zeros((8, 4)), np.arange(8) % 4, verbose=0)
      # a loss of the script: runs runs runs
      def loss(y, p):
          return tf.reduce_mean(tf.square(y - p))
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", loss)
      m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0)
      # two outputs: runs runs runs
      i = keras.Input((4,))
      m = keras.Model(i, [layers.Dense(1, name="a")(i), layers.Dense(3, activation="softmax", name="b")(i)])
      m.compile("adam", {"a": "mse", "b": "categorical_crossentropy"})
      m.fit(np.zeros((8, 4)), {"a": np.zeros((8, 1)), "b": np.zeros((8, 3))}, verbose=0)
      # two outputs, one with a wrong width: ValueError ValueError -
      i = keras.Input((4,))
      m = keras.Model(i, [layers.Dense(1, name="a")(i), layers.Dense(3, activation="softmax", name="b")(i)])
      m.compile("adam", ["mse", "categorical_crossentropy"])
      m.fit(np.zeros((8, 4)), [np.zeros((8, 1)), np.zeros((8, 2))], verbose=0)
      # validation labels of another width: ValueError ValueError ValueError
      m = keras.Sequential([layers.Dense(3, activation="softmax", input_shape=(4,))])
      m.compile("adam", "categorical_crossentropy")
      m.fit(np.zeros((8, 4)), np.eye(3)[np.zeros(8, int)], validation_data=(np.zeros((4, 4)), np.zeros((4, 2))), verbose=0)
      # a callback that asks for what is not logged: KeyError KeyError KeyError
      class Ask(keras.callbacks.Callback):
          def on_epoch_end(self, epoch, logs=None):
              print(logs["val_loss"])
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse")
      m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0, callbacks=[Ask()])
      # a callback that counts batches: runs runs runs
      class Count(keras.callbacks.Callback):
          def on_train_begin(self, logs=None):
              self.losses = []
          def on_batch_end(self, batch, logs=None):
              self.losses.append(logs["loss"])
          def on_epoch_end(self, epoch, logs=None):
              self.model.stop_training = logs.get("loss") < 0.1
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse")
      count = Count()
      m.fit(np.zeros((80, 4)), np.zeros((80, 1)), epochs=2, verbose=0, callbacks=[count])
      assert max(count.losses) >= 0
      # a callback without the logs: TypeError TypeError TypeError
      class Short(keras.callbacks.Callback):
          def on_epoch_end(self, epoch):
              pass
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse")
      m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0, callbacks=[Short()])
      # a callback that keeps the model: AttributeError runs runs
      class Keep(keras.callbacks.Callback):
          def __init__(self, model):
              super().__init__()
              self.model = model
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse")
      m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0, callbacks=[Keep(m)])
      # a callback as a class: TypeError TypeError TypeError
      class Idle(keras.callbacks.Callback):
          pass
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse")
      m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0, callbacks=[Idle])
      # a rate that is whole: ValueError ValueError ValueError
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse")
      m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0,
            callbacks=[keras.callbacks.LearningRateScheduler(lambda epoch: 1)])
      # the rate in the history: runs KeyError KeyError
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse")
      h = m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0,
                callbacks=[keras.callbacks.LearningRateScheduler(lambda epoch: 0.1)])
      print(h.history["learning_rate"])
      # a key of the history: KeyError KeyError -
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse", metrics=["mae"])
      h = m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0)
      print(h.history["accuracy"])
      # a history: - runs -
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse", metrics=["mae"])
      h = m.fit(np.zeros((8, 4)), np.zeros((8, 1)), validation_split=0.5, epochs=2, verbose=0)
      print(h.history["val_mae"][1], h.history["val_loss"][-1])
      # a data set without batches: - runs runs
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.compile("adam", "mse")
      m.fit(tf.data.Dataset.from_tensor_slices((np.zeros((8, 4)), np.zeros((8, 1)))).batch(4), verbose=0)
      m.evaluate(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0)
      # a batch at a time: - InvalidArgumentError -
      m = keras.Sequential([layers.Dense(1, activation="sigmoid", input_shape=(4,))])
      m.compile("adam", "binary_crossentropy")
      m.train_on_batch(np.zeros((8, 4)), np.zeros((8, 1)))
      m.train_on_batch(np.zeros((8, 5)), np.zeros((8, 1)))
      # not compiled: - RuntimeError RuntimeError
      m = keras.Sequential([layers.Dense(1, input_shape=(4,))])
      m.fit(np.zeros((8, 4)), np.zeros((8, 1)), verbose=0)
      # one sample without its axis: - InvalidArgumentError ValueError
      m = keras.Sequential([layers.Dense(3, input_shape=(4,))])
      m.compile("adam", "mse")
      p = m.predict(np.zeros((2, 4)))
      m.predict(np.zeros((2, 3)))
      """;

  @TestFactory
  Stream<DynamicTest> programs() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String part : PROGRAMS.split("(?m)^# ")) {
      if (part.isBlank()) {
        continue;
      }
      String[] title = part.lines().findFirst().orElseThrow().split(": ");
      String[] outcomes = title[1].split(" ");
      for (int i = 0; i < outcomes.length; i++) {
        Target target = TARGETS.get(i);
        String outcome = outcomes[i];
        if (!outcome.equals("-")) {
          tests.add(
              dynamicTest(
                  title[0] + " on " + target,
                  () -> assertEquals(outcome, said(PRELUDE + "# " + part, target))));
        }
      }
    }
    return tests.stream();
  }

  private static String said(String script, Target target) {
    byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
    ParseOutcome.Parsed parsed = (ParseOutcome.Parsed) PythonParser.parse(bytes);
    return Twin.run(parsed.file(), target) instanceof Verdict.Fails(var event)
        ? event.type()
        : "runs";
  }
}
