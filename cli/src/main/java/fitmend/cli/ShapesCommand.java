package fitmend.cli;

import fitmend.config.ConfigurationException;
import fitmend.config.Configurations;
import fitmend.file.FileProblemException;
import fitmend.file.Snapshot;
import fitmend.inference.Target;
import fitmend.inference.twin.Twin;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.tree.PythonFile;
import fitmend.shapes.ShapesReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** {@code fitmend shapes}: prints what models and arrays a script makes, without running it. */
final class ShapesCommand {
  private final ParseResult parsed;
  private final Surroundings surroundings;

  ShapesCommand(ParseResult parsed, Surroundings surroundings) {
    this.parsed = parsed;
    this.surroundings = surroundings;
  }

  int run() throws ConfigurationException, IOException {
    String word =
        Optional.ofNullable(parsed.matchedPositionalValue(0, (String) null))
            .orElseThrow(() -> new ConfigurationException("which script? Give its file name"));
    ShapesReport.Format format =
        Grammar.choice(parsed, "--output-format", ShapesReport.Format.values())
            .orElse(ShapesReport.Format.TEXT);
    boolean isInput = word.equals("-");
    Path file = surroundings.resolve(word);
    Target target = target(file);
    String shown = isInput ? word : surroundings.shown(file);
    byte[] bytes;
    try {
      bytes = isInput ? surroundings.in().readAllBytes() : Snapshot.read(file).bytes();
    } catch (FileProblemException problem) {
      return failed(shown + ": " + problem.getMessage());
    }
    return switch (PythonParser.parse(bytes)) {
      case ParseOutcome.Refused refused ->
          failed(
              "%s:%d:%d: %s".formatted(shown, refused.line(), refused.column(), refused.reason()));
      case ParseOutcome.Parsed read -> {
        PythonFile script = read.file();
        // Calls that nest deeply take a deep stack.
        ShapesReport report =
            Workers.run(
                    1,
                    1,
                    i ->
                        new ShapesReport(
                            shown, target, script.source(), Twin.trace(script, target)),
                    done -> {})
                .getFirst();
        report.write(format, surroundings.out());
        yield report.failure().isPresent() ? ExitCode.FINDINGS : ExitCode.CLEAN;
      }
    };
  }

  private int failed(String problem) {
    surroundings.err().println("fitmend: " + problem);
    return ExitCode.FAILED;
  }

  private Target target(Path file) throws ConfigurationException {
    Optional<String> asked = Grammar.option(parsed, "--target");
    if (asked.isPresent()) {
      return Configurations.target(asked.get());
    }
    return Configurations.nearest(surroundings.directory())
        .in(file.getParent())
        .target()
        .orElse(Target.DEFAULT);
  }
}
