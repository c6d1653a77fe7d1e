package fitmend.cli;

import fitmend.report.Reporter.Format;
import fitmend.shapes.ShapesReport;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * What may be written behind {@code fitmend}. Built by calls and not by annotations: reading these
 * takes longer than checking a script.
 */
final class Grammar {
  static final String CHECK = "check";
  static final String RULE = "rule";
  static final String SHAPES = "shapes";
  static final String COMPLETION = "generate-completion";

  /** Picocli's own factory searches all jars for a class of Groovy's, which takes a while. */
  private static final IFactory LISTS_ONLY =
      new IFactory() {
        @Override
        public <K> K create(Class<K> type) {
          return type.cast(new ArrayList<>());
        }
      };

  private Grammar() {}

  /** The grammar for words; it has all commands unless the first word is one of these. */
  static CommandLine commandLine(String... words) {
    CommandSpec root =
        command("fitmend")
            .addOption(
                flag("-V", "--version")
                    .versionHelp(true)
                    .description("Print the version.")
                    .build());
    root.usageMessage()
        .description("Repairs TensorFlow and Keras training scripts.")
        .footer(
            "",
            "Examples:",
            "  fitmend check train.py          say what is wrong",
            "  fitmend check --diff train.py   show the repair; `git apply` takes it",
            "  fitmend check --fix .           make it, in all scripts below this folder",
            "  fitmend shapes train.py         show the shapes of its models and arrays",
            "  fitmend rule TRN001             explain a rule",
            "",
            "`fitmend check --help` tells more.");
    for (CommandSpec command : commands(words)) {
      root.addSubcommand(command.name(), new CommandLine(command, LISTS_ONLY));
    }
    CommandLine commandLine = new CommandLine(root, LISTS_ONLY);
    commandLine.setUsageHelpWidth(100);
    commandLine.setUsageHelpLongOptionsMaxWidth(34);
    return commandLine;
  }

  /** Picocli takes several milliseconds for a command. */
  private static List<CommandSpec> commands(String... words) {
    return switch (words.length == 0 ? "" : words[0]) {
      case CHECK -> List.of(check());
      case RULE -> List.of(rule());
      case SHAPES -> List.of(shapes());
      default -> List.of(check(), shapes(), rule(), completion());
    };
  }

  private static CommandSpec command(String name) {
    CommandSpec command = CommandSpec.wrapWithoutInspection(null, LISTS_ONLY).name(name);
    command.addOption(flag("-h", "--help").usageHelp(true).description("Print this help.").build());
    command.usageMessage().sortOptions(false).abbreviateSynopsis(true);
    return command;
  }

  private static CommandSpec check() {
    CommandSpec check = command(CHECK);
    check
        .usageMessage()
        .description("Checks scripts, and repairs them when asked.")
        .footer(
            "",
            "Exit code: 0 no problem is left (advice may be), 1 one is, 2 the job could not be"
                + " done.",
            "",
            "Examples:",
            "  fitmend check                             all scripts below this folder",
            "  fitmend check --diff train.py             the repair as a patch",
            "  fitmend check --diff src | git apply      made by git",
            "  fitmend check --fix --unsafe-fixes .      also where the intent is not certain",
            "  fitmend check --fix --branch repairs      a commit a rule; work tree untouched",
            "  fitmend check --select TRN,float64-input  some rules only",
            "  cat t.py | fitmend check --fix - > u.py   standard input to standard output",
            "  fitmend check @files.txt                  names from a file");
    check.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..*")
            .paramLabel("PATHS")
            .type(List.class)
            .auxiliaryTypes(String.class)
            .description(
                "Files, folders, - for standard input, @FILE for names in a file."
                    + " Default: this folder.")
            .build());
    for (OptionSpec option : checkOptions()) {
      check.addOption(option);
    }
    return check;
  }

  private static List<OptionSpec> checkOptions() {
    return List.of(
        flag("--fix").description("Make the safe repairs, in place.").build(),
        flag("--diff").description("Print the repairs as a patch; write nothing.").build(),
        value("--branch", "NAME")
            .description("With --fix: commit the repairs onto this branch and touch nothing else.")
            .build(),
        flag("--unsafe-fixes")
            .negatable(true)
            .description("Also make repairs with more than one reading.")
            .build(),
        list("--select", "RULES")
            .description("Rules to use: codes, their beginnings, names, ALL (default).")
            .build(),
        list("--ignore", "RULES").description("Rules to leave out.").build(),
        value("--target", "TARGET")
            .description("What the scripts run on, e.g. tensorflow==2.21.")
            .build(),
        value("--output-format", "FORMAT")
            .completionCandidates(Format.names())
            .description(String.join(", ", Format.names()) + ". Default: full.")
            .build(),
        flag("--statistics").description("Count the problems by rule.").build(),
        flag("-q", "--quiet").description("Print the result and errors only.").build(),
        flag("-v", "--verbose").description("Tell more, with stack traces.").build(),
        value("--color", "WHEN")
            .completionCandidates(List.of("auto", "always", "never"))
            .description("auto, always, never.")
            .build(),
        flag("--exit-zero").description("Exit with 0 when problems are found.").build(),
        flag("--exit-non-zero-on-fix").description("Exit with 1 when files changed.").build(),
        value("-j", "--jobs", "N").type(Integer.class).description("Files at a time.").build(),
        value("--stdin-filename", "NAME").description("What to call standard input.").build(),
        list("--exclude", "GLOBS").description("Paths to leave out below folders.").build(),
        value("--config", "FILE").description("Read this instead of pyproject.toml.").build(),
        flag("--isolated").description("Read no configuration.").build());
  }

  private static CommandSpec rule() {
    CommandSpec rule = command(RULE);
    rule.usageMessage().description("Explains rules.");
    rule.addPositional(
        PositionalParamSpec.builder()
            .index("0..1")
            .paramLabel("RULE")
            .type(String.class)
            .description("Code or name, e.g. TRN001.")
            .build());
    rule.addOption(flag("--all").description("All rules.").build());
    rule.addOption(
        value("--output-format", "FORMAT")
            .completionCandidates(List.of("text", "markdown", "json"))
            .description("text, markdown, json. Default: text.")
            .build());
    rule.addOption(
        value("--color", "WHEN")
            .completionCandidates(List.of("auto", "always", "never"))
            .description("auto, always, never.")
            .build());
    return rule;
  }

  private static CommandSpec shapes() {
    CommandSpec shapes = command(SHAPES);
    shapes
        .usageMessage()
        .description(
            "Shows the models and arrays of a script, with their shapes, and where they stop"
                + " fitting. The script is not run.")
        .footer(
            "",
            "Exit code: 0 no failure is certain, 1 one is, 2 the script could not be read.",
            "",
            "Examples:",
            "  fitmend shapes train.py",
            "  fitmend shapes --output-format svg train.py > model.svg");
    shapes.addPositional(
        PositionalParamSpec.builder()
            .index("0..1")
            .paramLabel("FILE")
            .type(String.class)
            .description("A Python script; - is standard input.")
            .build());
    shapes.addOption(
        value("--target", "TARGET")
            .description("What the script runs on, e.g. tensorflow==2.21.")
            .build());
    shapes.addOption(
        value("--output-format", "FORMAT")
            .completionCandidates(ShapesReport.Format.names())
            .description(String.join(", ", ShapesReport.Format.names()) + ". Default: text.")
            .build());
    return shapes;
  }

  private static CommandSpec completion() {
    CommandSpec completion = command(COMPLETION);
    completion
        .usageMessage()
        .description("Prints a completion script for bash and zsh.")
        .footer("", "Example:", "  source <(fitmend generate-completion)");
    return completion;
  }

  private static OptionSpec.Builder flag(String... names) {
    return OptionSpec.builder(names[0], Arrays.copyOfRange(names, 1, names.length))
        .type(boolean.class)
        .arity("0");
  }

  private static OptionSpec.Builder value(String name, String label) {
    return OptionSpec.builder(name).paramLabel(label).type(String.class).arity("1");
  }

  private static OptionSpec.Builder value(String shortName, String name, String label) {
    return OptionSpec.builder(shortName, name).paramLabel(label).type(String.class).arity("1");
  }

  private static OptionSpec.Builder list(String name, String label) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .type(List.class)
        .auxiliaryTypes(String.class)
        .splitRegex(",")
        .arity("1");
  }

  /** What a parsed {@code check} asks for. */
  static CheckOptions checkOptions(ParseResult parsed) {
    return new CheckOptions(
        parsed.matchedPositionalValue(0, List.of()),
        parsed.matchedOptionValue("--fix", false),
        parsed.matchedOptionValue("--diff", false),
        option(parsed, "--branch"),
        option(parsed, "--unsafe-fixes"),
        option(parsed, "--select"),
        option(parsed, "--ignore"),
        option(parsed, "--target"),
        choice(parsed, "--output-format", Format.values()),
        parsed.matchedOptionValue("--statistics", false),
        parsed.matchedOptionValue("--quiet", false),
        parsed.matchedOptionValue("--verbose", false),
        choice(parsed, "--color", ColorChoice.values()).orElse(ColorChoice.AUTO),
        parsed.matchedOptionValue("--exit-zero", false),
        parsed.matchedOptionValue("--exit-non-zero-on-fix", false),
        jobs(parsed),
        option(parsed, "--stdin-filename"),
        Grammar.<List<String>>option(parsed, "--exclude").orElse(List.of()),
        parsed.matchedOptionValue("--isolated", false),
        option(parsed, "--config"));
  }

  private static int jobs(ParseResult parsed) {
    int jobs = parsed.matchedOptionValue("--jobs", Runtime.getRuntime().availableProcessors());
    if (jobs < 1) {
      throw new CommandLine.ParameterException(
          parsed.commandSpec().commandLine(), "--jobs must be at least 1");
    }
    return jobs;
  }

  static <T> Optional<T> option(ParseResult parsed, String name) {
    return Optional.ofNullable(parsed.matchedOptionValue(name, (T) null));
  }

  /** The value of an option that is one of a few words. */
  static <T> Optional<T> choice(ParseResult parsed, String name, T[] values) {
    Optional<String> written = option(parsed, name);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    List<String> words = new ArrayList<>();
    for (T value : values) {
      if (value.toString().equals(written.get())) {
        return Optional.of(value);
      }
      words.add(value.toString());
    }
    throw new CommandLine.ParameterException(
        parsed.commandSpec().commandLine(),
        "%s `%s`: must be one of %s".formatted(name, written.get(), String.join(", ", words)));
  }
}
