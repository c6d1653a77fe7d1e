package fitmend.rule;

/** How far a fix may be trusted; least first. */
public enum Safety {
  /** Advice: shown, never applied. */
  DISPLAY,
  /** Several readings of the intent, or a run that worked would change. */
  UNSAFE,
  /** The program certainly failed there and there is one reading, or behaviour stays. */
  SAFE
}
