package fitmend.cli;

import fitmend.edit.Edit;
import fitmend.engine.Outcome;
import fitmend.engine.Settings;
import fitmend.python.source.SourceText;
import fitmend.python.tree.PythonFile;
import fitmend.rule.Finding;
import fitmend.rule.Fix;
import fitmend.rule.RuleInfo;
import fitmend.rule.Safety;
import fitmend.rule.Severity;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the command in a folder with made-up rules: {@code bad} becomes {@code good}, {@code risky}
 * becomes {@code sure} when unsafe fixes are wanted, {@code ugly} stays.
 */
final class CommandRun {
  final ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
  private final Path directory;
  private byte[] input = {};
  private final Map<String, String> environment = new HashMap<>();
  private boolean terminal;

  CommandRun(Path directory) {
    this.directory = directory;
  }

  CommandRun input(byte[] input) {
    this.input = input;
    return this;
  }

  CommandRun onTerminal(Map<String, String> variables) {
    terminal = true;
    environment.putAll(variables);
    return this;
  }

  int run(String... args) {
    Surroundings surroundings =
        new Surroundings(
            new ByteArrayInputStream(input),
            new PrintStream(outBytes, false, StandardCharsets.UTF_8),
            new PrintStream(errBytes, false, StandardCharsets.UTF_8),
            directory,
            environment,
            terminal,
            false);
    return Main.run(surroundings, new Words(), args);
  }

  String out() {
    return outBytes.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return errBytes.toString(StandardCharsets.UTF_8);
  }

  private static final RuleInfo BAD_WORD =
      RuleInfo.of("BAD001", "bad-word", Severity.ERROR)
          .summary("A word is bad")
          .why("The run stops with `BadWordError`.")
          .fixSafety("Safe: bad is never meant.")
          .example("bad_word/example.py")
          .formerNames("evil-word");

  private static final RuleInfo RISKY_WORD =
      RuleInfo.of("BAD002", "risky-word", Severity.WARNING)
          .summary("A word is risky")
          .why("The run may stop.")
          .fixSafety("Unsafe: risky may be meant.")
          .example("none.py");

  private static final RuleInfo UGLY_WORD =
      RuleInfo.of("UGL001", "ugly-word", Severity.INFO)
          .summary("A word is ugly.")
          .why("Nothing happens.")
          .fixSafety("There is no fix.")
          .example("none.py");

  private record Word(
      String text, String code, String name, Severity severity, Safety safety, String good) {}

  private static final class Words implements RuleSource {
    private static final List<Word> ALL =
        List.of(
            new Word("bad", "BAD001", "bad-word", Severity.ERROR, Safety.SAFE, "good"),
            new Word("risky", "BAD002", "risky-word", Severity.WARNING, Safety.UNSAFE, "sure"),
            new Word("ugly", "UGL001", "ugly-word", Severity.INFO, null, null));

    @Override
    public List<RuleInfo> rules() {
      return List.of(BAD_WORD, RISKY_WORD, UGLY_WORD);
    }

    @Override
    public Repairer repairer(Settings settings) {
      return new Repairer() {
        @Override
        public Outcome check(byte[] bytes) {
          PythonFile file = file(bytes);
          if (file == null) {
            return new Outcome.Refused(2, 3, "cannot be decoded");
          }
          if (contains(bytes, "crash")) {
            throw new IllegalStateException("crash is what the file asked for");
          }
          if (contains(bytes, "deep")) {
            throw new StackOverflowError();
          }
          return new Outcome.Checked(file, findings(bytes, settings), List.of());
        }

        @Override
        public Outcome fix(byte[] bytes) {
          if (!(check(bytes) instanceof Outcome.Checked checked)) {
            return new Outcome.Refused(2, 3, "cannot be decoded");
          }
          List<Finding> applied = new ArrayList<>();
          List<Outcome.Dropped> dropped = new ArrayList<>();
          StringBuilder text = new StringBuilder(new String(bytes, StandardCharsets.ISO_8859_1));
          for (Finding finding : checked.findings().reversed()) {
            Fix fix = finding.fix().orElse(null);
            boolean wanted = fix != null && (fix.safety() == Safety.SAFE || settings.unsafeFixes());
            if (wanted && contains(bytes, "gate")) {
              dropped.add(new Outcome.Dropped(finding, "the gate is shut"));
            } else if (wanted) {
              Edit edit = fix.edits().getFirst();
              text.replace(edit.start(), edit.end(), edit.text());
              applied.add(finding);
            }
          }
          byte[] result =
              applied.isEmpty() ? bytes : text.toString().getBytes(StandardCharsets.ISO_8859_1);
          return new Outcome.Fixed(
              checked.file(),
              checked.findings(),
              result,
              applied,
              findings(result, settings),
              file(result),
              dropped,
              List.of());
        }
      };
    }

    private static boolean contains(byte[] bytes, String word) {
      return new String(bytes, StandardCharsets.ISO_8859_1).contains(word);
    }

    private static PythonFile file(byte[] bytes) {
      try {
        return new PythonFile(SourceText.of(bytes), null, null);
      } catch (SourceText.DecodingException undecodable) {
        return null;
      }
    }

    private static List<Finding> findings(byte[] bytes, Settings settings) {
      List<Finding> findings = new ArrayList<>();
      String text = new String(bytes, StandardCharsets.ISO_8859_1);
      for (int i = 0; i < text.length(); i++) {
        for (Word word : ALL) {
          if (text.startsWith(word.text(), i) && settings.codes().contains(word.code())) {
            findings.add(finding(word, i));
          }
        }
      }
      return findings;
    }

    private static Finding finding(Word word, int start) {
      int end = start + word.text().length();
      Optional<Fix> fix =
          Optional.ofNullable(word.good())
              .map(
                  good ->
                      new Fix(
                          "Write `" + good + "`",
                          word.safety(),
                          List.of(new Edit(start, end, good))));
      Optional<String> refusal =
          fix.isPresent() ? Optional.empty() : Optional.of("beauty is not known");
      return new Finding(
          word.code(),
          word.name(),
          word.severity(),
          start,
          end,
          "`" + word.text() + "` is written here",
          List.of(),
          fix,
          refusal);
    }
  }
}
