package dev.hera.mcp.resource;

import dev.hera.Watch;
import java.util.List;

/** {@code hera://inbox}: what waits for the roles of whoever reads. */
final class InboxResource implements ResourceKind {
  @Override
  public Description description() {
    return new Description(
        "hera://inbox",
        "inbox",
        "Your inbox",
        "The unread messages of each role that you have. Reading marks nothing read: hera_inbox does.",
        "application/json");
  }

  @Override
  public String read(Reader reader, List<String> names) {
    return JsonText.of(reader.ownInboxes());
  }

  @Override
  public List<Watch> watch(Reader reader, List<String> names, Runnable wake) {
    return reader.watchOwnInboxes(wake);
  }
}
