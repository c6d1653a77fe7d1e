package fitmend.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/**
 * An array with an object a finding; the fields are ruff's, with severity, reason and steps added.
 */
public final class JsonReporter implements Reporter {
  @Override
  public void write(RunReport report, PrintStream out) throws IOException {
    try (JsonGenerator json = JsonOutput.to(out)) {
      json.writeStartArray();
      for (FileReport file : report.files()) {
        for (Diagnostic diagnostic : file.diagnostics()) {
          write(file, diagnostic, json);
        }
      }
      json.writeEndArray();
    }
    out.println();
  }

  private static void write(FileReport file, Diagnostic diagnostic, JsonGenerator json)
      throws IOException {
    json.writeStartObject();
    json.writeNullField("cell");
    json.writeStringField("code", diagnostic.code());
    write("end_location", diagnostic.end(), json);
    json.writeStringField("filename", file.fullName());
    json.writeFieldName("fix");
    if (diagnostic.repair().isPresent()) {
      write(diagnostic.repair().get(), json);
    } else {
      json.writeNull();
    }
    write("location", diagnostic.start(), json);
    json.writeStringField("message", diagnostic.message());
    json.writeStringField("name", diagnostic.name());
    json.writeNumberField("noqa_row", diagnostic.start().row());
    json.writeStringField("reason", diagnostic.reason().orElse(null));
    json.writeStringField("severity", lower(diagnostic.severity()));
    json.writeArrayFieldStart("steps");
    for (Diagnostic.Step step : diagnostic.steps()) {
      json.writeStartObject();
      write("end_location", step.end(), json);
      json.writeStringField("fact", step.fact());
      write("location", step.start(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeNullField("url");
    json.writeEndObject();
  }

  private static void write(Diagnostic.Repair repair, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("applicability", lower(repair.safety()));
    json.writeArrayFieldStart("edits");
    for (Diagnostic.Change change : repair.changes()) {
      json.writeStartObject();
      json.writeStringField("content", change.content());
      write("end_location", change.end(), json);
      write("location", change.start(), json);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("message", repair.title());
    json.writeEndObject();
  }

  private static void write(String field, Diagnostic.Place place, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(field);
    json.writeNumberField("column", place.column());
    json.writeNumberField("row", place.row());
    json.writeEndObject();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
