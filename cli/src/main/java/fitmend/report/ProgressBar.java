package fitmend.report;

import java.io.PrintStream;

/** A line on a terminal that tells how far a run is; shown when it takes over a second. */
public final class ProgressBar {
  private static final long PATIENCE = 1_000_000_000L;
  private static final int WIDTH = 30;

  private final PrintStream terminal;
  private final long started = System.nanoTime();
  private boolean shown;

  public ProgressBar(PrintStream terminal) {
    this.terminal = terminal;
  }

  /** Tells how many files are done. */
  public void show(int done, int all) {
    if (all > 0 && System.nanoTime() - started > PATIENCE) {
      shown = true;
      int filled = (int) ((long) WIDTH * done / all);
      terminal.printf(
          "\r[%s%s] %d/%d files", "=".repeat(filled), " ".repeat(WIDTH - filled), done, all);
      terminal.flush();
    }
  }

  /** Leaves no trace of it. */
  public void erase() {
    if (shown) {
      terminal.print("\r\u001b[K");
      terminal.flush();
    }
  }
}
