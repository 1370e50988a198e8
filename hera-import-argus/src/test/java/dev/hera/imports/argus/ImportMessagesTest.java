package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.hera.imports.argus.ImportReport.Fate;
import dev.hera.imports.argus.ImportReport.Note;
import dev.hera.message.Message;
import dev.hera.message.MessageRules;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportMessagesTest extends PlanImports {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"''|body of 1", "two\\nlines|two", "' padded '|padded", "fine|fine"})
  void gives_messages_a_subject_of_one_line(String tldr, String fitted) {
    ImportReport report =
        take(led().worker(2, "w").mail(1, 2, 1, tldr.replace("\\n", "\n"), "body of 1"));

    List<Message> unread = read(tx -> tx.messages().listUnread(role(tx, "lead").id()));
    assertThat(unread).extracting(Message::tldr).containsExactly(fitted);
    assertThat(whys(report, Fate.CHANGED)).hasSize(tldr.equals(fitted) ? 0 : 1);
  }

  @Test
  void cuts_a_long_subject_between_characters_and_forgets_answers_to_nothing() {
    ImportReport report = take(led().worker(2, "w").message(1, 2, 1, "😀".repeat(121), 5L));

    Message message = read(tx -> tx.messages().listUnread(role(tx, "lead").id())).get(0);
    assertThat(message.tldr()).isEqualTo("😀".repeat(120));
    assertThat(message.inReplyTo()).isNull();
    assertThat(report.notes()).hasSize(2);
  }

  @Test
  void a_body_beyond_the_limit_is_kept_and_told() {
    String fits = "ä".repeat(MessageRules.MAX_BODY_BYTES / 2);
    ImportReport report =
        take(
            led()
                .worker(2, "w")
                .mail(1, 2, 1, "fits", fits)
                .mail(3, 2, 1, "too long", fits + "x")
                .mail(5, 2, 1, "empty", " "));

    List<Message> unread = read(tx -> tx.messages().listUnread(role(tx, "lead").id()));
    assertThat(unread).extracting(Message::body).containsExactly(fits, fits + "x", " ");
    assertThat(report.notes())
        .extracting(Note::what, Note::why)
        .containsExactly(
            tuple(
                "message 3",
                "its body has more than 65536 bytes, which that of no new message may have"),
            tuple("message 5", "its body is empty, which that of no new message may be"));
    assertThat(report.text()).contains("Kept, but worth a look:\n  message 3: its body");
  }

  @Test
  void a_message_to_oneself_is_kept_and_told() {
    ImportReport report = take(led().mail(1, 1, 1, "mind", "buy milk"));

    List<Message> unread = read(tx -> tx.messages().listUnread(role(tx, "lead").id()));
    assertThat(unread).extracting(Message::body).containsExactly("buy milk");
    assertThat(whys(report, Fate.KEPT)).singleElement().asString().contains("its own sender");
  }

  @ParameterizedTest
  @CsvSource({"500, 0", "501, 1"})
  void who_has_more_unread_than_hera_lets_pile_up_is_told(int unread, int told) {
    ImportedRows rows = led().worker(2, "w");
    for (int i = 0; i < unread; i++) {
      rows.mail(2L * i + 1, 2, 1, "t", "body");
    }
    ImportReport report = take(rows);

    assertThat(report.taken("messages")).isEqualTo(unread);
    assertThat(report.notes()).hasSize(told).allMatch(note -> note.what().equals("role \"lead\""));
  }
}
