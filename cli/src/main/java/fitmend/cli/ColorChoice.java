package fitmend.cli;

import java.util.Locale;
import java.util.Map;

/** What {@code --color} says. */
enum ColorChoice {
  AUTO,
  ALWAYS,
  NEVER;

  boolean on(boolean terminal, Map<String, String> environment) {
    // https://no-color.org: the variable counts when it is there and not empty.
    boolean unwanted =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    return this == ALWAYS || this == AUTO && terminal && !unwanted;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
