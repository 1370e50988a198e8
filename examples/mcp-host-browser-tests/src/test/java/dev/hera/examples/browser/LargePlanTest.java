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

/** Plans of hundreds and thousands of nodes. Times are printed, not judged: machines differ. */
@Timeout(300)
class LargePlanTest {
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
      Page page = browser.visit(served.link());
      assertThat(page.locator("#summary")).containsText(nodes + " nodes");
      assertThat(page.locator("#graph .frame")).hasCount(frames);
      System.out.printf(
          "%s: %d nodes drawn %.0f ms after the page began to load%n",
          name,
          nodes,
          ((Number)
                  page.evaluate(
                      "performance.getEntriesByType('resource').filter(r => r.name.endsWith('/plan'))"
                          + ".at(0).responseEnd"))
              .doubleValue());
      page.evaluate(
          "new MutationObserver(() => { window.drawn ??= performance.now(); })"
              + ".observe(document.querySelector(\"[data-node='1a-seed']\"),"
              + " {attributes: true, attributeFilter: ['class']})");
      page.evaluate(
          "() => new Promise(open => { window.source = new EventSource('/api/events');"
              + " source.onopen = () => open(); source.onmessage = (m) => {"
              + " if (m.data.includes('status_reported')) { window.heard ??= performance.now(); } } })");
      served.reports("1a-seed", "done");
      assertThat(page.locator("[data-node='1a-seed'].state-in_review")).isVisible();
      System.out.printf(
          "%s: a change is drawn %.0f ms after its event, of which the host's answer took %.0f ms%n",
          name,
          ((Number) page.evaluate("window.drawn - window.heard")).doubleValue(),
          ((Number)
                  page.evaluate(
                      "performance.getEntriesByType('resource').filter(r => r.name.endsWith('/plan'))"
                          + ".at(-1).duration"))
              .doubleValue());
      page.screenshot(
          new Page.ScreenshotOptions().setPath(Path.of("target/pictures", name + ".png")));
      assertThat(browser.takeComplaints()).isEmpty();
    }
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
