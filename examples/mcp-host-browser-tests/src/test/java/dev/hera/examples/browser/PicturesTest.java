package dev.hera.examples.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Takes the pictures to look at, in {@code target/pictures}. */
class PicturesTest {
  private static final Path PICTURES = Path.of("target/pictures");

  @TempDir Path directory;

  @Test
  void a_plan_in_trouble_in_each_size_and_colour_scheme() throws Exception {
    try (Browser browser = Browser.open();
        ServedPage served = ServedPage.start(directory.resolve("hera.db"), TroublePlan.PLACES)) {
      TroublePlan.run(served);
      for (ColorScheme colours : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
        for (int width : new int[] {1280, 390}) {
          Page page = browser.visit(served.link(), width, 800, colours);
          page.waitForSelector("text=has not called");
          take(
              page,
              "trouble-" + width + "-" + colours.name().toLowerCase(Locale.ROOT),
              width == 390);
          page.click("#attention-list .link >> text=2c-payments");
          page.waitForSelector("#details-body .facts");
          take(page, "details-" + width + "-" + colours.name().toLowerCase(Locale.ROOT), false);
          page.click("#close");
          while (!page.locator("#time-event").textContent().contains("2a-api reports working")) {
            String shown = page.locator("#time-event").textContent();
            page.click("#time-earlier");
            assertThat(page.locator("#time-event")).not().hasText(shown);
          }
          take(page, "past-" + width + "-" + colours.name().toLowerCase(Locale.ROOT), false);
          page.context().close();
        }
      }
      assertThat(browser.takeComplaints()).isEmpty();
    }
  }

  static void take(Page page, String name, boolean whole) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")).setFullPage(whole));
  }
}
