package fitmend.cli;

/** What the caller of the process is told. */
final class ExitCode {
  /** Nothing is left to do. */
  static final int CLEAN = 0;

  /** Something was found and not repaired. */
  static final int FINDINGS = 1;

  /** Some of the job could not be done. */
  static final int FAILED = 2;

  private ExitCode() {}
}
