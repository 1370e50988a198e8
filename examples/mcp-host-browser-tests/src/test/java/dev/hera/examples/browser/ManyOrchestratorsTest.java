package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hera.examples.browser.Looks.shows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import dev.hera.plan.Plan;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A host with many orchestrators. */
@Timeout(300)
class ManyOrchestratorsTest extends OneBrowser {
  /** With a list of so many, work that grows with their square or cube does not end in time. */
  private static final int MANY = 20_000;

  private static final int DEEP = 500;

  private static String line(String name, String parent) {
    return """
        {"name": "%s", "parent": %s, "coordinator": null, "created": "2026-01-01T00:00:00Z",
         "complete": false, "counts": {"failed": 1}}
        """
        .formatted(name, parent);
  }

  /** Many side by side, and some each below the one before. */
  private static String list() {
    return IntStream.range(0, MANY)
        .mapToObj(i -> line("n" + i, i == 0 || i > DEEP ? "null" : "\"n" + (i - 1) + "\""))
        .collect(
            Collectors.joining(",", "{\"orchestrators\": [" + line("shop", "null") + ",", "]}"));
  }

  @Test
  void all_are_listed_each_below_its_parent() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      served.submit("shop", Plan.builder().node("a", "p").build());
      Page page = browser.visit(served.link());
      String list = list();
      page.route(
          address -> address.endsWith("/api/orchestrators"),
          route -> route.fulfill(new Route.FulfillOptions().setBody(list)));
      page.reload();
      shows(page, "a", "pending", "·", "pending");
      Locator options = page.locator("#orchestrator option");
      assertThat(options).hasCount(MANY + 1);
      assertThat(options.nth(0)).hasText("shop (1 failed)");
      assertThat(options.nth(1)).hasText("n0 (1 failed)");
      assertThat(options.nth(3)).hasText("\u2003\u2003n2 (1 failed)");
      served.reports("a", "working");
      shows(page, "a", "working", "⟳", "working");
      page.context().close();
    }
  }
}
