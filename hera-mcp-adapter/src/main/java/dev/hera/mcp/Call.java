package dev.hera.mcp;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.Participant;
import dev.hera.role.Caller;
import io.modelcontextprotocol.common.McpTransportContext;
import org.jspecify.annotations.Nullable;

/** One call of a tool whose arguments have the right form: who calls, and with what. */
record Call(Hera hera, CallerSource callers, McpTransportContext context, Arguments arguments) {

  Caller caller() {
    return callers.caller(context, arguments.find(Parameters.CWD));
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

  /** The same for the verbs of coordinators. */
  Coordinator coordinator() {
    Coordinator coordinator = hera.coordinator(caller(), arguments.find(Parameters.ORCHESTRATOR));
    String key = key();
    return key == null ? coordinator : coordinator.once(key);
  }

  @Nullable String key() {
    return arguments.find(Parameters.KEY);
  }
}
