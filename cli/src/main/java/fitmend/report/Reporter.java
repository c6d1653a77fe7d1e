package fitmend.report;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A form of output. */
public interface Reporter {
  /** Writes what was found to what becomes standard output. */
  void write(RunReport report, PrintStream out) throws IOException;

  /** The forms there are; their names in lower case are what users write. */
  enum Format {
    FULL,
    CONCISE,
    JSON,
    GITHUB,
    SARIF;

    /** The form of that name. */
    public static Optional<Format> parse(String name) {
      return Arrays.stream(values()).filter(format -> format.toString().equals(name)).findFirst();
    }

    /** All names. */
    public static List<String> names() {
      return Arrays.stream(values()).map(Format::toString).toList();
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The reporter for a form; only its classes are loaded. */
  static Reporter of(Format format, Style style, String version) {
    return switch (format) {
      case FULL -> new FullReporter(style);
      case CONCISE -> new ConciseReporter(style);
      case JSON -> new JsonReporter();
      case GITHUB -> new GithubReporter();
      case SARIF -> new SarifReporter(version);
    };
  }
}
