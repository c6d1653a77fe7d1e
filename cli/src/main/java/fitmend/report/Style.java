package fitmend.report;

import fitmend.rule.Severity;

/** Colours, or none. */
public enum Style {
  PLAIN,
  COLOURED;

  public String bold(String text) {
    return in("1", text);
  }

  public String red(String text) {
    return in("31;1", text);
  }

  public String green(String text) {
    return in("32", text);
  }

  public String yellow(String text) {
    return in("33;1", text);
  }

  public String blue(String text) {
    return in("34;1", text);
  }

  public String cyan(String text) {
    return in("36", text);
  }

  /** In the colour of what a finding means for a run. */
  public String of(Severity severity, String text) {
    return switch (severity) {
      case ERROR -> red(text);
      case WARNING -> yellow(text);
      case INFO -> blue(text);
    };
  }

  private String in(String codes, String text) {
    return this == PLAIN ? text : "\u001b[" + codes + "m" + text + "\u001b[0m";
  }
}
