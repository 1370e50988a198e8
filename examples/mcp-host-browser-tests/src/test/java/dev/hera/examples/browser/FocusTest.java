package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hera.examples.browser.Looks.node;
import static dev.hera.examples.browser.Looks.shows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.LocatorOptions;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The keyboard's focus stays where it is while the page changes below it. */
@Timeout(300)
class FocusTest extends OneBrowser {
  private static final int NODES = 12;

  private ServedPage served() throws Exception {
    ServedPage served = ServedPage.start(directory.resolve("hera.db"));
    Plan.Builder plan = Plan.builder();
    for (int i = 0; i < NODES; i++) {
      plan.node("1" + (char) ('a' + i) + "-x", "p");
    }
    served.submit("shop", plan.node("2-y", "p").after("1a-x", "1b-x").build());
    return served;
  }

  private static Locator link(Page page, String list, String name) {
    return page.locator(list + " .link", new LocatorOptions().setHasText(name));
  }

  @Test
  void on_a_group_whose_counts_change() throws Exception {
    try (ServedPage served = served()) {
      Page page = browser.visit(served.link());
      Locator toggle = page.locator("#graph .toggle").last();
      toggle.focus();
      served.reports("1c-x", "working");
      assertThat(toggle).containsText("1⟳");
      assertThat(toggle).isFocused();
      page.keyboard().press("Enter");
      assertThat(toggle).hasAttribute("aria-expanded", "true");
      assertThat(toggle).isFocused();
      page.context().close();
    }
  }

  @Test
  void on_a_link_of_a_list_whose_items_change_and_go() throws Exception {
    try (ServedPage served = served()) {
      Page page = browser.visit(served.link());
      Locator running = link(page, "#running-list", "1b-x");
      running.focus();
      served.reports("1b-x", "working");
      assertThat(page.locator("#running-list .state-working")).hasCount(1);
      assertThat(running).isFocused();
      served.reports("1a-x", "working");
      served.reports("1a-x", "done");
      assertThat(page.locator("#running-title")).hasText("Running (11)");
      assertThat(running).isFocused();
      served.reports("1b-x", "done");
      assertThat(page.locator("#running-list .link").first()).hasText("1c-x");
      assertThat(page.locator("#running-list .link").first()).isFocused();
      page.context().close();
    }
  }

  @Test
  void on_a_link_of_the_details() throws Exception {
    try (ServedPage served = served()) {
      Page page = browser.visit(served.link());
      node(page, "2-y").click();
      Locator blocker = link(page, "#details", "1b-x");
      blocker.focus();
      served.reports("1a-x", "working");
      served.reports("1a-x", "done");
      assertThat(page.locator("#details .outcome-satisfied")).hasCount(1);
      assertThat(blocker).isFocused();
      page.context().close();
    }
  }

  @Test
  void on_a_message_when_others_come() throws Exception {
    try (ServedPage served = served()) {
      served.hera().coordinator("shop").send(Outgoing.to("1a-x", "first", "b"));
      Page page = browser.visit(served.link());
      Locator first = page.locator("#messages summary", new LocatorOptions().setHasText("first"));
      first.focus();
      served.hera().coordinator("shop").send(Outgoing.to("1a-x", "second", "b"));
      assertThat(page.locator("#messages")).containsText("second");
      assertThat(first).isFocused();
      shows(page, "2-y", "planned", "○", "planned");
      page.context().close();
    }
  }
}
