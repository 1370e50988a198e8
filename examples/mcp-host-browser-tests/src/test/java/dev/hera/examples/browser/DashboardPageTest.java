package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hera.examples.browser.Looks.isWithin;
import static dev.hera.examples.browser.Looks.node;
import static dev.hera.examples.browser.Looks.shows;
import static dev.hera.examples.browser.Looks.violations;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.hera.Coordinator;
import dev.hera.message.Outgoing;
import dev.hera.plan.Plan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The dashboard as a person meets it (W10), with a plan that is driven over MCP meanwhile. */
@Timeout(300)
class DashboardPageTest extends OneBrowser {
  private static final LocatorAssertions.IsInViewportOptions WHOLE =
      new LocatorAssertions.IsInViewportOptions().setRatio(0.99);

  /** The names in the plan that do not fit into their nodes. */
  private static final String CROPPED =
      "[...document.querySelectorAll('#graph .node .name')]"
          + ".filter(one => one.scrollWidth > one.clientWidth + 1).map(one => one.textContent)";

  /** Notes every title that the page welcomes its visitor with. */
  private static final String TITLES =
      """
      window.titles = [];
      addEventListener('DOMContentLoaded', () => {
        const title = document.getElementById('welcome-title');
        const note = () => title.textContent && titles.at(-1) !== title.textContent
          && titles.push(title.textContent);
        new MutationObserver(note).observe(title, {childList: true, characterData: true, subtree: true});
      });
      """;

  private ServedPage served() throws Exception {
    return ServedPage.start(directory.resolve("hera.db"));
  }

  @Test
  void each_state_appears_with_its_mark_while_the_plan_is_driven_over_mcp() throws Exception {
    try (ServedPage served = served()) {
      Page page = browser.visit(served.link());
      assertThat(page.locator("#welcome-title")).hasText("No orchestrator is active");
      Coordinator lead =
          served.submit(
              "shop",
              Plan.builder()
                  .node("1a-schema", "Create it")
                  .node("2a-api", "Build it")
                  .after("1a-schema")
                  .node("2b-old", "Not needed")
                  .after("1a-schema")
                  .node("3a-test", "Test it")
                  .after("2a-api")
                  .build());
      shows(page, "1a-schema", "pending", "·", "pending");
      shows(page, "2a-api", "planned", "○", "planned");
      served.reports("1a-schema", "working");
      shows(page, "1a-schema", "working", "⟳", "working");
      lead.cancel("2b-old");
      shows(page, "2b-old", "cancelled", "✕", "cancelled");
      served.reports("1a-schema", "done");
      shows(page, "1a-schema", "in_review", "◔", "in review");
      lead.accept("1a-schema", null);
      shows(page, "1a-schema", "done", "✓", "done");
      served.reports("2a-api", "working");
      served.reports("2a-api", "failed");
      shows(page, "2a-api", "failed", "✕", "failed");
      shows(page, "3a-test", "held", "⏸", "held");
      assertThat(page.locator("#attention-list .card")).hasCount(2);
      assertThat(page.locator("#attention-list")).containsText("2a-api reports done");
      assertThat(page.locator("#events")).containsText("2a-api reports failed");
      assertThat(page.locator("#messages")).containsText("held: 3a-test");
      assertThat(page).hasTitle(Pattern.compile("\\(2\\) shop"));
      page.context().close();
    }
  }

  /** The time is measured in the page, from the commit's event to what is drawn. */
  @Test
  void a_change_is_drawn_without_a_reload_soon_after_its_event() throws Exception {
    try (ServedPage served = served()) {
      served.submit("shop", Plan.builder().node("a", "p").node("b", "p").after("a").build());
      Page page = browser.visit(served.link());
      shows(page, "a", "pending", "·", "pending");
      page.evaluate("window.notReloaded = true");
      served.reports("a", "working");
      shows(page, "a", "working", "⟳", "working");
      served.reports("a", "done");
      shows(page, "a", "in_review", "◔", "in review");
      shows(page, "b", "pending", "·", "pending");
      assertThat(page.evaluate("window.notReloaded")).isEqualTo(true);
      page.context().close();
    }
  }

  @Test
  void it_comes_back_by_itself_after_the_host_was_restarted() throws Exception {
    Path database = directory.resolve("hera.db");
    ServedPage first = ServedPage.start(database);
    first.submit("shop", Plan.builder().node("a", "p").build());
    Page page = browser.visit(first.link());
    shows(page, "a", "pending", "·", "pending");
    assertThat(page.locator("#connection")).hasText("connected");
    first.close();
    assertThat(page.locator("#connection")).containsText("connection lost");
    try (ServedPage second = first.again(database)) {
      second.hera().coordinator("shop").plan(Plan.Node.worker("b", "p"));
      assertThat(page.locator("#connection")).hasText("connected");
      shows(page, "b", "pending", "·", "pending");
      second.reports("b", "working");
      shows(page, "b", "working", "⟳", "working");
      page.context().close();
    }
    // A host that is stopping answers so until its port is closed.
    assertThat(browser.takeComplaints()).allMatch(one -> one.contains("503 (Service Unavailable)"));
  }

  @Test
  void what_agents_write_is_text() throws Exception {
    String evil = "<img src=x onerror=\"document.title='owned'\"><script>owned=1</script>";
    String turned = "\u202egnp.exe \u0007 " + "long".repeat(400);
    try (ServedPage served = served()) {
      Coordinator lead = served.submit("shop", Plan.builder().node("a", evil + turned).build());
      served.worker("a", "hera_send", Map.of("status", "blocked", "tldr", evil, "body", turned));
      lead.send(Outgoing.to("a", "</script><b>x", evil));
      Page page = browser.visit(served.link());
      assertThat(page.locator("#attention-list .why")).containsText("<img src=x onerror");
      node(page, "a").click();
      Locator mission = page.locator("#details .mission").first();
      assertThat(mission).containsText("<script>owned=1</script>");
      assertThat(mission.textContent()).doesNotContain("\u202e").contains("\ufffdgnp.exe");
      assertThat(page.locator("img, #details script, #messages script, b")).hasCount(0);
      assertThat(page.evaluate("window.owned === undefined && document.title !== 'owned'"))
          .isEqualTo(true);
      assertThat(isWithin(page)).isTrue();
      page.context().close();
    }
  }

  @Test
  void the_keyboard_alone_leads_through_the_plan_into_a_node_and_back() throws Exception {
    try (ServedPage served = served()) {
      served.submit(
          "shop",
          Plan.builder()
              .node("1a", "p")
              .node("2a", "p")
              .after("1a")
              .node("2b", "p")
              .after("1a")
              .build());
      Page page = browser.visit(served.link());
      shows(page, "1a", "pending", "·", "pending");
      for (int i = 0; i < 40 && !focused(page).equals("1a"); i++) {
        page.keyboard().press("Tab");
      }
      assertThat(focused(page)).isEqualTo("1a");
      page.keyboard().press("ArrowRight");
      page.keyboard().press("ArrowDown");
      String second = focused(page);
      assertThat(second).isIn("2a", "2b");
      page.keyboard().press("Enter");
      assertThat(page.locator("#details-title")).hasText(second);
      assertThat(page.locator("#details-body .node-state")).isVisible();
      page.keyboard().press("Escape");
      assertThat(page.locator("#details")).isHidden();
      assertThat(focused(page)).isEqualTo(second);
      page.context().close();
    }
  }

  private static String focused(Page page) {
    return String.valueOf(page.evaluate("document.activeElement.dataset.node ?? ''"));
  }

  @Test
  void the_accessibility_check_finds_nothing_in_any_size_and_colour_scheme() throws Exception {
    Looks.assumeAccessibilityCheck();
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"), TroublePlan.PLACES)) {
      TroublePlan.run(served);
      for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : new int[] {1280, 390}) {
          Page page = browser.visit(served.link(), width, 800, colours);
          assertThat(page.locator("#attention-list .card")).hasCount(5);
          assertThat(violations(page)).as(width + " " + colours).isEmpty();
          page.locator("#attention-list .link", new Page.LocatorOptions().setHasText("2c-payments"))
              .click();
          assertThat(page.locator("#details-body .facts")).isVisible();
          assertThat(violations(page)).as("details " + width + " " + colours).isEmpty();
          assertThat(isWithin(page)).isTrue();
          page.context().close();
        }
      }
    }
  }

  @Test
  void the_first_screen_names_all_that_is_in_trouble_and_what_to_do() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"), TroublePlan.PLACES)) {
      TroublePlan.run(served);
      for (int width : new int[] {1280, 390}) {
        Page page = browser.visit(served.link(), width, 800, ColorScheme.LIGHT);
        inTrouble(page, "2d-mails", "asks for help", "Which SMTP server may I use?", "hera_send");
        inTrouble(page, "2c-payments", "failed", "the sandbox refuses every card", "hera_");
        inTrouble(page, "2i-import", "has not called", "since its start", "hera_revive");
        inTrouble(
            page, "3b-checkout-flow", "held", "2c-payments reported failed", "from 2c-payments to");
        inTrouble(
            page, "3a-load-test", "wait for a place", "All places", "3a-load-test is number 1");
        assertThat(page.locator("#attention-title"))
            .hasText("Needs attention (4), 2 wait for a place");
        assertThat(page.locator("#attention-who")).containsText("tell lead what to do");
        assertThat(page.locator("#orchestrator")).containsText("checkout (1 failed, 1 held)");
        assertThat(page.locator("#running-title")).hasText("Running (6)");
        assertThat(page.locator("#review-title")).hasText("Waits for acceptance by lead (4)");
        assertThat(page.locator("#events")).containsText("2i-import runs and has not called");
        if (width == 1280) {
          assertThat(page.locator("#running-list li").last()).isInViewport(WHOLE);
          assertThat(page.locator("#review-list li").last()).isInViewport(WHOLE);
        }
        assertThat((List<?>) page.evaluate(CROPPED)).as("names at %s", width).isEmpty();
        page.context().close();
      }
    }
  }

  @Test
  void a_plan_that_is_wider_than_its_panel_says_how_many_stages_are_out_of_sight()
      throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"), TroublePlan.PLACES)) {
      TroublePlan.run(served);
      Page page = browser.visit(served.link());
      Locator later = page.locator("#reach-right");
      Locator earlier = page.locator("#reach-left");
      assertThat(later).hasText("3 more stages ▸");
      assertThat(earlier).isHidden();
      later.click();
      assertThat(node(page, "4a-docs")).isInViewport(WHOLE);
      assertThat(later).isHidden();
      assertThat(node(page, "5b-announce")).isInViewport(WHOLE);
      while (earlier.isVisible()) {
        String shown = earlier.textContent();
        earlier.click();
        assertThat(earlier).not().hasText(shown);
      }
      assertThat(node(page, "1a-schema")).isInViewport(WHOLE);
      page.context().close();
    }
  }

  /** That a node is named with its trouble and what helps: at once, or where one scrolls to. */
  private static void inTrouble(Page page, String node, String what, String why, String help) {
    Locator card =
        page.locator("#attention-list .card", new Page.LocatorOptions().setHasText(what)).first();
    assertThat(card.locator(".link").first()).hasText(node);
    assertThat(card.locator(".why")).containsText(why);
    assertThat(card).containsText(help);
    if (page.viewportSize().width < 1000) {
      card.scrollIntoViewIfNeeded();
    }
    assertThat(card).isInViewport(WHOLE);
  }

  @Test
  void nested_orchestrators_are_found_from_the_node_that_leads_them() throws Exception {
    try (ServedPage served = served()) {
      served.submit("shop", Plan.builder().node(Plan.Node.subcoord("1a-part", "A part")).build());
      served.worker(
          "1a-part",
          "hera_send",
          Map.of("orchestrator", "shop", "status", "working", "tldr", "I plan", "body", "b"));
      served.worker(
          "1a-part",
          "hera_plan",
          Map.of(
              "orchestrator", "1a-part", "nodes", List.of(Map.of("name", "inner", "prompt", "p"))));
      Page page = browser.visit(served.link());
      node(page, "1a-part").click();
      page.locator("#details .facts .link").click();
      assertThat(node(page, "inner")).isVisible();
      assertThat(page.locator("#summary")).containsText("nested below shop");
      page.goBack();
      assertThat(node(page, "1a-part")).isVisible();
      page.context().close();
    }
  }

  @Test
  void the_link_to_a_nodes_own_plan_leads_to_that_whatever_others_are_called() throws Exception {
    try (ServedPage served = served()) {
      Coordinator lead =
          served.submit(
              "shop", Plan.builder().node(Plan.Node.subcoord("2a-api-tests", "A part")).build());
      served.worker(
          "2a-api-tests",
          "hera_send",
          Map.of("orchestrator", "shop", "status", "working", "tldr", "I plan", "body", "b"));
      lead.plan(Plan.Node.subcoord("2a-api", "Another part"));
      Page page = browser.visit(served.link());
      node(page, "2a-api").click();
      assertThat(page.locator("#details .facts .link")).hasText("2a-api");
      node(page, "2a-api-tests").click();
      assertThat(page.locator("#details .facts .link")).hasText("2a-api-tests");
      page.context().close();
    }
  }

  @Test
  void what_happened_on_another_day_is_told_with_the_day() throws Exception {
    try (ServedPage served = served()) {
      served.submit("shop", Plan.builder().node("a", "p").build());
      Page page = browser.visit(served.link());
      Locator clock = page.locator("#events .clock").last();
      assertThat(clock).not().containsText("/");
      page.clock().setFixedTime(System.currentTimeMillis() + Duration.ofDays(2).toMillis());
      page.reload();
      assertThat(clock).containsText("/");
      page.context().close();
    }
  }

  @Test
  void a_page_without_a_link_says_how_to_get_one_and_shows_nothing() throws Exception {
    try (ServedPage served = served()) {
      served.submit("shop", Plan.builder().node("a", "p").build());
      Page page = browser.visit(served.url("/"), TITLES);
      assertThat(page.locator("#welcome-text")).containsText("./hera open");
      assertThat(page.locator("#connection")).hasText("not signed in");
      assertThat(page.locator("body")).not().containsText("shop");
      assertThat((List<?>) page.evaluate("titles"))
          .isEqualTo(List.of("This page needs a link of the host"));
      page.context().close();
      assertThat(browser.takeComplaints()).allMatch(complaint -> complaint.contains("401"));
    }
  }

  @Test
  void no_orchestrator_is_said_to_be_active_only_when_the_host_said_so() throws Exception {
    try (ServedPage served = served()) {
      Page page = browser.visit(served.link(), TITLES);
      assertThat(page.locator("#welcome-title")).hasText("No orchestrator is active");
      page.route(address -> address.endsWith("/api/orchestrators"), Route::abort);
      page.reload();
      assertThat(page.locator("#connection")).hasText("connected");
      assertThat(page.locator("#welcome")).isHidden();
      page.unrouteAll();
      served.lead("shop");
      assertThat(page.locator("#orchestrator")).hasValue("shop");
      assertThat((List<?>) page.evaluate("titles")).isEmpty();
      page.context().close();
      assertThat(browser.takeComplaints()).allMatch(one -> one.contains("ERR_FAILED"));
    }
  }

  @Test
  void a_queue_that_moves_up_by_what_happens_elsewhere_is_shown_as_it_is() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"), 1)) {
      Coordinator other =
          served.submit("other", Plan.builder().node("o1", "p").node("o2", "p").build());
      Coordinator lead = served.submit("shop", Plan.builder().node("s1", "p").build());
      served.reports("o1", "working");
      Page page = browser.visit(served.link());
      page.locator("#orchestrator").selectOption("shop");
      Locator queue = page.locator("#attention-list");
      assertThat(queue).containsText("s1 is number 2");
      other.cancel("o2");
      assertThat(lead.explain("s1").wouldRelease().toString()).contains("s1 is number 1");
      assertThat(queue).containsText("s1 is number 1");
      page.context().close();
    }
  }
}
