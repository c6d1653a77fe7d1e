package fitmend.report;

import com.fasterxml.jackson.core.JsonGenerator;
import fitmend.rule.RuleInfo;
import fitmend.rule.Severity;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;

/** SARIF 2.1.0, as code scanning services take it. */
public final class SarifReporter implements Reporter {
  private final String version;

  public SarifReporter(String version) {
    this.version = version;
  }

  @Override
  public void write(RunReport report, PrintStream out) throws IOException {
    try (JsonGenerator json = JsonOutput.to(out)) {
      json.writeStartObject();
      json.writeStringField("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      writeTool(report, json);
      writeInvocation(report, json);
      // Columns count characters, not UTF-16 units, which SARIF would assume.
      json.writeStringField("columnKind", "unicodeCodePoints");
      json.writeArrayFieldStart("results");
      for (FileReport file : report.files()) {
        for (Diagnostic diagnostic : file.diagnostics()) {
          writeResult(file, diagnostic, report, json);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  private void writeTool(RunReport report, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "fitmend");
    json.writeStringField("version", version);
    json.writeArrayFieldStart("rules");
    for (RuleInfo rule : report.rules()) {
      json.writeStartObject();
      json.writeStringField("id", rule.code());
      json.writeStringField("name", rule.name());
      writeText("shortDescription", rule.summary(), json);
      writeText("fullDescription", rule.why().strip(), json);
      writeText("help", rule.fixSafety().strip(), json);
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", level(rule.severity()));
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeInvocation(RunReport report, JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("invocations");
    json.writeStartObject();
    json.writeBooleanField("executionSuccessful", report.problems().isEmpty());
    json.writeArrayFieldStart("toolExecutionNotifications");
    for (FileReport file : report.files()) {
      for (Problem problem : file.problems()) {
        json.writeStartObject();
        json.writeStringField("level", "error");
        writeText("message", problem.message(), json);
        Diagnostic.Place place =
            new Diagnostic.Place(Math.max(1, problem.line()), Math.max(1, problem.column()));
        writeLocation(file, place, place, json);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeResult(
      FileReport file, Diagnostic diagnostic, RunReport report, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", diagnostic.code());
    for (int i = 0; i < report.rules().size(); i++) {
      if (report.rules().get(i).code().equals(diagnostic.code())) {
        json.writeNumberField("ruleIndex", i);
      }
    }
    json.writeStringField("level", level(diagnostic.severity()));
    String note = diagnostic.reason().map(reason -> " (" + reason + ")").orElse("");
    writeText("message", diagnostic.message() + note, json);
    writeLocation(file, diagnostic.start(), diagnostic.end(), json);
    if (!diagnostic.steps().isEmpty()) {
      writeSteps(file, diagnostic, json);
    }
    if (diagnostic.isFixable(true)) {
      writeFix(file, diagnostic.repair().orElseThrow(), json);
    }
    json.writeEndObject();
  }

  private static void writeSteps(FileReport file, Diagnostic diagnostic, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("relatedLocations");
    for (Diagnostic.Step step : diagnostic.steps()) {
      json.writeStartObject();
      writePhysicalLocation(file, step.start(), step.end(), json);
      writeText("message", step.fact(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writeFix(FileReport file, Diagnostic.Repair repair, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("fixes");
    json.writeStartObject();
    writeText("description", repair.title(), json);
    json.writeArrayFieldStart("artifactChanges");
    json.writeStartObject();
    writeArtifact(file, json);
    json.writeArrayFieldStart("replacements");
    for (Diagnostic.Change change : repair.changes()) {
      json.writeStartObject();
      writeRegion("deletedRegion", change.start(), change.end(), json);
      writeText("insertedContent", change.content(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writeLocation(
      FileReport file, Diagnostic.Place start, Diagnostic.Place end, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart("locations");
    json.writeStartObject();
    writePhysicalLocation(file, start, end, json);
    json.writeEndObject();
    json.writeEndArray();
  }

  private static void writePhysicalLocation(
      FileReport file, Diagnostic.Place start, Diagnostic.Place end, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart("physicalLocation");
    writeArtifact(file, json);
    writeRegion("region", start, end, json);
    json.writeEndObject();
  }

  private static void writeArtifact(FileReport file, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(file.path()));
    json.writeEndObject();
  }

  private static void writeRegion(
      String field, Diagnostic.Place start, Diagnostic.Place end, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("startLine", start.row());
    json.writeNumberField("startColumn", start.column());
    json.writeNumberField("endLine", end.row());
    json.writeNumberField("endColumn", end.column());
    json.writeEndObject();
  }

  private static void writeText(String field, String text, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart(field);
    json.writeStringField("text", text);
    json.writeEndObject();
  }

  private static String uri(String path) {
    try {
      String scheme = path.startsWith("/") ? "file" : null;
      return new URI(scheme, scheme == null ? null : "", path, null).toASCIIString();
    } catch (URISyntaxException impossible) {
      return path;
    }
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }
}
