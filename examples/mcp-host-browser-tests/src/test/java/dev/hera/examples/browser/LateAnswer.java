package dev.hera.examples.browser;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.concurrent.CompletableFuture;

/** The first answer from an address, as it was when it was asked for; those after it pass. */
final class LateAnswer {
  private final Page page;
  private final CompletableFuture<Runnable> answer = new CompletableFuture<>();

  LateAnswer(Page page, String end) {
    this.page = page;
    page.route(address -> address.endsWith(end), this::hold, new Page.RouteOptions().setTimes(1));
  }

  private void hold(Route route) {
    APIResponse response = route.fetch();
    answer.complete(() -> route.fulfill(new Route.FulfillOptions().setResponse(response)));
  }

  void await() {
    page.waitForCondition(answer::isDone);
  }

  /** Lets it come after the answers to what the page had asked for by now, and is then shown. */
  void come() {
    awaitAnswers();
    answer.join().run();
    awaitAnswers();
  }

  private void awaitAnswers() {
    page.evaluate("async () => { await (await fetch('/api/orchestrators')).text(); }");
  }
}
