package fitmend.report;

import com.fasterxml.jackson.core.JsonGenerator;
import fitmend.diff.UnifiedDiff;
import fitmend.rule.RuleInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The manual pages of rules, made of what they say of themselves and of their fixtures. */
public final class Manual {
  private final Style style;

  public Manual(Style style) {
    this.style = style;
  }

  /** The forms of a page. */
  public enum Format {
    TEXT,
    MARKDOWN,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Writes a page for each rule. */
  public void write(List<RuleInfo> rules, Format format, PrintStream out) throws IOException {
    if (format == Format.JSON) {
      writeJson(rules, out);
      return;
    }
    for (int i = 0; i < rules.size(); i++) {
      if (i > 0) {
        out.println();
      }
      if (format == Format.TEXT) {
        writeText(rules.get(i), out);
      } else {
        writeMarkdown(rules.get(i), out);
      }
    }
  }

  private void writeText(RuleInfo rule, PrintStream out) throws IOException {
    out.println(style.bold(rule.code() + " " + rule.name()));
    paragraph(sentence(rule.summary()), out);
    section("What happens", rule.why(), out);
    section("Safety of the fix", rule.fixSafety(), out);
    out.println();
    out.println(style.bold("Severity") + "  " + lower(rule.severity()));
    out.println(style.bold("Since") + "     " + rule.since());
    if (!rule.formerNames().isEmpty()) {
      out.println(style.bold("Formerly") + "  " + String.join(", ", rule.formerNames()));
    }
    Optional<String> example = example(rule);
    if (example.isPresent()) {
      out.println();
      out.println(style.bold("Example"));
      out.println();
      out.print(example.get().indent(4));
    }
  }

  private void section(String title, String text, PrintStream out) {
    out.println();
    out.println(style.bold(title));
    paragraph(text, out);
  }

  private static void paragraph(String text, PrintStream out) {
    for (String paragraph : Paragraphs.of(text)) {
      out.println();
      Paragraphs.wrap(paragraph, 88).forEach(line -> out.println("    " + line));
    }
  }

  private static void writeMarkdown(RuleInfo rule, PrintStream out) throws IOException {
    out.println("## " + rule.code() + " " + rule.name());
    out.println();
    out.println(sentence(rule.summary()));
    out.println();
    out.println("**What happens.** " + rule.why().strip());
    out.println();
    out.println("**Safety of the fix.** " + rule.fixSafety().strip());
    out.println();
    out.println("**Severity** " + lower(rule.severity()) + ". **Since** " + rule.since() + ".");
    if (!rule.formerNames().isEmpty()) {
      out.println();
      out.println("**Formerly** `" + String.join("`, `", rule.formerNames()) + "`.");
    }
    Optional<String> example = example(rule);
    if (example.isPresent()) {
      out.println();
      out.println("```diff");
      out.print(example.get());
      out.println("```");
    }
  }

  private static void writeJson(List<RuleInfo> rules, PrintStream out) throws IOException {
    try (JsonGenerator json = JsonOutput.to(out)) {
      json.writeStartArray();
      for (RuleInfo rule : rules) {
        json.writeStartObject();
        json.writeStringField("code", rule.code());
        json.writeStringField("name", rule.name());
        json.writeStringField("summary", rule.summary());
        json.writeStringField("why", rule.why().strip());
        json.writeStringField("fix_safety", rule.fixSafety().strip());
        json.writeStringField("severity", lower(rule.severity()));
        json.writeStringField("since", rule.since());
        json.writeArrayFieldStart("former_names");
        for (String name : rule.formerNames()) {
          json.writeString(name);
        }
        json.writeEndArray();
        json.writeStringField("example", example(rule).orElse(null));
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    out.println();
  }

  /** The rule's fixture pair as a diff without its header. */
  private static Optional<String> example(RuleInfo rule) throws IOException {
    String name = rule.example().endsWith(".py") ? rule.example() : rule.example() + ".py";
    Optional<byte[]> before = fixture("before/" + name);
    Optional<byte[]> after = fixture("after/" + name);
    if (before.isEmpty() || after.isEmpty()) {
      return Optional.empty();
    }
    byte[] diff = UnifiedDiff.of("example.py", before.get(), after.get());
    String text = new String(diff, StandardCharsets.UTF_8);
    return Optional.of(text.substring(text.indexOf("@@")));
  }

  private static Optional<byte[]> fixture(String path) throws IOException {
    try (InputStream in = Manual.class.getResourceAsStream("/fitmend/fixtures/" + path)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    }
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
