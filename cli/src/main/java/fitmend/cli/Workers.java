package fitmend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;

/** Threads that share out a list of tasks. */
final class Workers {
  /** Code that nests deeply takes a deep stack; what is not touched costs nothing. */
  private static final long STACK = 256L << 20;

  private static final long REST = 50;

  private Workers() {}

  /**
   * Runs the tasks 0 to {@code count - 1} and returns their results in this order.
   *
   * @param progress told, now and then, how many are done
   */
  static <R> List<R> run(int count, int threads, IntFunction<R> task, IntConsumer progress) {
    AtomicReferenceArray<R> results = new AtomicReferenceArray<>(Math.max(1, count));
    AtomicInteger next = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            results.set(i, task.apply(i));
          }
        };
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> running = new ArrayList<>();
    for (int i = 0; i < Math.min(count, threads); i++) {
      Thread thread = new Thread(null, work, "worker-" + i, STACK);
      thread.setDaemon(true);
      thread.setUncaughtExceptionHandler((dead, thrown) -> failure.compareAndSet(null, thrown));
      thread.start();
      running.add(thread);
    }
    try {
      for (Thread thread : running) {
        for (thread.join(REST); thread.isAlive(); thread.join(REST)) {
          progress.accept(Math.min(count, next.get()));
        }
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException("interrupted", interrupted);
    }
    if (failure.get() != null) {
      throw new IllegalStateException("a worker broke down", failure.get());
    }
    List<R> ordered = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      ordered.add(results.get(i));
    }
    return ordered;
  }
}
