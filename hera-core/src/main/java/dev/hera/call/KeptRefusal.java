package dev.hera.call;

import dev.hera.error.AlreadyBoundException;
import dev.hera.error.AlreadyMaterializedException;
import dev.hera.error.AmbiguousCallerException;
import dev.hera.error.BoundElsewhereException;
import dev.hera.error.CancelledException;
import dev.hera.error.CoordinatorBlockerException;
import dev.hera.error.CoordinatorExistsException;
import dev.hera.error.CycleException;
import dev.hera.error.DuplicateNameException;
import dev.hera.error.ErrorCode;
import dev.hera.error.FencedException;
import dev.hera.error.ForbiddenException;
import dev.hera.error.HeraException;
import dev.hera.error.IdempotencyConflictException;
import dev.hera.error.InboxFullException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.error.InvalidStatusException;
import dev.hera.error.LaunchFailedException;
import dev.hera.error.NameTakenException;
import dev.hera.error.NoCoordinatorException;
import dev.hera.error.NotBoundException;
import dev.hera.error.NotFoundException;
import dev.hera.error.RateLimitedException;
import dev.hera.error.SelfEdgeException;
import dev.hera.error.SelfSendException;
import dev.hera.error.SlotTakenException;
import dev.hera.error.StatusRequiredException;
import dev.hera.error.UnknownCallerException;
import dev.hera.error.UnknownProjectException;
import dev.hera.spi.StoreUnavailableException;
import java.util.Map;

/** Makes a kept refusal an exception again, of the class that its code has. */
final class KeptRefusal {
  private KeptRefusal() {}

  /**
   * The refusal of this code.
   *
   * @throws IllegalArgumentException when no refusal has it
   */
  static HeraException of(ErrorCode code, String message, Map<String, Object> details) {
    return switch (code) {
      case INVALID_ARGUMENT -> new InvalidArgumentException(message, details);
      case INVALID_STATUS -> new InvalidStatusException(message, details);
      case STATUS_REQUIRED -> new StatusRequiredException(message, details);
      case UNKNOWN_CALLER -> new UnknownCallerException(message, details);
      case AMBIGUOUS_CALLER -> new AmbiguousCallerException(message, details);
      case NOT_BOUND -> new NotBoundException(message, details);
      case ALREADY_BOUND -> new AlreadyBoundException(message, details);
      case BOUND_ELSEWHERE -> new BoundElsewhereException(message, details);
      case COORDINATOR_EXISTS -> new CoordinatorExistsException(message, details);
      case NO_COORDINATOR -> new NoCoordinatorException(message, details);
      case NAME_TAKEN -> new NameTakenException(message, details);
      case DUPLICATE_NAME -> new DuplicateNameException(message, details);
      case NOT_FOUND -> new NotFoundException(message, details);
      case FORBIDDEN -> new ForbiddenException(message, details);
      case FENCED -> new FencedException(message, details);
      case SELF_SEND -> new SelfSendException(message, details);
      case INBOX_FULL -> new InboxFullException(message, details);
      case RATE_LIMITED -> new RateLimitedException(message, details);
      case SELF_EDGE -> new SelfEdgeException(message, details);
      case COORDINATOR_BLOCKER -> new CoordinatorBlockerException(message, details);
      case CYCLE -> new CycleException(message, details);
      case ALREADY_MATERIALIZED -> new AlreadyMaterializedException(message, details);
      case CANCELLED -> new CancelledException(message, details);
      case UNKNOWN_PROJECT -> new UnknownProjectException(message, details);
      case SLOT_TAKEN -> new SlotTakenException(message, details);
      case LAUNCH_FAILED -> new LaunchFailedException(message, details);
      case IDEMPOTENCY_CONFLICT -> new IdempotencyConflictException(message, details);
      case STORE_UNAVAILABLE -> new StoreUnavailableException(message, details);
      case INTERNAL -> throw new IllegalArgumentException("no refusal is internal");
    };
  }
}
