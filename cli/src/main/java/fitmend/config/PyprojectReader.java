package fitmend.config;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import fitmend.inference.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code [tool.fitmend]}; the only class that knows the TOML library. */
final class PyprojectReader {
  private static final List<String> KEYS =
      List.of("target", "select", "ignore", "unsafe-fixes", "exclude", "output-format");

  private final Path file;
  private final String text;
  private final String shown;

  /**
   * @param shown the file's name as messages give it
   */
  PyprojectReader(Path file, byte[] bytes, String shown) {
    this.file = file;
    this.text = new String(bytes, StandardCharsets.UTF_8);
    this.shown = shown;
  }

  /** What the file says, or nothing when it has no table of ours. */
  Optional<Configuration> read() throws ConfigurationException {
    JsonNode table;
    try {
      table = new TomlMapper().readTree(text).path("tool").path("fitmend");
    } catch (JacksonException syntax) {
      throw new ConfigurationException(
          "%s:%d:%d: %s"
              .formatted(
                  shown,
                  syntax.getLocation().getLineNr(),
                  syntax.getLocation().getColumnNr(),
                  syntax.getOriginalMessage()));
    }
    if (table.isMissingNode()) {
      return Optional.empty();
    }
    if (!table.isObject()) {
      throw new ConfigurationException(shown + ": `tool.fitmend` must be a table");
    }
    for (Map.Entry<String, JsonNode> entry : table.properties()) {
      if (!KEYS.contains(entry.getKey())) {
        throw problem(
            entry.getKey(),
            "unknown key `%s`%s"
                .formatted(entry.getKey(), Closest.suggestion(entry.getKey(), KEYS)));
      }
    }
    return Optional.of(
        new Configuration(
            Optional.of(file),
            target(table),
            strings(table, "select"),
            strings(table, "ignore"),
            flag(table, "unsafe-fixes"),
            strings(table, "exclude").orElse(List.of()),
            string(table, "output-format")));
  }

  private Optional<Target> target(JsonNode table) throws ConfigurationException {
    Optional<String> written = string(table, "target");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    Optional<Target> target = Target.parse(written.get());
    if (target.isEmpty()) {
      throw problem("target", unknownTarget(written.get()));
    }
    return target;
  }

  /** Says which targets there are. */
  static String unknownTarget(String written) {
    List<String> known = Arrays.stream(Target.values()).map(Target::toString).toList();
    return "unknown target `%s`; there are %s".formatted(written, String.join(", ", known));
  }

  private Optional<String> string(JsonNode table, String key) throws ConfigurationException {
    JsonNode value = table.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw problem(key, "`%s` must be a string".formatted(key));
    }
    return Optional.of(value.textValue());
  }

  private Optional<Boolean> flag(JsonNode table, String key) throws ConfigurationException {
    JsonNode value = table.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isBoolean()) {
      throw problem(key, "`%s` must be true or false".formatted(key));
    }
    return Optional.of(value.booleanValue());
  }

  private Optional<List<String>> strings(JsonNode table, String key) throws ConfigurationException {
    JsonNode value = table.get(key);
    if (value == null) {
      return Optional.empty();
    }
    List<String> strings = new ArrayList<>();
    for (JsonNode element : value) {
      if (element.isTextual()) {
        strings.add(element.textValue());
      }
    }
    if (!value.isArray() || strings.size() < value.size()) {
      throw problem(key, "`%s` must be an array of strings".formatted(key));
    }
    return Optional.of(strings);
  }

  private ConfigurationException problem(String key, String message) {
    return new ConfigurationException("%s:%d: %s".formatted(shown, line(key), message));
  }

  /** The line of a key of ours. The library does not keep it, so it is looked for. */
  private int line(String key) {
    Matcher table = Pattern.compile("(?m)^\\s*\\[\\s*tool\\s*\\.\\s*fitmend\\s*]").matcher(text);
    int from = table.find() ? table.end() : Math.max(0, text.indexOf("fitmend"));
    Matcher found =
        Pattern.compile("(?m)(^\\s*|[{,.]\\s*)[\"']?" + Pattern.quote(key) + "[\"']?\\s*=")
            .matcher(text);
    int at = found.find(from) ? found.end() : from;
    return (int) text.substring(0, at).chars().filter(letter -> letter == '\n').count() + 1;
  }
}
