package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.hera.examples.host.demo.Demonstration;
import dev.hera.examples.host.server.Host;
import dev.hera.examples.host.server.HostSettings;
import dev.hera.launcher.git.FanIn;
import dev.hera.launcher.git.Project;
import dev.hera.launcher.git.WorkerCommand;
import dev.hera.plan.Plan;
import dev.hera.role.NodeKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a worker does, which is a process in a worktree, on the page of its host. */
@Timeout(300)
class WorkerPageTest {
  /** Says something, waits for a word, commits a file, and waits for another word. */
  private static final String WORKER =
      """
      echo "I begin: <b>not markup</b>"
      read word < "$1"
      echo "I heard $word"
      printf 'one\\ntwo\\nthree\\n' > answer.txt
      echo changed > README.md
      git add . && git commit --quiet -m 'The answer'
      echo "I have committed"
      read word < "$1"
      """;

  @TempDir Path directory;

  private Path pipe;

  private Host start() throws Exception {
    Path shop = directory.resolve("shop");
    Demonstration.createRepository(shop);
    Path script = Files.writeString(directory.resolve("worker.sh"), WORKER);
    pipe = directory.resolve("words");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return Host.start(
        new HostSettings(
            null,
            directory.resolve("state"),
            List.of(Project.of("shop", shop.toRealPath())),
            List.of(WorkerCommand.parse("/bin/sh '" + script + "' '" + pipe + "'")),
            Map.of(),
            1,
            OptionalInt.of(0),
            FanIn.LIST),
        orchestrator -> {});
  }

  @Test
  void its_log_comes_live_and_its_branch_shows_what_it_changed() throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    try (Browser browser = Browser.open();
        Host host = start()) {
      host.hera()
          .newOrchestrator("shop", "lead")
          .submit(
              Plan.builder()
                  .node(new Plan.Node("1a-answer", NodeKind.WORKER, "Answer it", null, "shop"))
                  .build());
      Page page = browser.visit(host.dashboardLink());
      Looks.node(page, "1a-answer").click();
      folded(page, "Log of the worker");
      Locator log = page.locator("#details .log");
      assertThat(log).containsText("I begin: <b>not markup</b>");
      assertThat(log).not().containsText("I heard");

      Files.writeString(pipe, "hello\n");
      assertThat(log).containsText("I heard hello\nI have committed");
      folded(page, "Changes of its branch");
      Locator changes = page.locator("#details .diff tr");
      assertThat(changes).hasCount(2);
      assertThat(changes.nth(0)).containsText("README.md");
      assertThat(changes.nth(1)).containsText("answer.txt");
      assertThat(changes.nth(1).locator(".added")).hasText("+3");
      assertThat(changes.nth(1).locator(".deleted")).hasText("−0");
      PicturesTest.take(page, "worker-1280-light", false);
      page.context().close();

      pictures(browser, host);
      Files.writeString(pipe, "end\n");
      assertThat(browser.takeComplaints()).isEmpty();
    }
  }

  private static void folded(Page page, String title) {
    page.locator("#details summary", new Page.LocatorOptions().setHasText(title)).click();
  }

  private static void pictures(Browser browser, Host host) {
    for (int width : new int[] {1280, 390}) {
      Page page = browser.visit(host.dashboardLink(), width, 800, ColorScheme.DARK);
      Looks.node(page, "1a-answer").click();
      folded(page, "Log of the worker");
      folded(page, "Changes of its branch");
      assertThat(page.locator("#details .log")).containsText("I have committed");
      assertThat(page.locator("#details .diff tr")).hasCount(2);
      page.locator("#details .log").scrollIntoViewIfNeeded();
      PicturesTest.take(page, "worker-" + width + "-dark", false);
      page.context().close();
    }
  }
}
