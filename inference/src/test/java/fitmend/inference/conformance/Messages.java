package fitmend.inference.conformance;

import java.util.List;
import java.util.regex.Pattern;

/** Exception messages without what differs from run to run, as {@code messages.py} has them. */
final class Messages {
  private static final int LONGEST = 1200;
  private static final String CUT = " [cut]";

  private record Rule(Pattern pattern, String replacement) {
    Rule(String pattern, String replacement) {
      this(Pattern.compile(pattern), replacement);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          new Rule("(?i)0x[0-9a-f]{8,}", "0x0"),
          new Rule("(?s)in user code:\n.*\n    (?=\\w+: )", "in user code:\n\n    "),
          new Rule("\n\t \\[\\[\\{\\{node [^\n]*\\]\\]", ""),
          new Rule("\n\t \\[\\[[\\w/]+\\{\\{node [^\n]*\\]\\]", ""),
          new Rule("\\[\\[(\\{\\{)?node [^\n]*?\\]\\]", "[[node]]"),
          new Rule("\\{\\{function_node (\\w+)_device_[^}]*\\}\\}", "{{function_node $1}}"),
          new Rule("(/[\\w.+-]+)+/([\\w.-]+\\.(?:py|so)\\b)", "$2"),
          new Rule("\\b(_*[A-Za-z]\\w*?)(?:_\\d+)+\\b", "$1"),
          new Rule("[ \t]+(?=\n|$)", ""));

  private Messages() {}

  static String normalised(String message) {
    String text = message;
    for (Rule rule : RULES) {
      text = rule.pattern().matcher(text).replaceAll(rule.replacement());
    }
    text = text.strip();
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + CUT;
  }
}
