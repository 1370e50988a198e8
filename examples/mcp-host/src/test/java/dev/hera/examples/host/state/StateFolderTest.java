package dev.hera.examples.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.examples.host.terminal.CannotRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
  @TempDir Path directory;

  @Test
  void keeps_its_token_for_its_owner_alone() throws Exception {
    Path root = directory.resolve("new/state");
    String token;
    try (StateFolder state = StateFolder.open(root)) {
      token = state.operatorToken();
      assertThat(token).hasSize(43);
      assertThat(state.operatorToken()).isEqualTo(token);
    }
    assertThat(mode(root)).isEqualTo("rwx------");
    assertThat(mode(root.resolve("operator.token"))).isEqualTo("rw-------");
    try (StateFolder later = StateFolder.open(root)) {
      assertThat(later.operatorToken()).isEqualTo(token);
    }
  }

  @Test
  void replaces_what_is_no_token() throws Exception {
    Files.writeString(directory.resolve("operator.token"), "short\n");
    try (StateFolder state = StateFolder.open(directory)) {
      assertThat(state.operatorToken()).hasSize(43);
    }
  }

  @Test
  void belongs_to_one_host_at_a_time_and_names_it() throws Exception {
    try (StateFolder first = StateFolder.open(directory)) {
      first.listensAt(7437, "http://127.0.0.1:7437/mcp", StoreAddress.within(directory));
      assertThatThrownBy(() -> StateFolder.open(directory))
          .isInstanceOf(CannotRunException.class)
          .hasMessageContaining("http://127.0.0.1:7437/mcp");
    }
    try (StateFolder second = StateFolder.open(directory)) {
      assertThat(second.lastPort()).hasValue(7437);
    }
  }

  @Test
  void names_the_process_of_a_host_that_does_not_listen_yet() throws Exception {
    try (StateFolder starting = StateFolder.open(directory)) {
      long own = ProcessHandle.current().pid();
      Path lock = directory.resolve(Owner.FILE);
      assertThat(Owner.read(lock)).isEqualTo(new Owner(own, null));
      starting.listensAt(7437, "http://127.0.0.1:7437/mcp", StoreAddress.within(directory));
      assertThat(Owner.read(lock)).isEqualTo(new Owner(own, "http://127.0.0.1:7437/mcp"));
    }
  }

  @Test
  void goes_away_again_with_the_parents_that_it_was_given() throws Exception {
    Path root = directory.resolve("x/y/state");
    StateFolder.open(root).undo();
    assertThat(directory).isEmptyDirectory();
    Files.createDirectories(directory.resolve("x"));
    StateFolder.open(root).undo();
    assertThat(directory.resolve("x")).isEmptyDirectory();
  }

  @Test
  void is_left_as_it_was_when_it_was_there() throws Exception {
    Files.createDirectories(directory.resolve("worktrees"));
    Files.writeString(directory.resolve("notes"), "keep");
    StateFolder state = StateFolder.open(directory);
    state.operatorToken();
    state.hostId();
    Files.writeString(state.emptyNativeFolder().resolve("library"), "unpacked");
    Files.createDirectories(directory.resolve("launches"));
    state.undo();
    assertThat(directory.toFile().list()).containsExactlyInAnyOrder("worktrees", "notes");
  }

  @Test
  void what_somebody_put_there_meanwhile_stays() throws Exception {
    StateFolder state = StateFolder.open(directory);
    Path theirs = Files.createDirectories(directory.resolve("launches/theirs"));
    state.undo();
    assertThat(theirs).isDirectory();
    assertThat(directory.toFile().list()).containsExactly("launches");
  }

  private static String mode(Path file) throws Exception {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
