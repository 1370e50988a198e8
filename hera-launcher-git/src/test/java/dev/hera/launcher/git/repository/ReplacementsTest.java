package dev.hera.launcher.git.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.launcher.git.repository.RepositoryCommands.Setting;
import org.junit.jupiter.api.Test;

/** What takes the place of commands that only some versions of git know. */
class ReplacementsTest {
  @Test
  void hooks_that_any_configuration_names_are_switched_off() {
    String list =
        "local\0hook.a.b.command\nx\0local\0hook.a.b.event\ny\0global\0hook.c.command\nx\0";
    assertThat(new RepositoryCommands(list).replacements())
        .containsExactly(
            new Setting("hook.a.b.enabled", "false"), new Setting("hook.c.enabled", "false"));
  }
}
