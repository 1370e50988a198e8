package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.hera.examples.browser.Looks.node;
import static dev.hera.examples.browser.Looks.shows;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import dev.hera.Coordinator;
import dev.hera.history.NamedEvent;
import dev.hera.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as of an earlier event (M25). */
@Timeout(300)
class TimeSliderTest extends OneBrowser {
  private static void submit(ServedPage served) throws Exception {
    served.submit("shop", Plan.builder().node("a", "p").node("b", "p").after("a").build());
    served.reports("a", "working");
    served.reports("a", "done");
  }

  /** Goes back by the keyboard until the event that is shown says so. */
  private static void back(Page page, String told) {
    Locator event = page.locator("#time-event");
    page.locator("#time").focus();
    for (int i = 0; i < 300 && !event.textContent().contains(told); i++) {
      String before = event.textContent();
      page.keyboard().press("ArrowLeft");
      assertThat(event).not().hasText(before);
    }
    assertThat(event).containsText(told);
  }

  /** That the plan is where it was, and as large, but for parts of pixels. */
  private static void staysAt(Page page, BoundingBox before) {
    assertThat(page.locator(".plan").boundingBox())
        .usingRecursiveComparison()
        .withEqualsForType((one, other) -> Math.abs(one - other) < 1, Double.class)
        .isEqualTo(before);
  }

  @Test
  void the_keyboard_leads_back_and_the_button_to_the_present() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      submit(served);
      Page page = browser.visit(served.link());
      shows(page, "a", "in_review", "◔", "in review");
      assertThat(page.locator("#time-mode")).hasText("Live");
      BoundingBox plan = page.locator(".plan").boundingBox();
      back(page, "a reports working");

      assertThat(page.locator("#time-mode")).hasText("Past");
      assertThat(page.locator("#plan-title")).hasText(Pattern.compile("Plan as of .*\\d.*"));
      assertThat(page).hasTitle(Pattern.compile("Past: shop"));
      shows(page, "a", "working", "⟳", "working");
      shows(page, "b", "planned", "○", "planned");
      assertThat(page.locator("#running-title")).hasText("Ran then (1)");
      assertThat(page.locator("#events .event").first()).containsText("reports");
      assertThat(page.locator("#time"))
          .hasAttribute("aria-valuetext", Pattern.compile("Past: .*a reports working"));
      staysAt(page, plan);

      page.locator("#time-live").click();
      assertThat(page.locator("#time-mode")).hasText("Live");
      shows(page, "a", "in_review", "◔", "in review");
      assertThat(page.locator("#plan-title")).hasText("Plan");
      page.context().close();
    }
  }

  @Test
  void ages_count_from_the_moment_that_is_shown() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      submit(served);
      Page page = browser.visit(served.link());
      page.clock().setFixedTime(System.currentTimeMillis() + Duration.ofHours(9).toMillis());
      Locator age = page.locator("#messages .since").last();
      assertThat(age).hasText("9 h ago");
      back(page, "a reports done");

      assertThat(age).hasText(Pattern.compile("\\d+ s ago"));

      page.locator("#time-live").click();
      assertThat(age).hasText("9 h ago");
      page.context().close();
    }
  }

  @Test
  void what_happens_meanwhile_pulls_nobody_back_to_the_present() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      submit(served);
      Page page = browser.visit(served.link());
      Page live = browser.visit(served.link());
      shows(page, "b", "pending", "·", "pending");
      back(page, "a reports working");
      served.reports("b", "working");
      served.hera().coordinator("shop").plan(Plan.Node.worker("c", "p"));
      shows(live, "c", "pending", "·", "pending");
      assertThat(page.locator("#orchestrator")).isVisible();

      shows(page, "b", "planned", "○", "planned");
      assertThat(node(page, "c")).hasCount(0);
      assertThat(page.locator("#time-mode")).hasText("Past");
      assertThat(page.locator("#time-event")).containsText("a reports working");
      page.locator("#time-live").click();
      shows(page, "b", "working", "⟳", "working");
      assertThat(node(page, "c")).isVisible();
      live.context().close();
      page.context().close();
    }
  }

  @Test
  void a_node_shows_what_it_was_and_says_what_is_not_kept() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      submit(served);
      Page page = browser.visit(served.link());
      node(page, "a").click();
      assertThat(page.locator("#details .pill")).hasText("◔ in review");
      back(page, "a reports working");

      assertThat(page.locator("#details .pill")).hasText("⟳ working");
      assertThat(page.locator("#details")).containsText("As it stood then.");
      assertThat(page.locator("#details .folded").first()).isHidden();
      assertThat(page.locator("#details .events")).not().containsText("done");
      back(page, "the orchestrator is opened");
      assertThat(page.locator("#details")).containsText("It was not in the plan yet.");
      page.locator("#time-live").click();
      assertThat(page.locator("#details .pill")).hasText("◔ in review");
      assertThat(page.locator("#details .folded").first()).isVisible();
      page.context().close();
    }
  }

  @Test
  void a_step_forward_passes_the_events_of_other_orchestrators() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      Coordinator lead = served.lead("shop");
      lead.submit(Plan.builder().node("root", "p").node("first", "p").after("root").build());
      Coordinator other = served.lead("other");
      other.submit(Plan.builder().node("x", "p").node("y", "p").build());
      lead.cancel("first");
      Page page = browser.visit(served.link());
      shows(page, "first", "cancelled", "✕", "cancelled");
      back(page, "first is planned");
      Locator event = page.locator("#time-event");
      String before = event.textContent();
      for (int i = 0; i < 60 && !event.textContent().contains("first is cancelled"); i++) {
        page.keyboard().press("ArrowRight");
        assertThat(event).not().hasText(before);
        before = event.textContent();
      }
      assertThat(node(page, "first")).hasClass(Pattern.compile("state-cancelled"));
      page.context().close();
    }
  }

  /** That the slider goes from the first event of an orchestrator to its last one. */
  private static void reachesAll(Page page, ServedPage served, String orchestrator) {
    List<NamedEvent> events = served.hera().overview().events(orchestrator, 0, 1_000);
    assertThat(page.locator("#time")).isEnabled();
    assertThat(page.locator("#time"))
        .hasAttribute("min", String.valueOf(events.get(0).event().sequence()));
    assertThat(page.locator("#time"))
        .hasAttribute("max", String.valueOf(events.get(events.size() - 1).event().sequence()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-older", "z-newer"})
  void it_begins_with_the_first_event_of_what_is_shown_whatever_was_shown_before(String other)
      throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      if (other.equals("1-older")) {
        served.lead(other);
      }
      served.submit("shop", Plan.builder().node("a", "p").build());
      if (!other.equals("1-older")) {
        served.lead(other);
      }
      Page page = browser.visit(served.link());
      page.locator("#orchestrator").selectOption(other);
      reachesAll(page, served, other);
      LateAnswer late = new LateAnswer(page, "/shop/events");
      page.locator("#orchestrator").selectOption("shop");
      late.await();
      served.reports("a", "working");
      assertThat(page.locator("#events")).containsText("a reports working");
      late.come();
      reachesAll(page, served, "shop");
      page.context().close();
    }
  }

  @Test
  void it_begins_with_the_first_event_after_that_could_not_be_read_once() throws Exception {
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"))) {
      served.lead("1-other");
      submit(served);
      Page page = browser.visit(served.link());
      page.locator("#orchestrator").selectOption("1-other");
      reachesAll(page, served, "1-other");
      AtomicBoolean failed = new AtomicBoolean();
      page.route(
          address -> address.endsWith("/shop/events?after=0&limit=1"),
          route -> {
            route.abort();
            failed.set(true);
          },
          new Page.RouteOptions().setTimes(1));
      page.locator("#orchestrator").selectOption("shop");
      page.waitForCondition(failed::get);
      shows(page, "b", "pending", "·", "pending");
      assertThat(page.locator("#time")).isDisabled();
      served.reports("b", "working");
      assertThat(page.locator("#events")).containsText("b reports working");
      reachesAll(page, served, "shop");
      page.context().close();
    }
    assertThat(browser.takeComplaints()).allMatch(one -> one.contains("ERR_FAILED"));
  }

  @Test
  void the_accessibility_check_finds_nothing_in_the_past() throws Exception {
    Looks.assumeAccessibilityCheck();
    try (ServedPage served = ServedPage.start(directory.resolve("hera.db"), TroublePlan.PLACES)) {
      TroublePlan.run(served);
      for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        for (int width : new int[] {1280, 390}) {
          Page page = browser.visit(served.link(), width, 800, colours);
          assertThat(page.locator("#attention-list .card")).hasCount(5);
          BoundingBox plan = page.locator(".plan").boundingBox();
          back(page, "1a-schema reports working");
          assertThat(page.locator("#attention-list .card")).hasCount(0);
          staysAt(page, plan);
          assertThat(Looks.violations(page)).as(width + " " + colours).isEmpty();
          assertThat(Looks.isWithin(page)).isTrue();
          page.context().close();
        }
      }
    }
  }
}
