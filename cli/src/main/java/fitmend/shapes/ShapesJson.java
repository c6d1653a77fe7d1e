package fitmend.shapes;

import com.fasterxml.jackson.core.JsonGenerator;
import fitmend.inference.keras.ModelSummary;
import fitmend.inference.twin.FailureEvent;
import fitmend.inference.twin.Trace;
import fitmend.inference.twin.ValueChain;
import fitmend.report.JsonOutput;
import java.io.IOException;
import java.io.PrintStream;

/** Shapes as one object; what is not known is null. */
final class ShapesJson {
  private final ShapesReport report;

  ShapesJson(ShapesReport report) {
    this.report = report;
  }

  void write(PrintStream out) throws IOException {
    Trace trace = report.trace();
    try (JsonGenerator json = JsonOutput.to(out)) {
      json.writeStartObject();
      json.writeStringField("filename", report.path());
      json.writeStringField("target", report.target().toString());
      json.writeArrayFieldStart("models");
      for (ModelSummary model : trace.models()) {
        write(model, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("arrays");
      for (Trace.NamedArray array : trace.arrays()) {
        write(array, json);
      }
      json.writeEndArray();
      json.writeArrayFieldStart("feeds");
      for (Trace.Feed feed : trace.feeds()) {
        json.writeStartObject();
        json.writeNumberField("row", report.line(feed.at()));
        json.writeStringField("method", feed.method());
        json.writeArrayFieldStart("arguments");
        for (Trace.NamedArray array : feed.arguments()) {
          write(array, json);
        }
        json.writeEndArray();
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeFieldName("failure");
      if (report.failure().isPresent()) {
        write(report.failure().get(), json);
      } else {
        json.writeNull();
      }
      json.writeStringField("not_followed", report.doubt().orElse(null));
      json.writeEndObject();
    }
    out.println();
  }

  private void write(ModelSummary model, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", model.name());
    json.writeStringField("class", model.className());
    json.writeNumberField("row", report.line(model.at()));
    json.writeArrayFieldStart("layers");
    for (ModelSummary.Row row : model.rows()) {
      json.writeStartObject();
      json.writeStringField("name", row.name());
      json.writeStringField("class", row.className());
      json.writeStringField("output_shape", row.output());
      count("parameters", row.parameters(), json);
      json.writeArrayFieldStart("connected_to");
      for (String from : row.from()) {
        json.writeString(from);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    count("parameters", model.parameters(), json);
    count("trainable_parameters", model.trainableParameters(), json);
    count("non_trainable_parameters", model.otherParameters(), json);
    json.writeEndObject();
  }

  private static void count(String field, long parameters, JsonGenerator json) throws IOException {
    if (parameters < 0) {
      json.writeNullField(field);
    } else {
      json.writeNumberField(field, parameters);
    }
  }

  private void write(Trace.NamedArray array, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("row", report.line(array.at()));
    json.writeStringField("name", array.name());
    json.writeStringField("value", array.text());
    json.writeEndObject();
  }

  private void write(FailureEvent failure, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("row", report.line(failure.statement()));
    json.writeStringField("exception", failure.type());
    json.writeStringField("message", failure.message());
    json.writeArrayFieldStart("steps");
    for (ValueChain.Step step : failure.chain()) {
      json.writeStartObject();
      json.writeNumberField("row", report.line(step.at()));
      json.writeStringField("code", step.at().text());
      json.writeStringField("result", step.result());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
