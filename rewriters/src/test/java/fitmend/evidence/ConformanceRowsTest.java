package fitmend.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import fitmend.inference.Target;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs a sample of the recorded rows of {@code inference/conformance} again on the real libraries.
 * Nothing may have changed.
 */
@Tag("tensorflow")
class ConformanceRowsTest {
  private static final int EVERY = 100;

  @ParameterizedTest
  @EnumSource(Target.class)
  void rowsAreStillTrue(Target target) throws IOException {
    Optional<Environment> environment = Environment.of(target);
    assumeTrue(environment.isPresent(), () -> "no Python for " + target);
    StringBuilder differences = new StringBuilder();
    boolean hasEnded =
        Command.of(
            environment.get().interpreter(),
            Fixture.root().resolve("inference/conformance/generate.py"),
            "--check",
            EVERY)
            .stream(line -> differences.append(line).append('\n'));
    assertEquals("", differences.toString());
    assertEquals(true, hasEnded);
  }
}
