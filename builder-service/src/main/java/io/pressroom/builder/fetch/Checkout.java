package io.pressroom.builder.fetch;

import io.pressroom.builder.watch.Change;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.ResetCommand.ResetType;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.JGitInternalException;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.RepositoryBuilder;
import org.eclipse.jgit.lib.RepositoryCache;
import org.eclipse.jgit.lib.StoredConfig;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.eclipse.jgit.util.FS;

/**
 * A repository's copy on this machine, and the folder that a build reads:
 *
 * <pre>
 * repository/   what was fetched: as little history as there can be
 * site/         the files of one commit
 * </pre>
 *
 * The network's thread fetches into the repository; the thread that builds moves the folder on,
 * between two builds. So no build ever sees a folder that is at two commits, and files that two
 * commits share stay untouched and need not be read again. What a crash leaves half done, the first
 * {@link #bring()} after it sets right.
 */
public final class Checkout implements AutoCloseable {

  /** What was fetched last. */
  static final String FETCHED = "refs/pressroom/fetched";

  private static final String SECTION = "pressroom";

  /** More packs than this are made one. */
  private static final int MANY_PACKS = 50;

  private final Origin origin;
  private final Path folder;
  private final Path tree;
  private final Consumer<String> warnings;
  private volatile Repository repository;
  private volatile Optional<Commit> fetched = Optional.empty();
  private Optional<ObjectId> checkedOut = Optional.empty();

  private Checkout(Origin origin, Path folder, Consumer<String> warnings) {
    this.origin = origin;
    this.folder = folder;
    this.tree = folder.resolve("site");
    this.warnings = warnings;
  }

  /**
   * Opens the copy in that folder, or begins one. What was fetched from another repository is
   * forgotten; what was fetched from this one is there without the network.
   *
   * @param warnings is told what in the repository will not be in the site
   * @throws IOException where the folder cannot be used
   */
  public static Checkout open(Origin origin, Path folder, Consumer<String> warnings)
      throws IOException {
    OwnGit.use();
    Path absolute = Files.createDirectories(folder.toAbsolutePath().normalize());
    Checkout checkout = new Checkout(origin, absolute, warnings);
    checkout.begin();
    return checkout;
  }

  private synchronized void begin() throws IOException {
    Files.createDirectories(tree);
    try {
      openRepository();
      remember();
    } catch (IOException | RuntimeException _) { // cut by a loss of power, say: it is only a copy
      discard();
    }
  }

  private void openRepository() throws IOException {
    File directory = folder.resolve("repository").toFile();
    boolean there = RepositoryCache.FileKey.isGitRepository(directory, FS.DETECTED);
    if (there) {
      removeLocks(directory.toPath());
    }
    repository = new RepositoryBuilder().setGitDir(directory).setWorkTree(tree.toFile()).build();
    if (!there) {
      repository.create();
      StoredConfig config = repository.getConfig();
      // Git's own promise to survive a power cut; without it the copy would be fetched anew.
      config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncobjectfiles", true);
      config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "fsyncreffiles", true);
      // Tidying is for the moment in which nothing else is at work; JGit's own is for any.
      config.setInt(ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTO, 0);
      config.setInt(
          ConfigConstants.CONFIG_GC_SECTION, null, ConfigConstants.CONFIG_KEY_AUTOPACKLIMIT, 0);
      config.setString(
          ConfigConstants.CONFIG_GC_SECTION,
          null,
          ConfigConstants.CONFIG_KEY_PRUNEPACKEXPIRE,
          "now");
      // What the folder was at before is no reason to keep it.
      config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "logallrefupdates", false);
      config.save();
    }
  }

  /** A process that was killed left them, and nobody else uses this copy. */
  private static void removeLocks(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path lock : files.filter(file -> file.toString().endsWith(".lock")).toList()) {
        Files.deleteIfExists(lock);
      }
    }
  }

  private void remember() throws IOException {
    StoredConfig config = repository.getConfig();
    String from = config.getString(SECTION, null, "origin");
    if (!origin.address().equals(from)) {
      RefUpdate forget = repository.updateRef(FETCHED);
      forget.setForceUpdate(true);
      forget.delete();
      config.unset(SECTION, null, "followed");
      config.setString(SECTION, null, "origin", origin.address());
      config.save();
    }
    Ref ref = repository.exactRef(FETCHED);
    if (ref != null) {
      fetched = Optional.of(commit(ref.getObjectId(), config.getString(SECTION, null, "fetched")));
    }
  }

  /** Throws the copy away, but for the files of the site; it has to be fetched anew. */
  private void discard() throws IOException {
    fetched = Optional.empty();
    checkedOut = Optional.empty();
    close();
    try (Stream<Path> files = Files.walk(folder.resolve("repository"))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
    openRepository();
    remember();
  }

  /** The folder of the site. */
  public Path site() {
    return tree.resolve(origin.path());
  }

  /** The commit that was fetched last; the next build is of it. */
  public Optional<Commit> fetched() {
    return fetched;
  }

  /**
   * Has the folder be at the commit that was fetched last.
   *
   * @return where in the folder something has changed
   * @throws IOException where it cannot be brought there, or the commit has no such site
   */
  public synchronized Change bring() throws IOException {
    Commit wanted =
        fetched.orElseThrow(
            () -> new IOException("nothing was fetched from %s yet".formatted(origin.address())));
    Change change = Change.nothing();
    if (!checkedOut.equals(Optional.of(wanted.id()))) {
      try {
        change = move(wanted.id());
      } catch (MissingObjectException | CorruptObjectException e) {
        discard();
        throw new IOException(
            "the copy of %s here was damaged, and is fetched anew".formatted(origin.address()), e);
      }
    }
    if (!Files.isDirectory(site())) {
      throw new IOException(
          "Content not read: there is no folder \"%s\" in %s at %s (set PRESSROOM_GIT_PATH to the folder of the site)"
              .formatted(origin.path(), origin.address(), wanted));
    }
    return change;
  }

  private Change move(ObjectId to) throws IOException {
    Change change = checkedOut.isPresent() ? difference(checkedOut.get(), to) : Change.all();
    boolean first = checkedOut.isEmpty();
    checkedOut = Optional.empty(); // until it is done
    Git git = new Git(repository);
    try {
      git.reset().setMode(ResetType.HARD).setRef(to.name()).call();
      if (first) {
        git.clean().setCleanDirectories(true).setForce(true).setIgnore(false).call();
      }
    } catch (GitAPIException | JGitInternalException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
    checkedOut = Optional.of(to);
    warn(to);
    return change;
  }

  private Change difference(ObjectId from, ObjectId to) throws IOException {
    try (RevWalk commits = new RevWalk(repository);
        TreeWalk walk = new TreeWalk(repository)) {
      walk.addTree(commits.parseCommit(from).getTree());
      walk.addTree(commits.parseCommit(to).getTree());
      walk.setRecursive(true);
      walk.setFilter(TreeFilter.ANY_DIFF);
      List<Path> changed = new ArrayList<>();
      while (walk.next()) {
        changed.add(tree.resolve(walk.getPathString()));
      }
      return Change.of(changed);
    } catch (MissingObjectException _) {
      return Change.all(); // the old one is known no more
    }
  }

  /** Of what git knows and Pressroom does not follow. */
  private void warn(ObjectId at) throws IOException {
    if (Files.exists(tree.resolve(".gitmodules"))) {
      warnings.accept(
          "the repository has submodules, which are not fetched: their folders are empty in the site");
    }
    Path attributes = tree.resolve(".gitattributes");
    if (Files.isRegularFile(attributes)
        && Files.size(attributes) < 1 << 20
        && Files.readString(attributes, StandardCharsets.ISO_8859_1).contains("filter=lfs")) {
      warnings.accept(
          "the repository keeps files in Git LFS, which is not fetched: what is published of them at %s is their pointers"
              .formatted(at.abbreviate(10).name()));
    }
  }

  Repository repository() {
    return repository;
  }

  /** What somebody asked to follow in place of what is set, as long as the setting is that. */
  Optional<String> followed() {
    StoredConfig config = repository.getConfig();
    // What was written down as empty is read as null after a restart.
    String setThen = Objects.requireNonNullElse(config.getString(SECTION, null, "set-ref"), "");
    boolean asSet = origin.ref().orElse("").equals(setThen);
    return asSet
        ? Optional.ofNullable(config.getString(SECTION, null, "followed"))
        : Optional.empty();
  }

  /** Has {@link #FETCHED} be at a commit that was fetched. */
  void point(ObjectId commit) throws IOException {
    RefUpdate update = repository.updateRef(FETCHED);
    update.setNewObjectId(commit);
    update.forceUpdate();
  }

  /** The commit that {@link #FETCHED} is now at is the one to build, and that ref is followed. */
  Commit fetched(String name, Optional<String> followed) throws IOException {
    ObjectId id = repository.exactRef(FETCHED).getObjectId();
    StoredConfig config = repository.getConfig();
    config.setString(SECTION, null, "fetched", name);
    config.setString(SECTION, null, "set-ref", origin.ref().orElse(""));
    if (followed.isPresent() && !followed.get().equals(origin.ref().orElse("HEAD"))) {
      config.setString(SECTION, null, "followed", followed.get());
    } else {
      config.unset(SECTION, null, "followed");
    }
    config.save();
    Commit commit = commit(id, name);
    fetched = Optional.of(commit);
    return commit;
  }

  private Commit commit(ObjectId id, String name) throws IOException {
    try (RevWalk walk = new RevWalk(repository)) {
      RevCommit commit = walk.parseCommit(id);
      String ref = name == null ? id.name() : Repository.shortenRefName(name);
      return new Commit(commit.getId().copy(), ref, commit.getShortMessage());
    }
  }

  /** Makes one pack of many, without what no fetched commit needs. For the network's thread. */
  synchronized void tidy() throws IOException {
    Path packs = folder.resolve("repository").resolve("objects").resolve("pack");
    try (Stream<Path> files = Files.list(packs)) {
      if (files.filter(file -> file.toString().endsWith(".pack")).count() <= MANY_PACKS) {
        return;
      }
    }
    try (Git git = Git.wrap(repository)) {
      Files.deleteIfExists(folder.resolve("repository").resolve(Constants.ORIG_HEAD));
      // Each fetch without history adds its commit to those whose parents are not here.
      List<ObjectId> kept = new ArrayList<>(checkedOut.stream().toList());
      fetched.map(Commit::id).ifPresent(kept::add);
      repository.getObjectDatabase().setShallowCommits(Set.copyOf(kept));
      git.gc().setExpire(Instant.now()).call();
    } catch (GitAPIException | JGitInternalException e) {
      throw e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (repository != null) {
      repository.close();
    }
  }
}
