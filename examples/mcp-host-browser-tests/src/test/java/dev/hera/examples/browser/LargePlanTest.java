package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.hera.plan.Plan;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plans of hundreds and thousands of nodes. Times are printed, not judged: machines differ. The
 * page itself tells when it was drawn; who asks it again and again takes its time.
 */
@Timeout(300)
class LargePlanTest {
  /** Tells when the frame comes in which so many elements are there. */
  private static final String WATCH =
      """
      window.drawn = (selector, count) => new Promise((done) => {
        const look = () => {
          if (document.querySelectorAll(selector).length >= count) {
            observer.disconnect();
            requestAnimationFrame(() => done(performance.now()));
          }
        };
        const observer = new MutationObserver(look);
        observer.observe(document,
          {subtree: true, childList: true, attributes: true, attributeFilter: ['class']});
        look();
      });
      """;

  /** Notes when the event comes and when it was drawn, from when the page hears of events on. */
  private static final String AWAIT_CHANGE =
      """
      () => new Promise((open) => {
        const source = new EventSource('/api/events');
        source.onopen = () => open();
        window.heard = new Promise((done) => {
          source.onmessage = ({data}) => {
            if (data.includes('status_reported')) {
              done(performance.now());
            }
          };
        });
        window.changed = window.drawn("[data-node='1a-seed'].state-in_review", 1);
      })
      """;

  @TempDir Path directory;

  private static Plan plan(int stages, int width) {
    Plan.Builder plan = Plan.builder().node("1a-seed", "p");
    String before = "1a-seed";
    for (int stage = 2; stage < 2 + stages; stage++) {
      String[] own = new String[width];
      for (int i = 0; i < width; i++) {
        own[i] = "%d-part-%03d".formatted(stage, i);
        plan.node(own[i], "p").after(before);
      }
      before = stage + "z-gather";
      plan.node(before, "p").after(own);
    }
    return plan.build();
  }

  private void look(String name, Plan plan, int nodes, int frames) throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(120_000);
    try (Browser browser = Browser.open();
        ServedPage served = ServedPage.start(directory.resolve("hera.db"), 3)) {
      served.submit("large", plan);
      served.reports("1a-seed", "working");
      Page page = browser.visit(served.link(), WATCH);
      double first = number(page, "window.drawn('#graph .frame', %d)".formatted(frames));
      assertThat(page.locator("#graph .frame")).hasCount(frames);
      assertThat(page.locator("#summary")).containsText(nodes + " nodes");
      System.out.printf(
          "%s: %d nodes are drawn %.0f ms after the page began to load%n", name, nodes, first);
      page.evaluate(AWAIT_CHANGE);
      served.reports("1a-seed", "done");
      System.out.printf(
          "%s: a change is drawn %.0f ms after its event, of which the host's answer took %.0f ms%n",
          name,
          number(page, "async () => await window.changed - await window.heard"),
          number(
              page,
              "performance.getEntriesByType('resource').filter(r => r.name.endsWith('/plan'))"
                  + ".at(-1).duration"));
      assertThat(page.locator("[data-node='1a-seed'].state-in_review")).isVisible();
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/pictures", name + ".png")));
      assertThat(browser.takeComplaints()).isEmpty();
    }
  }

  private static double number(Page page, String script) {
    return ((Number) page.evaluate(script)).doubleValue();
  }

  @Test
  void five_hundred_nodes_stand_in_groups() throws Exception {
    look("large-500", plan(5, 99), 501, 5);
  }

  @Test
  void five_thousand_nodes_are_collapsed_by_stage() throws Exception {
    look("large-5000", plan(5, 999), 5001, 5);
  }
}
