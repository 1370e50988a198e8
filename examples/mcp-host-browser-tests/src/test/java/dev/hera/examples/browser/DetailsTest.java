package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hera.examples.browser.Looks.node;
import static dev.hera.examples.browser.Looks.shows;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.hera.plan.Plan;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The details of a node stay those of the node that was chosen last, whatever was read meanwhile.
 */
@Timeout(300)
class DetailsTest extends OneBrowser {
  private static final String NO_NODE = "{\"error\": {\"message\": \"no node a\"}}";

  private ServedPage served() throws Exception {
    ServedPage served = ServedPage.start(directory.resolve("hera.db"));
    served.submit("shop", Plan.builder().node("a", "p").node("b", "p").build());
    return served;
  }

  private static Locator state(Page page) {
    return page.locator("#details-body .node-state");
  }

  /** Lets something happen to the next answer from an address, and says whether it happened. */
  private static AtomicBoolean once(Page page, String end, Consumer<Route> what) {
    AtomicBoolean happened = new AtomicBoolean();
    page.route(
        address -> address.endsWith(end),
        route -> {
          what.accept(route);
          happened.set(true);
        },
        new Page.RouteOptions().setTimes(1));
    return happened;
  }

  @Test
  void another_node_and_at_once_the_first_one_again_show_the_first_one() throws Exception {
    try (ServedPage served = served()) {
      Page page = browser.visit(served.link());
      node(page, "a").click();
      assertThat(state(page)).containsText("pending");
      node(page, "b").evaluate("b => { b.click(); history.back(); }");
      assertThat(page.locator("#details-title")).hasText("a");
      assertThat(state(page)).containsText("pending");
      node(page, "b")
          .evaluate("b => { b.click(); document.querySelector('#graph [data-node=a]').click(); }");
      assertThat(page.locator("#details-title")).hasText("a");
      assertThat(state(page)).containsText("pending");
      served.reports("a", "working");
      assertThat(state(page)).containsText("working");
      page.context().close();
    }
  }

  @Test
  void a_node_that_could_not_be_read_once_is_shown_by_the_next_read() throws Exception {
    try (ServedPage served = served()) {
      Page page = browser.visit(served.link());
      shows(page, "a", "pending", "·", "pending");
      once(page, "/nodes/a", Route::abort);
      node(page, "a").click();
      assertThat(page.locator("#details-body")).containsText("Failed to fetch");
      served.reports("a", "working");
      assertThat(state(page)).containsText("working");
      page.context().close();
    }
    assertThat(browser.takeComplaints()).allMatch(one -> one.contains("ERR_FAILED"));
  }

  @Test
  void a_node_that_is_shown_stays_while_it_cannot_be_read() throws Exception {
    try (ServedPage served = served()) {
      Page page = browser.visit(served.link());
      node(page, "a").click();
      assertThat(state(page)).containsText("pending");
      AtomicBoolean read =
          once(
              page,
              "/nodes/a",
              route -> route.fulfill(new Route.FulfillOptions().setStatus(503).setBody("{}")));
      served.reports("b", "working");
      page.waitForCondition(read::get);
      assertThat(state(page)).containsText("pending");
      served.reports("a", "working");
      assertThat(state(page)).containsText("working");
      page.context().close();
    }
    assertThat(browser.takeComplaints()).allMatch(one -> one.contains("503"));
  }

  @Test
  void a_node_that_is_not_there_any_more_says_so() throws Exception {
    try (ServedPage served = served()) {
      Page page = browser.visit(served.link());
      node(page, "a").click();
      assertThat(state(page)).containsText("pending");
      page.route(
          address -> address.endsWith("/nodes/a"),
          route -> route.fulfill(new Route.FulfillOptions().setStatus(404).setBody(NO_NODE)));
      served.reports("b", "working");
      assertThat(page.locator("#details-body")).hasText("no node a");
      page.unrouteAll();
      served.reports("b", "done");
      assertThat(state(page)).containsText("pending");
      page.context().close();
    }
    assertThat(browser.takeComplaints()).allMatch(one -> one.contains("404"));
  }
}
