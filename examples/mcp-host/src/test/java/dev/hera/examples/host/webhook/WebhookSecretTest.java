package dev.hera.examples.host.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hera.examples.host.terminal.CannotRunException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSecretTest {
  private static final String KNOWN = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

  @TempDir Path directory;

  private static String signature(WebhookSecret secret) {
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    return secret.signature("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body);
  }

  @ParameterizedTest
  @ValueSource(strings = {KNOWN, "whsec_" + KNOWN, " whsec_" + KNOWN + "\n"})
  void it_signs_as_the_example_of_standard_webhooks_does(String text) {
    assertThat(signature(WebhookSecret.parse(text, "here")))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "whsec_", "hunter2", "whsec_c2hvcnQ=", "whsec_not Base64 at all!!"})
  void what_is_no_secret_is_refused_without_being_repeated(String text) {
    assertThatThrownBy(() -> WebhookSecret.parse(text, "HERE"))
        .isInstanceOf(CannotRunException.class)
        .hasMessage("HERE needs whsec_ and 24 to 64 bytes in Base64");
  }

  @Test
  void one_that_is_made_is_kept_for_its_owner_alone() throws Exception {
    String first = signature(WebhookSecret.keptIn(directory));
    assertThat(signature(WebhookSecret.keptIn(directory))).isEqualTo(first);
    Path file = directory.resolve("webhook.secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(signature(WebhookSecret.of(file))).isEqualTo(first);
    Files.delete(file);
    assertThat(signature(WebhookSecret.keptIn(directory))).isNotEqualTo(first);
  }
}
