package dev.hera.mcp.tool;

import dev.hera.Coordinator;
import dev.hera.Delivery;
import dev.hera.Hera;
import dev.hera.Newcomer;
import dev.hera.Participant;
import dev.hera.error.HeraException;
import dev.hera.mcp.person.Reply;
import dev.hera.mcp.schema.Arguments;
import dev.hera.mcp.schema.Parameter;
import dev.hera.mcp.schema.Parameters;
import dev.hera.result.Inbox;
import dev.hera.role.Caller;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of a tool whose arguments have the right form: who calls, and with what.
 *
 * @param callers who calls from the directory that the agent named, or from none
 * @param receipt what tells whether the answer reached its client: a {@code
 *     CompletionStage<Boolean>}, or anything else when nothing tells
 * @param reply what the person behind the client said to the tool's question, or null when nobody
 *     was asked
 */
public record ToolCall(
    Hera hera,
    Function<@Nullable String, Caller> callers,
    @Nullable Object receipt,
    Arguments arguments,
    @Nullable Reply reply) {
  private static final Logger LOG = LoggerFactory.getLogger(ToolCall.class);

  /** The same call, whose answer is asked for by another request. */
  public ToolCall answeredBy(Object otherReceipt) {
    return new ToolCall(hera, callers, otherReceipt, arguments, reply);
  }

  Caller caller() {
    return callers.apply(arguments.find(Parameters.CWD));
  }

  /** The caller in the orchestrator that it named, once only when it gave an idempotency key. */
  Participant participant() {
    return participantOf(Parameters.ORCHESTRATOR);
  }

  /** The caller in the orchestrator that it named in this parameter. */
  Participant participantOf(Parameter<String> orchestrator) {
    Participant participant = hera.participant(caller(), arguments.find(orchestrator));
    String key = key();
    return key == null ? participant : participant.once(key);
  }

  /** The caller, who may have no place yet; once only when it gave an idempotency key. */
  Newcomer newcomer() {
    Newcomer newcomer = hera.newcomer(caller());
    String key = key();
    return key == null ? newcomer : newcomer.once(key);
  }

  /** The same for the verbs of coordinators. */
  Coordinator coordinator() {
    Coordinator coordinator = hera.coordinator(caller(), arguments.find(Parameters.ORCHESTRATOR));
    String key = key();
    return key == null ? coordinator : coordinator.once(key);
  }

  /**
   * The inbox of a delivery, which is settled when the transport says what became of the answer. A
   * transport that says nothing has taken the answer for its client.
   */
  Inbox carried(Delivery delivery) {
    if (receipt instanceof CompletionStage<?> stage) {
      stage.whenComplete((came, failure) -> settle(delivery, Boolean.TRUE.equals(came)));
    } else {
      delivery.arrived();
    }
    return delivery.inbox();
  }

  private static void settle(Delivery delivery, boolean came) {
    try {
      if (came) {
        delivery.arrived();
      } else {
        delivery.lost();
      }
    } catch (HeraException e) {
      LOG.warn("Messages that were read stay unread, and will be told again: {}", e.toString());
    }
  }

  @Nullable String key() {
    return arguments.find(Parameters.KEY);
  }
}
