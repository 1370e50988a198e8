package dev.hera.launcher.git.repository;

import dev.hera.spi.launcher.FoundBase;
import java.util.List;
import java.util.Optional;

/**
 * Finds the commit that a base names: a branch of the repository, one that a single remote has, or
 * the full id of a commit. Thread-safe.
 */
final class Bases {
  private static final String BRANCHES = "refs/heads/";

  private final ProjectLocation project;
  private final RefFiles refs;

  Bases(ProjectLocation project) {
    this.project = project;
    this.refs = project.refs();
  }

  /** The commit of a base, or why there is none. */
  FoundBase find(String base) {
    return RefFiles.isName(base)
        ? ofBranch(base).orElseGet(() -> elsewhere(base))
        : missing(base, List.of());
  }

  private Optional<FoundBase> ofBranch(String base) {
    return ref(BRANCHES + base).map(FoundBase.At::new);
  }

  private FoundBase elsewhere(String base) {
    Optional<String> named = ref("refs/remotes/" + base);
    if (named.isPresent()) {
      return new FoundBase.At(named.get());
    }
    if (RefFiles.isCommit(base) && hasCommit(base)) {
      return new FoundBase.At(base);
    }
    List<String> remotes = remotesWith(base);
    if (remotes.size() == 1) {
      return ref("refs/remotes/" + remotes.get(0) + "/" + base)
          .<FoundBase>map(FoundBase.At::new)
          .orElseGet(() -> missing(base, remotes));
    }
    return missing(base, remotes);
  }

  private FoundBase missing(String base, List<String> remotes) {
    String none = "project '" + project.name() + "' has no branch '" + base + "'";
    return new FoundBase.Missing(
        remotes.size() > 1
            ? none + " of its own, and several remotes have one: " + String.join(", ", remotes)
            : none);
  }

  private Optional<String> ref(String name) {
    if (refs.areHere()) {
      return refs.find(name);
    }
    return Repository.findRef(project, name);
  }

  private List<String> remotesWith(String branch) {
    if (refs.areHere()) {
      return refs.remotesWith(branch);
    }
    return Git.in(project.directory())
        .text("for-each-ref", "--format=%(refname)", "refs/remotes/*/" + branch)
        .lines()
        .map(ref -> ref.split("/", 4)[2])
        .toList();
  }

  private boolean hasCommit(String id) {
    return Git.in(project.directory()).run("cat-file", "-e", id + "^{commit}").succeeded();
  }
}
