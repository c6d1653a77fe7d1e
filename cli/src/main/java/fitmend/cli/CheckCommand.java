package fitmend.cli;

import fitmend.cli.CheckOptions.Mode;
import fitmend.config.Configuration;
import fitmend.config.ConfigurationException;
import fitmend.config.Configurations;
import fitmend.config.RuleSelection;
import fitmend.engine.Settings;
import fitmend.file.SourceSearch;
import fitmend.git.BranchCommitException;
import fitmend.inference.Target;
import fitmend.report.ConciseReporter;
import fitmend.report.Diagnostic;
import fitmend.report.FileReport;
import fitmend.report.Problem;
import fitmend.report.ProgressBar;
import fitmend.report.Reporter;
import fitmend.report.Reporter.Format;
import fitmend.report.RunReport;
import fitmend.report.StatisticsReporter;
import fitmend.report.Style;
import fitmend.report.Summary;
import fitmend.rule.RuleInfo;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** {@code fitmend check}: finds the files, has them checked, and reports. */
final class CheckCommand {
  private final CheckOptions options;
  private final Surroundings surroundings;
  private final RuleSource source;
  private final List<RuleInfo> rules;
  private final Configurations configurations;
  private final Map<Configuration, Job> jobs = new IdentityHashMap<>();
  private final Set<String> usedCodes = new TreeSet<>();
  private final BranchRepairs branchRepairs;
  private int commits;

  /** What is done with the files that share a configuration. */
  private record Job(Settings settings, RuleSource.Repairer repairer) {}

  CheckCommand(CheckOptions options, Surroundings surroundings, RuleSource source)
      throws ConfigurationException {
    this.options = options;
    this.surroundings = surroundings;
    this.source = source;
    this.rules = source.rules();
    this.branchRepairs = options.mode() == Mode.BRANCH ? new BranchRepairs(source) : null;
    this.configurations = configurations();
    // What is asked for is looked at even when there is no file to use it on.
    job(configurations.in(surroundings.directory()));
  }

  private Configurations configurations() throws ConfigurationException {
    Path directory = surroundings.directory();
    if (options.config().isPresent()) {
      Path file = surroundings.resolve(options.config().get());
      return Configurations.of(file, directory);
    }
    return options.isolated()
        ? Configurations.isolated(directory)
        : Configurations.nearest(directory);
  }

  int run() throws ConfigurationException, IOException, BranchCommitException {
    if (options.branch().isPresent() && options.mode() != Mode.BRANCH) {
      throw new ConfigurationException("--branch needs --fix, and goes without --diff");
    }
    if (options.paths().contains("-")) {
      return checkStandardInput();
    }
    long started = System.nanoTime();
    SourceSearch search = new SourceSearch(this::isExcluded);
    for (String path : options.paths().isEmpty() ? List.of(".") : options.paths()) {
      search.add(surroundings.resolve(path));
    }
    Path[] files = search.files();
    Job[] jobOf = new Job[files.length];
    for (int i = 0; i < files.length; i++) {
      jobOf[i] = job(configurations.in(files[i].getParent()));
    }
    ProgressBar bar = new ProgressBar(surroundings.err());
    boolean showsBar = surroundings.canShowProgress() && !options.quiet();
    List<FileReport> reports = new ArrayList<>();
    search.problems().forEach((folder, reason) -> reports.add(unreadable(folder, reason)));
    reports.addAll(
        Workers.run(
            files.length,
            options.jobs(),
            i -> check(files[i], jobOf[i], search.isNamed(files[i])),
            done -> {
              if (showsBar) {
                bar.show(done, files.length);
              }
            }));
    bar.erase();
    if (reports.isEmpty()) {
      warn("no Python files found");
    }
    RunReport report = runReport(reports);
    if (options.mode() == Mode.BRANCH && report.repaired() > 0) {
      commits = branchRepairs.commit(options.branch().orElseThrow());
    }
    write(report, surroundings.out());
    if (options.verbose()) {
      warn("%d files in %d ms".formatted(files.length, (System.nanoTime() - started) / 1_000_000));
    }
    return exitCode(report);
  }

  private FileReport check(Path file, Job job, boolean named) {
    String shown = surroundings.shown(file);
    FileCheck check = new FileCheck(shown, file, job.repairer(), options.mode(), named);
    FileReport report = check.run();
    if (options.mode() == Mode.BRANCH && !report.repaired().isEmpty()) {
      branchRepairs.add(shown, file, check.originalBytes(), job.settings());
    }
    return report;
  }

  private int checkStandardInput() throws ConfigurationException, IOException {
    if (options.mode() == Mode.BRANCH) {
      throw new ConfigurationException("standard input cannot be committed");
    }
    if (options.paths().size() > 1) {
      throw new ConfigurationException("- stands for standard input and must be the only path");
    }
    Path file = options.stdinFilename().map(surroundings::resolve).orElse(null);
    Path folder = file == null ? surroundings.directory() : file.getParent();
    String shown = file == null ? "-" : surroundings.shown(file);
    Job job = job(configurations.in(folder));
    byte[] bytes = surroundings.in().readAllBytes();
    FileCheck check = new FileCheck(shown, file, job.repairer(), options.mode(), true);
    RunReport report = runReport(Workers.run(1, 1, i -> check.examine(bytes), progress -> {}));
    if (options.mode() == Mode.FIX) {
      // The result is the repaired script; where there is none, it is the script as it came.
      byte[] repaired = check.repairedBytes() == null ? bytes : check.repairedBytes();
      surroundings.out().write(repaired);
      write(report, surroundings.err());
    } else {
      write(report, surroundings.out());
    }
    return exitCode(report);
  }

  private FileReport unreadable(Path folder, String reason) {
    String shown = surroundings.shown(folder);
    return FileReport.failed(shown, folder, Problem.ofFile(shown, reason));
  }

  private boolean isExcluded(Path path, boolean folder) {
    for (String pattern : options.exclude()) {
      PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
      if (matcher.matches(surroundings.directory().relativize(path))
          || matcher.matches(path.getFileName())) {
        return true;
      }
    }
    try {
      return configurations.excludes(path);
    } catch (ConfigurationException wrong) {
      // Said when the settings for the files there are made.
      return false;
    }
  }

  /** What is asked for: on the command line, or else in the configuration, or else by default. */
  private Job job(Configuration configuration) throws ConfigurationException {
    Job known = jobs.get(configuration);
    if (known != null) {
      return known;
    }
    Target target =
        options.target().isPresent()
            ? Configurations.target(options.target().get())
            : configuration.target().orElse(Target.DEFAULT);
    Set<String> codes =
        RuleSelection.codes(
            rules,
            options.select().or(configuration::select).orElse(List.of("ALL")),
            options.ignore().or(configuration::ignore).orElse(List.of()));
    boolean unsafe = options.unsafeFixes().or(configuration::unsafeFixes).orElse(false);
    Settings settings = new Settings(codes, target, unsafe);
    usedCodes.addAll(codes);
    Job job = new Job(settings, source.repairer(settings));
    jobs.put(configuration, job);
    return job;
  }

  private RunReport runReport(List<FileReport> files) {
    boolean unsafe =
        !jobs.isEmpty() && jobs.values().stream().allMatch(job -> job.settings().unsafeFixes());
    return new RunReport(
        files, rules.stream().filter(rule -> usedCodes.contains(rule.code())).toList(), unsafe);
  }

  private void write(RunReport report, PrintStream out) throws ConfigurationException, IOException {
    Style style = surroundings.style(options.color());
    if (options.mode() == Mode.DIFF) {
      writePatches(report, style, out);
    } else {
      reporter(style).write(report, out);
    }
    out.flush();
    PrintStream err = surroundings.err();
    for (Problem problem : report.problems()) {
      err.println(problem);
      if (options.verbose() && problem.cause().isPresent()) {
        problem.cause().get().printStackTrace(err);
      }
    }
    if (options.quiet()) {
      return;
    }
    if (options.mode() == Mode.DIFF) {
      writeLeft(report);
    }
    String summary =
        switch (options.mode()) {
          case CHECK -> Summary.ofCheck(report);
          case FIX -> Summary.ofFix(report);
          case DIFF -> Summary.ofDiff(report);
          case BRANCH -> Summary.ofBranch(report, options.branch().orElseThrow(), commits);
        };
    if (!summary.isEmpty() && !report.files().isEmpty()) {
      err.println(summary);
    }
  }

  private void writePatches(RunReport report, Style style, PrintStream out) throws IOException {
    for (FileReport file : report.files()) {
      out.write(style == Style.PLAIN ? file.patch() : PatchColours.in(file.patch()));
    }
  }

  /** What a patch does not repair is not to be overlooked. */
  private void writeLeft(RunReport report) {
    Style style = surroundings.messageStyle(options.color());
    for (FileReport file : report.files()) {
      for (Diagnostic diagnostic : file.diagnostics()) {
        String line = ConciseReporter.line(file.path(), diagnostic, report.unsafeFixes(), style);
        String reason = diagnostic.reason().map(why -> " (" + why + ")").orElse("");
        surroundings.err().println(line + reason);
      }
    }
  }

  private Reporter reporter(Style style) throws ConfigurationException {
    Format format = options.outputFormat().orElse(null);
    if (format == null) {
      String word = configurations.in(surroundings.directory()).outputFormat().orElse("full");
      format =
          Format.parse(word)
              .orElseThrow(
                  () ->
                      new ConfigurationException(
                          "output-format `%s` must be one of %s"
                              .formatted(word, String.join(", ", Format.names()))));
    }
    return options.statistics()
        ? new StatisticsReporter(style, format == Format.JSON)
        : Reporter.of(format, style, Version.NUMBER);
  }

  private void warn(String message) {
    surroundings.err().println("fitmend: " + message);
  }

  private int exitCode(RunReport report) {
    if (!report.problems().isEmpty()) {
      return ExitCode.FAILED;
    }
    boolean unrepaired =
        report.hasProblem(false) || options.mode() == Mode.DIFF && report.hasProblem(true);
    if (unrepaired && !options.exitZero()) {
      return ExitCode.FINDINGS;
    }
    boolean changed = options.mode() == Mode.FIX && report.repaired() > 0;
    return changed && options.exitNonZeroOnFix() ? ExitCode.FINDINGS : ExitCode.CLEAN;
  }
}
