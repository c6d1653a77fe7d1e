package fitmend.engine;

/** Runs rules over the bytes of one file; safe to share between threads. */
public final class Engine {
  private final Settings settings;

  public Engine(Settings settings) {
    this.settings = settings;
  }

  public Settings settings() {
    return settings;
  }

  /** Finds. */
  public Outcome check(byte[] bytes) {
    throw new UnsupportedOperationException("on its way");
  }

  /** Finds and repairs, in memory. */
  public Outcome fix(byte[] bytes) {
    throw new UnsupportedOperationException("on its way");
  }
}
