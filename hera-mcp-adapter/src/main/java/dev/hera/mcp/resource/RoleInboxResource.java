package dev.hera.mcp.resource;

import dev.hera.Watch;
import java.util.List;

/** {@code hera://inbox/{orchestrator}/{role}}: what waits for a role, for the operator. */
final class RoleInboxResource implements ResourceKind {
  @Override
  public Description description() {
    return new Description(
        "hera://inbox/{orchestrator}/{role}",
        "role-inbox",
        "Inbox of a role",
        "The unread messages of a role, for the operator. Reading marks nothing read.",
        "application/json");
  }

  @Override
  public String read(Reader reader, List<String> names) {
    return JsonText.of(List.of(reader.inbox(names.get(0), names.get(1))));
  }

  @Override
  public List<Watch> watch(Reader reader, List<String> names, Runnable wake) {
    return List.of(reader.watchInbox(names.get(0), names.get(1), wake));
  }
}
