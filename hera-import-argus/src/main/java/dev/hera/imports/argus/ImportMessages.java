package dev.hera.imports.argus;

import dev.hera.message.Message;
import dev.hera.message.MessageId;
import dev.hera.message.MessageRules;
import dev.hera.role.Names;
import dev.hera.role.Role;
import dev.hera.role.RoleId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Gives the imported messages a subject of one line (M21), and leaves out those of no role. What
 * else M21 and M22 admit of no new message is history: it is kept and told.
 */
final class ImportMessages {
  private final Map<RoleId, Role> roles;
  private final ImportNotes notes;

  ImportMessages(Map<RoleId, Role> roles, ImportNotes notes) {
    this.roles = roles;
    this.notes = notes;
  }

  List<Message> fit(List<Message> rows) {
    List<Message> fitted = new ArrayList<>();
    Set<MessageId> before = new HashSet<>();
    for (Message row : rows) {
      Role recipient = roles.get(row.recipient());
      if (recipient == null || !roles.containsKey(row.sender())) {
        notes.leftOut(name(row), "its sender or recipient was not taken over");
      } else {
        MessageId answered = answered(row, before);
        tellOfBody(row);
        tellOfSender(row);
        fitted.add(fit(row, recipient, answered));
        before.add(row.id());
      }
    }
    tellOfUnread(fitted);
    return fitted;
  }

  private void tellOfBody(Message row) {
    if (row.body().isBlank()) {
      notes.kept(name(row), "its body is empty, which that of no new message may be");
    }
    if (row.body().getBytes(StandardCharsets.UTF_8).length > MessageRules.MAX_BODY_BYTES) {
      notes.kept(
          name(row),
          "its body has more than "
              + MessageRules.MAX_BODY_BYTES
              + " bytes, which that of no new message may have");
    }
  }

  private void tellOfSender(Message row) {
    if (row.sender().equals(row.recipient())) {
      notes.kept(name(row), "it is to its own sender, which no new message may be");
    }
  }

  private void tellOfUnread(List<Message> rows) {
    Map<RoleId, Long> unread =
        rows.stream()
            .filter(row -> row.read() == null && !row.notice())
            .collect(
                Collectors.groupingBy(Message::recipient, TreeMap::new, Collectors.counting()));
    unread.forEach(
        (id, count) -> {
          if (count > MessageRules.MAX_UNREAD) {
            notes.kept(
                "role \"" + Objects.requireNonNull(roles.get(id)).name() + "\"",
                "more than "
                    + MessageRules.MAX_UNREAD
                    + " messages to it are unread: it gets no new ones until it reads");
          }
        });
  }

  private @Nullable MessageId answered(Message row, Set<MessageId> before) {
    MessageId answered = row.inReplyTo();
    if (answered == null || before.contains(answered)) {
      return answered;
    }
    notes.changed(name(row), "answers nothing now: what it answered was not taken over before it");
    return null;
  }

  private Message fit(Message row, Role recipient, @Nullable MessageId answered) {
    String tldr = subject(row);
    if (!tldr.equals(row.tldr())) {
      notes.changed(name(row), "given a subject of one line and at most 120 characters");
    }
    return new Message(
        row.id(),
        recipient.orchestrator(),
        row.sender(),
        row.recipient(),
        row.body(),
        tldr,
        answered,
        row.sent(),
        row.read(),
        row.deliveryMode(),
        row.notice());
  }

  private static String subject(Message row) {
    String line = firstLine(row.tldr()).or(() -> firstLine(row.body())).orElse("(no subject)");
    int points = line.codePointCount(0, line.length());
    return points <= MessageRules.MAX_TLDR_CODE_POINTS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MessageRules.MAX_TLDR_CODE_POINTS));
  }

  private static Optional<String> firstLine(String text) {
    return text.lines()
        .map(Names::onOneLine)
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst();
  }

  private static String name(Message row) {
    return "message " + row.id().value();
  }
}
