package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hera.examples.browser.Looks.node;
import static dev.hera.examples.browser.Looks.shows;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.hera.Coordinator;
import dev.hera.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No address leaves the page empty while there is an orchestrator to show. */
@Timeout(300)
class AddressTest extends OneBrowser {
  @Test
  void the_skip_link_leads_to_what_needs_attention_and_leaves_the_page_as_it_is() throws Exception {
    try (ServedPage served = ServedPage.withOneNode(directory.resolve("hera.db"))) {
      Page page = browser.visit(served.link());
      shows(page, "a", "pending", "·", "pending");
      String before = page.url();
      page.locator(".skip").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("#attention")).isFocused();
      assertThat(page.url()).isEqualTo(before);
      served.reports("a", "working");
      shows(page, "a", "working", "⟳", "working");
      page.context().close();
    }
  }

  @Test
  void the_way_back_to_an_archived_orchestrator_leads_to_one_that_there_is() throws Exception {
    try (ServedPage served = ServedPage.withOneNode(directory.resolve("hera.db"))) {
      Coordinator old = served.submit("old", Plan.builder().node("o", "p").build());
      Page page = browser.visit(served.link());
      shows(page, "a", "pending", "·", "pending");
      page.locator("#orchestrator").selectOption("old");
      shows(page, "o", "pending", "·", "pending");
      page.locator("#orchestrator").selectOption("shop");
      shows(page, "a", "pending", "·", "pending");
      old.archive();
      assertThat(page.locator("#orchestrator option")).hasCount(1);
      page.goBack();
      assertThat(node(page, "a")).isVisible();
      assertThat(page).hasURL(served.url("/#shop"));
      served.reports("a", "working");
      shows(page, "a", "working", "⟳", "working");
      page.context().close();
    }
    assertThat(browser.takeComplaints()).allMatch(one -> one.contains("404"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/#100%", "/#%ff/a", "/#none", "/#none/a", "/#attention"})
  void an_address_of_nothing_shows_what_there_is(String address) throws Exception {
    try (ServedPage served = ServedPage.withOneNode(directory.resolve("hera.db"))) {
      Page page = browser.visit(served.link());
      shows(page, "a", "pending", "·", "pending");
      Page other = page.context().newPage();
      other.navigate(served.url(address));
      shows(other, "a", "pending", "·", "pending");
      assertThat(other.locator("#connection")).hasText("connected");
      page.context().close();
    }
    assertThat(browser.takeComplaints()).allMatch(one -> one.contains("404"));
  }
}
