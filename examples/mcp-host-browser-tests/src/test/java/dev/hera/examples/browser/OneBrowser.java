package dev.hera.examples.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests that share a browser, whose console is to have no complaint after any of them. */
abstract class OneBrowser {
  static Browser browser;

  @TempDir Path directory;

  @BeforeAll
  static void open() {
    browser = Browser.open();
    PlaywrightAssertions.setDefaultAssertionTimeout(60_000);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  @AfterEach
  void nothing_was_complained_of() {
    assertThat(browser.takeComplaints()).isEmpty();
  }
}
