package fitmend.rule;

import java.util.Optional;

/**
 * One thing a rule has to say about one place.
 *
 * @param start offset of the first byte meant
 * @param end offset behind the last
 * @param message states the fact; does not end with a full stop
 * @param refusal why there is no fix, or what a person should know before taking it
 */
public record Finding(
    String code,
    String name,
    Severity severity,
    int start,
    int end,
    String message,
    Optional<Fix> fix,
    Optional<String> refusal) {}
