package fitmend.cli;

import fitmend.config.Closest;
import fitmend.config.ConfigurationException;
import fitmend.engine.Settings;
import fitmend.git.BranchCommitException;
import fitmend.inference.Target;
import fitmend.rule.RuleInfo;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Where the process starts and ends. */
public final class Main {
  /** A little of what scripts do. */
  private static final String WARM_UP_SCRIPT =
      """
      import numpy as np
      import tensorflow as tf
      from tensorflow import keras

      x = np.random.rand(4, 3).astype("float32")
      model = keras.Sequential([keras.layers.Dense(2, input_shape=(3,))])
      model.compile(loss="mse", optimizer="sgd")


      class Scale(keras.layers.Layer):
          def call(self, inputs):
              return inputs[:, 0:1] * 2.0


      def main():
          for epoch in range(2):
              model.fit(x, x[:, :2], epochs=1)


      main()
      """;

  private Main() {}

  public static void main(String[] args) {
    // Not System.out: its encoding is that of the terminal, and it is not buffered.
    PrintStream out = utf8(new FileOutputStream(FileDescriptor.out));
    PrintStream err = utf8(new FileOutputStream(FileDescriptor.err));
    Surroundings surroundings =
        new Surroundings(
            System.in,
            out,
            err,
            Path.of("").toAbsolutePath(),
            System.getenv(),
            Terminal.isAt(1),
            Terminal.isAt(2));
    RuleSource rules = RuleSource.catalogue();
    if (args.length > 0 && args[0].equals(Grammar.CHECK)) {
      warmUp(rules);
    }
    int exitCode = run(surroundings, rules, args);
    // Not System.exit, which sets up Java's logging to log that it was called. All is flushed and
    // no file is half written, so nothing is left for a shutdown hook to do.
    Runtime.getRuntime().halt(exitCode);
  }

  /**
   * Lets another core find the first file's classes, and what is done once, while this one reads
   * the command line and looks for files.
   */
  private static void warmUp(RuleSource rules) {
    Thread thread =
        new Thread(
            () -> {
              byte[] script = WARM_UP_SCRIPT.getBytes(StandardCharsets.UTF_8);
              Set<String> codes =
                  rules.rules().stream().map(RuleInfo::code).collect(Collectors.toSet());
              rules.repairer(new Settings(codes, Target.DEFAULT, false)).check(script);
            });
    thread.setDaemon(true);
    thread.start();
  }

  /** Runs as the process would, in the current directory, and returns its exit code. */
  public static int run(InputStream in, OutputStream out, OutputStream err, String... args) {
    Path directory = Path.of("").toAbsolutePath();
    return run(
        new Surroundings(in, utf8(out), utf8(err), directory, Map.of(), false, false),
        RuleSource.catalogue(),
        args);
  }

  private static PrintStream utf8(OutputStream stream) {
    return new PrintStream(
        new BufferedOutputStream(stream, 1 << 15), false, StandardCharsets.UTF_8);
  }

  static int run(Surroundings surroundings, RuleSource rules, String... args) {
    CommandLine commandLine = Grammar.commandLine(args);
    try {
      return run(commandLine, surroundings, rules, args);
    } catch (ParameterException wrong) {
      surroundings.err().println("fitmend: " + inWords(wrong));
      return ExitCode.FAILED;
    } catch (ConfigurationException | BranchCommitException wrong) {
      surroundings.err().println("fitmend: " + wrong.getMessage());
      return ExitCode.FAILED;
    } catch (IOException failure) {
      surroundings.err().println("fitmend: " + failure.getMessage());
      return ExitCode.FAILED;
    } catch (RuntimeException bug) {
      surroundings.err().println("fitmend: broke down: " + bug + "; --verbose shows where");
      if (List.of(args).contains("--verbose") || List.of(args).contains("-v")) {
        bug.printStackTrace(surroundings.err());
      }
      return ExitCode.FAILED;
    } finally {
      surroundings.out().flush();
      surroundings.err().flush();
    }
  }

  private static int run(
      CommandLine commandLine, Surroundings surroundings, RuleSource rules, String... args)
      throws ConfigurationException, IOException, BranchCommitException {
    ParseResult parsed = commandLine.parseArgs(args);
    if (parsed.isVersionHelpRequested()) {
      surroundings.out().println("fitmend " + Version.NUMBER);
      return ExitCode.CLEAN;
    }
    ParseResult subcommand = parsed.hasSubcommand() ? parsed.subcommand() : parsed;
    if (subcommand.isUsageHelpRequested()) {
      subcommand.commandSpec().commandLine().usage(surroundings.out(), Ansi.OFF);
      return ExitCode.CLEAN;
    }
    if (!parsed.hasSubcommand()) {
      commandLine.usage(surroundings.err(), Ansi.OFF);
      return ExitCode.FAILED;
    }
    return switch (subcommand.commandSpec().name()) {
      case Grammar.CHECK ->
          new CheckCommand(Grammar.checkOptions(subcommand), surroundings, rules).run();
      case Grammar.RULE -> new RuleCommand(subcommand, surroundings, rules.rules()).run();
      case Grammar.SHAPES -> new ShapesCommand(subcommand, surroundings).run();
      default -> {
        surroundings.out().print(AutoComplete.bash("fitmend", commandLine));
        yield ExitCode.CLEAN;
      }
    };
  }

  private static String inWords(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      CommandLine command = wrong.getCommandLine();
      List<String> known = new ArrayList<>(command.getSubcommands().keySet());
      command.getCommandSpec().options().forEach(option -> known.add(option.longestName()));
      return "unknown argument `%s`%s".formatted(word, Closest.suggestion(word, known));
    }
    return wrong.getMessage();
  }
}
