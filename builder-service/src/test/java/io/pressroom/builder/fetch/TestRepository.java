package io.pressroom.builder.fetch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;

/** A repository that an author works in. */
final class TestRepository implements AutoCloseable {

  private final Path folder;
  private final Git git;

  TestRepository(Path folder) throws GitAPIException {
    OwnGit.use();
    this.folder = folder;
    this.git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  Path folder() {
    return folder;
  }

  Git git() {
    return git;
  }

  Repository repository() {
    return git.getRepository();
  }

  /** Commits files with that text; an empty one is removed. */
  RevCommit commit(Map<String, String> files) throws IOException, GitAPIException {
    for (var file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (file.getValue().isEmpty()) {
        git.rm().addFilepattern(file.getKey()).call();
      } else {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
        git.add().addFilepattern(file.getKey()).call();
      }
    }
    return git.commit()
        .setMessage("Change " + files.keySet())
        .setAuthor("Ada", "ada@example.org")
        .setCommitter("Ada", "ada@example.org")
        .setSign(false)
        .call();
  }

  RevCommit commit(String file, String text) throws IOException, GitAPIException {
    return commit(Map.of(file, text));
  }

  /** Throws the last commits away, as a force push does. */
  void rewind(RevCommit to) throws GitAPIException {
    git.reset().setMode(ResetType.HARD).setRef(to.name()).call();
  }

  @Override
  public void close() {
    git.close();
  }
}
