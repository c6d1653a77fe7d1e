package fitmend.git;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Keeps JGit from writing a settings file of its own into the user's home, where it would note how
 * exact the clock of the file system is.
 */
final class DiscreetSystemReader extends SystemReader.Delegate {
  private DiscreetSystemReader(SystemReader reader) {
    super(reader);
  }

  static void install() {
    SystemReader reader = SystemReader.getInstance();
    if (!(reader instanceof DiscreetSystemReader)) {
      SystemReader.setInstance(new DiscreetSystemReader(reader));
    }
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new FileBasedConfig(parent, null, fs) {
      @Override
      public void load() {
        // There is no file.
      }

      @Override
      public void save() {
        // What was measured is forgotten.
      }

      @Override
      public boolean isOutdated() {
        return false;
      }
    };
  }
}
