package fitmend.rule;

import java.util.List;
import java.util.Optional;

/**
 * One thing a rule has to say about one place.
 *
 * @param start offset of the first byte meant
 * @param end offset behind the last
 * @param message states the fact; does not end with a full stop
 * @param steps what led there, the earliest first; empty when the finding speaks for itself
 * @param refusal why there is no fix, or what a person should know before taking it
 */
public record Finding(
    String code,
    String name,
    Severity severity,
    int start,
    int end,
    String message,
    List<Step> steps,
    Optional<Fix> fix,
    Optional<String> refusal) {

  /**
   * Something that happened earlier.
   *
   * @param start offset of the first byte of the code that did it
   * @param end offset behind the last
   * @param fact what came of it
   */
  public record Step(int start, int end, String fact) {}
}
