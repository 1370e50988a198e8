package dev.hera;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Refused calls: their code, and a store that is as it was before. */
final class Refusals {
  private Refusals() {}

  /** Makes the call, which must be refused with this code and change nothing (V3). */
  static HeraException refused(TestWorld world, ErrorCode code, ThrowingCallable call) {
    List<String> before = StoreDump.of(world.store());
    HeraException refusal = thrown(code, call);
    assertThat(StoreDump.of(world.store())).isEqualTo(before);
    return refusal;
  }

  /** As {@link #refused}, naming {@code field} in its details. */
  static HeraException refused(
      TestWorld world, ErrorCode code, String field, ThrowingCallable call) {
    HeraException refusal = refused(world, code, call);
    assertThat(refusal.details()).containsEntry("field", field);
    assertThat(refusal).hasMessageStartingWith(field + ":");
    return refusal;
  }

  /** Makes the call, which must be refused with this code, whatever it changes. */
  static HeraException thrown(ErrorCode code, ThrowingCallable call) {
    Throwable thrown = catchThrowable(call);
    assertThat(thrown).isInstanceOf(HeraException.class);
    HeraException refusal = (HeraException) thrown;
    assertThat(refusal.code()).as(refusal.getMessage()).isEqualTo(code);
    return refusal;
  }
}
