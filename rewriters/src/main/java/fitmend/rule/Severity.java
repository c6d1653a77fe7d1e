package fitmend.rule;

/** What the finding means for a run. */
public enum Severity {
  /** Advice. */
  INFO,
  /** The run goes on and does something else than meant. */
  WARNING,
  /** The run fails there. */
  ERROR
}
