package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.hera.Coordinator;
import dev.hera.Overview;
import dev.hera.history.NamedEvent;
import dev.hera.plan.Plan;
import dev.hera.view.ViewState;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each of the nine states (W1) comes to an open page by itself, with its mark. How long that takes
 * is printed, not judged: machines differ.
 */
@Timeout(300)
class StatesTest {
  /** Notes when each node was first drawn in each state, as the page's clock has it. */
  private static final String WATCH =
      """
      () => {
        window.drawn = {};
        const note = () => document.querySelectorAll('#graph .node').forEach((node) => {
          const state = [...node.classList].find((name) => name.startsWith('state-'));
          const key = `${node.dataset.node} ${String(state).slice('state-'.length)}`;
          if (!(key in window.drawn)) {
            window.drawn[key] = 0;
            requestAnimationFrame(() => { window.drawn[key] = Date.now(); });
          }
        });
        new MutationObserver(note).observe(document.querySelector('#graph'),
          {subtree: true, childList: true, attributes: true, attributeFilter: ['class']});
      }
      """;

  @TempDir Path directory;

  private final Map<ViewState, String> shown = new LinkedHashMap<>();

  private void shows(Page page, String node, ViewState state) {
    Looks.shows(page, node, state.wire(), state.glyph(), state.label());
    shown.put(state, node);
  }

  @Test
  void each_of_the_nine_states_appears_with_its_mark_and_without_a_reload() throws Exception {
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
    try (Browser browser = Browser.open();
        ServedPage served = ServedPage.start(directory.resolve("hera.db"), 2)) {
      Page page = browser.visit(served.link());
      drive(served, page, open(served, page, "warm-up"), "warm-up");
      Coordinator lead = open(served, page, "shop");
      served.hera().archive("warm-up");
      drive(served, page, lead, "shop");
      print(served.hera().overview(), page);
      assertThat(browser.takeComplaints()).isEmpty();
    }
  }

  private static Coordinator open(ServedPage served, Page page, String orchestrator) {
    Coordinator lead = served.lead(orchestrator);
    page.locator("#orchestrator").selectOption(orchestrator);
    assertThat(page.locator("#summary")).containsText("0 nodes");
    page.evaluate(WATCH);
    return lead;
  }

  /** Drives a plan through all states, over MCP where a worker acts. */
  private void drive(ServedPage served, Page page, Coordinator lead, String orchestrator)
      throws Exception {
    String api = "1a-api-" + orchestrator;
    String ui = "1b-ui-" + orchestrator;
    String queue = "1c-queue-" + orchestrator;
    String test = "2a-test-" + orchestrator;
    String site = "2b-site-" + orchestrator;
    String old = "2c-old-" + orchestrator;
    lead.submit(
        Plan.builder()
            .node(api, "p")
            .node(ui, "p")
            .node(queue, "p")
            .node(test, "p")
            .after(api)
            .node(site, "p")
            .after(ui)
            .node(old, "p")
            .after(api)
            .build());
    shows(page, api, ViewState.PENDING);
    shows(page, queue, ViewState.READY);
    shows(page, test, ViewState.PLANNED);
    served.reports(api, "working");
    shows(page, api, ViewState.WORKING);
    lead.cancel(old);
    shows(page, old, ViewState.CANCELLED);
    served.reports(api, "done");
    shows(page, api, ViewState.IN_REVIEW);
    lead.accept(api, null);
    shows(page, api, ViewState.DONE);
    served.reports(ui, "working");
    served.reports(ui, "failed");
    shows(page, ui, ViewState.FAILED);
    shows(page, site, ViewState.HELD);

    assertThat(shown.keySet()).containsExactlyInAnyOrder(ViewState.values());
  }

  private void print(Overview overview, Page page) {
    List<NamedEvent> events = overview.events("shop", 0, 10_000);
    System.out.println("state      | mark | after its change, until it was drawn");
    shown.forEach(
        (state, node) -> {
          Number drawn = (Number) page.evaluate("key => window.drawn[key]", key(node, state));
          assertThat(drawn.longValue()).as(key(node, state)).isPositive();
          System.out.printf(
              "%-10s | %s    | %d ms%n",
              state.label(),
              state.glyph(),
              drawn.longValue() - changed(overview, events, node, state));
        });
  }

  private static String key(String node, ViewState state) {
    return node + " " + state.wire();
  }

  /** When the event came after which the node first was in the state. */
  private static long changed(
      Overview overview, List<NamedEvent> events, String node, ViewState state) {
    return events.stream()
        .filter(
            event ->
                overview
                    .orchestratorAsOf("shop", event.event().sequence())
                    .orElseThrow()
                    .view()
                    .summary()
                    .plan()
                    .nodes()
                    .stream()
                    .anyMatch(one -> one.name().equals(node) && one.state() == state))
        .findFirst()
        .orElseThrow()
        .event()
        .at()
        .toEpochMilli();
  }
}
