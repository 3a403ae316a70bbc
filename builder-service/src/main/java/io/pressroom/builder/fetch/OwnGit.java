package io.pressroom.builder.fetch;

import org.eclipse.jgit.lib.Config;
import org.eclipse.jgit.storage.file.FileBasedConfig;
import org.eclipse.jgit.util.FS;
import org.eclipse.jgit.util.SystemReader;

/**
 * Git without the settings of this machine and its user: what is checked out is byte for byte what
 * is in the repository, wherever it is done. It also keeps JGit from running {@code git} to find
 * those settings, and from writing its own into the user's home, which containers have read-only.
 */
final class OwnGit extends SystemReader.Delegate {

  private OwnGit(SystemReader system) {
    super(system);
  }

  /** From here on, in all of this process. */
  static synchronized void use() {
    if (!(SystemReader.getInstance() instanceof OwnGit)) {
      SystemReader.setInstance(new OwnGit(SystemReader.getInstance()));
    }
  }

  @Override
  public FileBasedConfig openUserConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openSystemConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  @Override
  public FileBasedConfig openJGitConfig(Config parent, FS fs) {
    return new Empty(parent, fs);
  }

  /** Settings that lie in no file. */
  private static final class Empty extends FileBasedConfig {
    Empty(Config parent, FS fs) {
      super(parent, null, fs);
    }

    @Override
    public void load() {}

    @Override
    public void save() {}

    @Override
    public boolean isOutdated() {
      return false;
    }
  }
}
