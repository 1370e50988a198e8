package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;

/** What the tests look for on the page. */
final class Looks {
  private static final Path AXE = Path.of("target/browser/node_modules/axe-core/axe.min.js");

  private Looks() {}

  static Locator node(Page page, String name) {
    return page.locator("#graph .node[data-node='" + name + "']");
  }

  /** That a node shows a state's class, mark and label. */
  static void shows(Page page, String name, String state, String mark, String label) {
    Locator node = node(page, name);
    assertThat(node).hasClass(Pattern.compile("\\bstate-" + state + "\\b"));
    assertThat(node.locator(".glyph")).hasText(mark);
    assertThat(node.locator(".label")).hasText(label);
  }

  /** Nothing makes the page itself wider than the window. */
  static boolean isWithin(Page page) {
    return (Boolean)
        page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth");
  }

  /** Skips the test where the accessibility check is not installed. */
  static void assumeAccessibilityCheck() {
    Assumptions.assumeTrue(
        Files.exists(AXE), "skipped: axe-core is not there; run src/test/browser/install");
  }

  /** What the accessibility check finds. */
  static List<?> violations(Page page) throws Exception {
    page.evaluate(Files.readString(AXE) + "; undefined");
    return (List<?>)
        page.evaluate(
            "async () => (await axe.run()).violations.flatMap(v => v.nodes.map("
                + "n => v.id + ': ' + n.html.slice(0, 200) + ' ' + n.failureSummary))");
  }
}
