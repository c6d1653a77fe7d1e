package fitmend.inference.conformance;

import fitmend.inference.Target;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.Twin;
import fitmend.inference.twin.Verdict;
import fitmend.inference.value.Unknown;
import fitmend.inference.value.Value;
import fitmend.python.ParseOutcome;
import fitmend.python.PythonParser;
import fitmend.python.tree.Node;
import fitmend.python.tree.PythonFile;
import java.nio.charset.StandardCharsets;

/**
 * What the twin said of a row's program, beside what the real library did.
 *
 * @param said for people
 */
record Judgement(Kind kind, String said) {
  /** How the two compare. */
  enum Kind {
    AGREE,
    UNKNOWN,
    /** The twin says that a program fails that runs. */
    FALSE_FAILURE,
    /** The twin says another value or another exception, or none. */
    WRONG;

    boolean isWrong() {
      return this == WRONG || this == FALSE_FAILURE;
    }
  }

  static Judgement of(Row row, String prelude, Target target) {
    byte[] script = (prelude + row.program() + "\n").getBytes(StandardCharsets.UTF_8);
    if (!(PythonParser.parse(script) instanceof ParseOutcome.Parsed parsed)) {
      boolean isRefused = row.raises() && row.exception().endsWith("Error");
      return new Judgement(isRefused ? Kind.AGREE : Kind.WRONG, "refused");
    }
    return switch (Twin.run(parsed.file(), target)) {
      case Verdict.Undecided undecided -> new Judgement(Kind.UNKNOWN, undecided.reason());
      case Verdict.Fails(FailureEvent event) -> {
        int before = (int) prelude.lines().count();
        int line = line(parsed.file(), event.statement()) - before;
        // AutoGraph tells in its message alone what happened inside of the function.
        boolean isCalled =
            event.stack().stream()
                .anyMatch(place -> line(parsed.file(), place.statement()) - before == row.line());
        yield failure(
            row, event, isCalled && row.outcome().contains("in user code:\n") ? row.line() : line);
      }
      case Verdict.Runs runs -> value(row, runs.variables().get("result"));
    };
  }

  private static int line(PythonFile file, Node statement) {
    return file.source().position(statement.start()).line();
  }

  private static Judgement failure(Row row, FailureEvent event, int line) {
    String message = event.message() == null ? null : Messages.normalised(event.message());
    String said = "raises " + event.type() + " " + message + " in line " + line;
    if (!row.raises()) {
      return new Judgement(Kind.FALSE_FAILURE, said);
    }
    if (!row.exception().equals(event.type()) || row.line() != line) {
      return new Judgement(Kind.WRONG, said);
    }
    if (message == null) {
      return new Judgement(Kind.UNKNOWN, said);
    }
    return new Judgement(row.message().equals(message) ? Kind.AGREE : Kind.WRONG, said);
  }

  private static Judgement value(Row row, Value value) {
    Description description = Description.of(value);
    String said =
        value instanceof Unknown(String reason) ? "unknown: " + reason : description.agreed();
    if (row.raises()) {
      return new Judgement(description.isComplete() ? Kind.WRONG : Kind.UNKNOWN, said);
    }
    String real = Description.comparable(row.description());
    if (description.agrees(real)) {
      return new Judgement(Kind.AGREE, said);
    }
    return new Judgement(description.allows(real) ? Kind.UNKNOWN : Kind.WRONG, said);
  }
}
