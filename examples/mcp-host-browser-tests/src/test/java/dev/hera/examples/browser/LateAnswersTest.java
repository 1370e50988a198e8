package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hera.examples.browser.Looks.node;
import static dev.hera.examples.browser.Looks.shows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.hera.message.Outgoing;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the page was told of is not lost to an answer that was read earlier and comes later. */
@Timeout(300)
class LateAnswersTest extends OneBrowser {
  @Test
  void an_event_that_is_heard_while_the_latest_ones_are_read_stays() throws Exception {
    try (ServedPage served = ServedPage.withOneNode(directory.resolve("hera.db"))) {
      served.lead("other");
      Page page = browser.visit(served.link());
      page.locator("#orchestrator").selectOption("other");
      Locator events = page.locator("#events");
      assertThat(events).not().containsText("a is being started");
      LateAnswer late = new LateAnswer(page, "/shop/events");
      page.locator("#orchestrator").selectOption("shop");
      late.await();
      served.reports("a", "working");
      assertThat(events).containsText("a reports working");
      late.come();
      assertThat(events).containsText("a is being started");
      assertThat(events).containsText("a reports working");
      page.context().close();
    }
  }

  @Test
  void a_node_is_not_shown_as_it_was_before_what_is_shown() throws Exception {
    try (ServedPage served = ServedPage.withOneNode(directory.resolve("hera.db"))) {
      Page page = browser.visit(served.link());
      shows(page, "a", "pending", "·", "pending");
      node(page, "a").click();
      Locator state = page.locator("#details-body .node-state");
      assertThat(state).containsText("pending");
      LateAnswer late = new LateAnswer(page, "/nodes/a");
      served.hera().coordinator("shop").send(Outgoing.to("a", "Look at it", "b"));
      late.await();
      served.reports("a", "working");
      shows(page, "a", "working", "⟳", "working");
      late.come();
      assertThat(state).containsText("working");
      page.context().close();
    }
  }

  /** That takes the page as long as it is patient. */
  @Test
  void a_plan_that_is_never_answered_is_asked_for_again() throws Exception {
    try (ServedPage served = ServedPage.withOneNode(directory.resolve("hera.db"))) {
      Page page = browser.visit(served.link());
      shows(page, "a", "pending", "·", "pending");
      AtomicBoolean asked = new AtomicBoolean();
      page.route(
          "**/shop/plan",
          route -> {
            if (asked.getAndSet(true)) {
              route.resume();
            }
          });
      served.reports("a", "working");
      shows(page, "a", "working", "⟳", "working");
      page.context().close();
    }
  }
}
