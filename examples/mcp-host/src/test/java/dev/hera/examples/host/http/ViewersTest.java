package dev.hera.examples.host.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Codes and cookies of people who look (W10). */
class ViewersTest {
  private static final class SetClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private final SetClock clock = new SetClock();
  private final Viewers viewers = new Viewers(secret("a"), clock);

  private static byte[] secret(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void a_code_is_good_once_and_for_ten_minutes() {
    String code = viewers.newCode();
    assertThat(viewers.exchange(code)).hasValueSatisfying(viewers::isViewer);
    assertThat(viewers.exchange(code)).isEmpty();
    String late = viewers.newCode();
    clock.pass(Viewers.CODE_LIMIT);
    assertThat(viewers.exchange(late)).isEmpty();
  }

  @Test
  void a_cookie_ends_and_outlives_a_restart_of_the_same_operator_only() {
    String cookie = viewers.exchange(viewers.newCode()).orElseThrow();
    assertThat(viewers.isViewer(cookie)).isTrue();
    assertThat(new Viewers(secret("a"), clock).isViewer(cookie)).isTrue();
    assertThat(new Viewers(secret("b"), clock).isViewer(cookie)).isFalse();
    clock.pass(Viewers.COOKIE_LIMIT.minusSeconds(1));
    assertThat(viewers.isViewer(cookie)).isTrue();
    clock.pass(Duration.ofSeconds(1));
    assertThat(viewers.isViewer(cookie)).isFalse();
  }

  @Test
  void of_many_unused_codes_the_oldest_are_forgotten() {
    List<String> codes = new ArrayList<>();
    for (int i = 0; i < 101; i++) {
      codes.add(viewers.newCode());
    }
    assertThat(viewers.exchange(codes.get(0))).isEmpty();
    assertThat(viewers.exchange(codes.get(1))).isPresent();
  }

  @Test
  void a_code_is_no_cookie() {
    assertThat(viewers.isViewer(viewers.newCode())).isFalse();
    assertThat(viewers.isViewer("")).isFalse();
    assertThat(viewers.isViewer("9999999999.x.")).isFalse();
  }
}
