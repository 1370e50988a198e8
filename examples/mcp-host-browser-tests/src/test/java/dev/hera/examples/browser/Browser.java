package dev.hera.examples.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The Chromium of this machine; tests are skipped where there is none. */
final class Browser implements AutoCloseable {
  private static final double PATIENCE_MILLIS = 60_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser browser;
  private final List<String> complaints = new ArrayList<>();

  private Browser(Playwright playwright, com.microsoft.playwright.Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  private static Optional<Path> installed() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .flatMap(
            directory ->
                Stream.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
                    .map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser open() {
    Optional<Path> chromium = installed();
    Assumptions.assumeTrue(
        chromium.isPresent(), "skipped: there is no Chromium; install it to run this");
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Browser(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(chromium.orElseThrow())
                    .setArgs(List.of("--no-sandbox", "--disable-gpu"))));
  }

  /** A page that followed a link; a visitor of its own. */
  Page visit(String link) {
    return visit(link, "");
  }

  /** The same, where a script of the test runs before those of the page. */
  Page visit(String link, String script) {
    return visit(link, script, 1280, 800, ColorScheme.LIGHT);
  }

  Page visit(String link, int width, int height, ColorScheme colours) {
    return visit(link, "", width, height, colours);
  }

  private Page visit(String link, String script, int width, int height, ColorScheme colours) {
    BrowserContext visitor =
        browser.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours));
    visitor.setDefaultTimeout(PATIENCE_MILLIS);
    visitor.addInitScript(script);
    Page page = visitor.newPage();
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              && !message.text().contains("ERR_CONNECTION")
              && !message.text().contains("ERR_INCOMPLETE")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
    page.onRequest(
        request -> {
          if (!request.url().startsWith(link.substring(0, link.indexOf('/', 7)))) {
            complaints.add("a request left the page's origin: " + request.url());
          }
        });
    page.navigate(link);
    return page;
  }

  /** What the browser complained of since this was asked: errors, and requests to elsewhere. */
  List<String> takeComplaints() {
    List<String> taken = List.copyOf(complaints);
    complaints.clear();
    return taken;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
