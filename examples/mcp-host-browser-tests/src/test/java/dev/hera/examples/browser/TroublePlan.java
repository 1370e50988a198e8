package dev.hera.examples.browser;

import dev.hera.plan.Plan;
import dev.hera.plan.Plan.Node;
import java.util.Map;

/** Twenty nodes in trouble: one failed, one held by it, one never called, one waits for a place. */
final class TroublePlan {
  /** How many places there are. */
  static final int PLACES = 6;

  private TroublePlan() {}

  static void run(ServedPage served) throws Exception {
    served.submit("checkout", plan());
    for (String node : new String[] {"1a-schema", "1b-survey"}) {
      served.reports(node, "working");
      served.reports(node, "done");
    }
    for (String node : new String[] {"2a-api", "2b-ui", "2c-payments", "2d-mails", "2e-search"}) {
      served.reports(node, "working");
    }
    served.worker(
        "2d-mails",
        "hera_send",
        Map.of(
            "status", "blocked", "tldr", "Which SMTP server may I use?", "body", "None is set."));
    served.reports("2a-api", "done");
    served.reports("2e-search", "done");
    served.worker(
        "2c-payments",
        "hera_send",
        Map.of(
            "status",
            "failed",
            "tldr",
            "the sandbox refuses every card",
            "body",
            "I tried three cards; each is refused with code 402."));
    for (String node : new String[] {"2f-admin", "2g-reports", "2h-export"}) {
      served.reports(node, "working");
    }
  }

  private static Plan plan() {
    return Plan.builder()
        .node("1a-schema", "Create the schema")
        .node("1b-survey", "Survey what customers ask for")
        .node("2a-api", "Build the API. Rebase first.")
        .after("1a-schema")
        .node("2b-ui", "Build the page")
        .after("1a-schema")
        .node("2c-payments", "Talk to the payment provider")
        .after("1a-schema")
        .node("2d-mails", "Send mails")
        .after("1a-schema")
        .node("2e-search", "Build the search")
        .after("1b-survey")
        .node("2f-admin", "Build the admin page")
        .after("1b-survey")
        .node("2g-reports", "Build the reports")
        .after("1b-survey")
        .node("2h-export", "Build the export")
        .after("1b-survey")
        .node("2i-import", "Build the import")
        .after("1b-survey")
        .node("3a-load-test", "Test under load")
        .after("2a-api")
        .node("3b-checkout-flow", "Test the flow")
        .after("2a-api", "2b-ui", "2c-payments")
        .node("3c-mail-test", "Test the mails")
        .after("2d-mails")
        .node("3d-search-test", "Test the search")
        .after("2e-search")
        .node("4a-docs", "Write it down")
        .after("3a-load-test", "3d-search-test")
        .node("4b-security", "Look at it as an attacker would")
        .after("3b-checkout-flow")
        .node(Node.subcoord("4c-rollout", "Roll it out"))
        .after("3b-checkout-flow", "3c-mail-test")
        .node("5a-release", "Release")
        .after("4a-docs", "4b-security", "4c-rollout")
        .node("5b-announce", "Announce it")
        .after("5a-release")
        .build();
  }
}
