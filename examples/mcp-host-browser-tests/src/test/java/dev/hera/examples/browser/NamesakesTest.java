package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hera.examples.browser.Looks.node;
import static dev.hera.examples.browser.Looks.shows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.hera.plan.Plan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What has the name of what is shown and is another one: an orchestrator, a store. */
@Timeout(300)
class NamesakesTest extends OneBrowser {
  private static void submit(ServedPage served, String... nodes) {
    Plan.Builder plan = Plan.builder();
    for (String node : nodes) {
      plan.node(node, "p");
    }
    served.submit("shop", plan.build());
  }

  @Test
  void agents_of_an_archived_orchestrator_are_not_heard_in_the_next_one_of_its_name()
      throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      submit(served, "old");
      served.reports("old", "working");
      served.hera().archive("shop");
      submit(served, "own");
      Page page = browser.visit(served.link());
      Locator events = page.locator("#events");
      assertThat(events).containsText("own is being started");
      assertThatThrownBy(() -> served.reports("old", "done")).hasMessageContaining("fenced");
      served.reports("own", "working");
      assertThat(events).containsText("own reports working");
      assertThat(events).not().containsText("old");
      page.context().close();
    }
  }

  @Test
  void the_next_orchestrator_of_a_name_is_shown_in_place_of_the_archived_one() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      submit(served, "old");
      Page page = browser.visit(served.link());
      shows(page, "old", "pending", "·", "pending");
      assertThat(page.locator("#events")).containsText("old is being started");
      String before = page.locator("#time").getAttribute("min");
      served.hera().archive("shop");
      submit(served, "own");
      shows(page, "own", "pending", "·", "pending");
      assertThat(page.locator("#events")).containsText("own is being started");
      assertThat(page.locator("#events")).not().containsText("old");
      assertThat(page.locator("#time")).not().hasAttribute("min", before);
      page.context().close();
    }
    // it may have asked while there was none of the name
    assertThat(browser.takeComplaints()).allMatch(one -> one.contains("404"));
  }

  /** A backup that was restored, say. */
  @Test
  void another_store_with_fewer_events_is_followed_from_its_end() throws Exception {
    Path fresh = directory.resolve("fresh.db");
    ServedPage first = ServedPage.start(directory.resolve("hera.db"));
    submit(first, "a", "b", "c", "d", "e", "f");
    Page page = browser.visit(first.link());
    shows(page, "a", "pending", "·", "pending");
    first.reports("f", "working");
    assertThat(page.locator("#events")).containsText("f reports working");
    first.close();
    assertThat(page.locator("#connection")).containsText("connection lost");
    try (ServedPage second = first.again(fresh)) {
      assertThat(page.locator("#connection")).hasText("connected");
      submit(second, "a");
      shows(page, "a", "pending", "·", "pending");
      assertThat(node(page, "f")).hasCount(0);
      assertThat(page.locator("#events")).containsText("a is being started");
      assertThat(page.locator("#events")).not().containsText("f reports working");
      second.reports("a", "working");
      shows(page, "a", "working", "⟳", "working");
      assertThat(page.locator("#events .event").first()).containsText("a");
      page.context().close();
    }
    browser.takeComplaints(); // of a host that is stopping, and of an orchestrator that it has not
  }
}
