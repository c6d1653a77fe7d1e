package fitmend.cli;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What the launcher lets run once, after a build, so that the JVM can write a cache of the classes
 * that fitmend loads and of how it links them.
 */
public final class Rehearsal {
  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("check"),
          List.of("check", "--diff"),
          List.of("check", "--unsafe-fixes", "--diff", "--statistics"),
          List.of("check", "--output-format", "concise"),
          List.of("check", "--output-format", "json"),
          List.of("check", "--output-format", "github"),
          List.of("check", "--output-format", "sarif"));

  private Rehearsal() {}

  /** Runs the commands on the scripts of a folder and keeps nothing of what they say. */
  public static void main(String[] folders) {
    for (List<String> command : COMMANDS) {
      List<String> words = new ArrayList<>(command);
      words.addAll(List.of(folders));
      run(words);
    }
    run(List.of("rule", "--all"));
    Terminal.isAt(1);
    run(List.of("--help"));
    run(List.of("check", "--help"));
  }

  private static void run(List<String> words) {
    InputStream nothing = new ByteArrayInputStream(new byte[0]);
    OutputStream nowhere = OutputStream.nullOutputStream();
    Main.run(nothing, nowhere, nowhere, words.toArray(String[]::new));
  }
}
