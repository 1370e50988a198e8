package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hera.examples.browser.Looks.shows;

import com.microsoft.playwright.Page;
import dev.hera.Coordinator;
import dev.hera.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pages of one browser share its few connections to the host: one that is not seen holds none. */
@Timeout(300)
class HiddenPagesTest extends OneBrowser {
  /** How many connections to one host a browser has. */
  private static final int CONNECTIONS = 6;

  /** Lets the test hide the page, and have it do at once what it does every now and then. */
  private static final String HIDEABLE =
      """
      const unseen = {is: false, does: []};
      Object.defineProperty(document, 'hidden', {get: () => unseen.is});
      window.hide = (is) => {
        unseen.is = is;
        document.dispatchEvent(new Event('visibilitychange'));
      };
      const real = window.setInterval;
      window.setInterval = (action, pause) => real(action, pause, unseen.does.push(action));
      window.later = () => unseen.does.forEach((action) => action());
      """;

  private static Coordinator submit(ServedPage served) {
    return served.submit("shop", Plan.builder().node("a", "p").node("b", "p").after("a").build());
  }

  @Test
  void more_pages_than_connections_are_open_and_each_shows_what_happens_when_it_is_seen()
      throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      Coordinator lead = submit(served);
      List<Page> pages = new ArrayList<>(List.of(browser.visit(served.link(), HIDEABLE)));
      shows(pages.get(0), "a", "pending", "·", "pending");
      for (int i = 0; i < CONNECTIONS; i++) {
        pages.get(i).evaluate("hide(true)");
        Page more = pages.get(0).context().newPage();
        more.navigate(served.url("/"));
        shows(more, "a", "pending", "·", "pending");
        assertThat(more.locator("#connection")).hasText("connected");
        pages.add(more);
      }
      lead.cancel("b");
      shows(pages.get(CONNECTIONS), "b", "cancelled", "✕", "cancelled");
      pages.get(CONNECTIONS).evaluate("hide(true)");
      pages.get(0).evaluate("hide(false)");
      shows(pages.get(0), "b", "cancelled", "✕", "cancelled");
      assertThat(pages.get(0).locator("#events")).containsText("b is cancelled");
      served.reports("a", "working");
      shows(pages.get(0), "a", "working", "⟳", "working");
      pages.get(0).context().close();
    }
  }

  @Test
  void the_title_of_a_page_that_is_not_seen_says_after_a_while_what_needs_attention()
      throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      submit(served);
      Page page = browser.visit(served.link(), HIDEABLE);
      shows(page, "a", "pending", "·", "pending");
      page.evaluate("hide(true)");
      served.reports("a", "failed");
      page.evaluate("later()");
      assertThat(page).hasTitle(Pattern.compile("\\(2\\) shop"));
      page.context().close();
    }
  }
}
