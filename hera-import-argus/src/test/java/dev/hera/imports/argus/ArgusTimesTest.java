package dev.hera.imports.argus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.message.DeliveryMode;
import dev.hera.message.Message;
import dev.hera.role.RoleId;
import dev.hera.role.SessionState;
import dev.hera.role.TaskStatus;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgusTimesTest extends ArgusImports {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-05-04T03:02:01.987654321Z|2026-05-04T03:02:01.987Z",
        "2026-05-04 03:02:01Z|2026-05-04T03:02:01Z",
        "2026-05-04T03:02:01|2026-05-04T03:02:01Z",
        "2026-05-04T03:02Z|2026-05-04T03:02:00Z",
        "2026-05-04 03:02|2026-05-04T03:02:00Z",
        "2026-05-04|2026-05-04T00:00:00Z",
        "2026-05-04T03:02:01+02|2026-05-04T01:02:01Z",
        "2026-05-04T03:02+0230|2026-05-04T00:32:00Z",
        "2026-05-04T03:02:01.5-02:30|2026-05-04T05:32:01.500Z",
        "2026-05-04t03:02:01z|2026-05-04T03:02:01Z",
        "2026-05-04T03:02:01,25Z|2026-05-04T03:02:01.250Z",
        "2026-05-04 03:02:01.25 +0200 CEST|2026-05-04T01:02:01.250Z",
        "2026-05-04 03:02:01 UTC|2026-05-04T03:02:01Z",
        "2026-05-04 03:02:01 +0300 +03|2026-05-04T00:02:01Z",
        "2026-05-04 03:02:01.25 +0200 +0200 m=+0.5|2026-05-04T01:02:01.250Z",
      })
  void reads_the_ways_in_which_an_instant_is_written(String text, Instant instant)
      throws Exception {
    ImportReport report =
        imported(
            database ->
                database.execute("update hera_roles set created_at = ? where id = 3", text));

    assertThat(role(3).created()).isEqualTo(instant);
    assertThat(report.text()).doesNotContain("role 3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "once",
        "2026-05-32",
        "2026-05-04T25:00Z",
        "2026-05-04T03:02:01+19",
        "2026-05-04T03",
        "2026-05-04Z",
        "2026-05-04 03:02:01 CEST"
      })
  void a_time_that_is_none_is_the_present_and_told(String text) throws Exception {
    Instant before = Instant.now().minusSeconds(1);
    ImportReport report =
        imported(
            database ->
                database.execute("update hera_roles set created_at = ? where id = 3", text));

    assertThat(role(3).created()).isBetween(before, Instant.now());
    assertThat(report.text()).contains("role 3", "created_at");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0001-01-01T00:00:00Z", "0001-01-01 00:00:00 +0000 UTC"})
  void the_zero_time_of_go_is_no_time(String zero) throws Exception {
    ImportReport report =
        imported(
            database ->
                database
                    .execute("update hera_roles set archived_at = ?, cancelled_at = ?", zero, zero)
                    .execute("update hera_messages set delivered_at = ?", zero)
                    .execute("update tasks set ended_at = ? where id = 't-1a'", zero)
                    .execute("update hera_roles set created_at = ? where id = 3", zero));

    assertThat(role(2).isActive()).isTrue();
    assertThat(role(2).isCancelled()).isFalse();
    assertThat(task(binding(2)).status()).isEqualTo(TaskStatus.IN_PROGRESS);
    assertThat(task(binding(2)).session()).isEqualTo(SessionState.NONE);
    List<Message> unread = read(tx -> tx.messages().listUnread(new RoleId(1)));
    assertThat(unread).extracting(Message::deliveryMode).containsExactly(DeliveryMode.PENDING);
    assertThat(report.text()).contains("role 3: given the present as created_at");
  }
}
