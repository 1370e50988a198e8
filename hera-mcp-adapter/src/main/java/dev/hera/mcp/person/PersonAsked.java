package dev.hera.mcp.person;

import io.modelcontextprotocol.modern.McpSchema;
import io.modelcontextprotocol.modern.McpSchema.CallToolRequest;
import io.modelcontextprotocol.modern.McpSchema.InputRequiredResult;
import io.modelcontextprotocol.modern.server.McpRequestContext;
import io.modelcontextprotocol.server.McpAsyncServerExchange;
import io.modelcontextprotocol.server.McpSyncServerExchange;
import io.modelcontextprotocol.spec.McpSchema.ClientCapabilities;
import io.modelcontextprotocol.spec.McpSchema.ElicitFormRequest;
import io.modelcontextprotocol.spec.McpSchema.ElicitResult;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A question to the person behind a client, as a form in the words of either era. */
public final class PersonAsked {
  private static final Logger LOG = LoggerFactory.getLogger(PersonAsked.class);
  private static final String KEY = "person";
  private static final String ACCEPT = "accept";

  private PersonAsked() {}

  /** Whether a client of the revision without sessions can show a form. */
  public static boolean isPossible(McpRequestContext context) {
    return context.clientCapabilities().supportsElicitationForm();
  }

  /** Whether one of the revisions with sessions can; one that names no mode means forms. */
  public static boolean isPossible(@Nullable ClientCapabilities client) {
    if (client == null || client.elicitation() == null) {
      return false;
    }
    return client.elicitation().form() != null || client.elicitation().url() == null;
  }

  /** In place of a call's result: what the client must ask before it calls again. */
  public static InputRequiredResult asked(Question question) {
    return InputRequiredResult.builder()
        .elicit(KEY, McpSchema.ElicitFormRequest.builder(question.text(), question.form()).build())
        .requestState(question.subject())
        .build();
  }

  /** The person's answer that a call brings; nothing when it brings none that can be read. */
  public static Optional<Reply> reply(CallToolRequest request) {
    String subject = request.requestState();
    Map<String, Object> given = request.inputResponses();
    if (subject == null
        || given == null
        || !(given.get(KEY) instanceof Map<?, ?> answer)
        || !(answer.get("action") instanceof String action)) {
      return Optional.empty();
    }
    return reply(subject, action, answer.get("content"));
  }

  private static Optional<Reply> reply(String subject, String action, @Nullable Object content) {
    if (!action.equals(ACCEPT)) {
      return Optional.of(new Reply(subject, null));
    }
    return content instanceof Map<?, ?> fields && fields.get(Question.CHOICE) instanceof String one
        ? Optional.of(new Reply(subject, one))
        : Optional.empty();
  }

  /** Asks a client with a session; whatever goes wrong, the person did not decide. */
  public static Mono<Reply> ask(McpAsyncServerExchange exchange, Question question) {
    return Mono.defer(() -> exchange.createElicitation(form(question)))
        .map(result -> reply(question, result))
        .onErrorResume(failure -> Mono.just(unasked(question, failure)));
  }

  public static Reply ask(McpSyncServerExchange exchange, Question question) {
    try {
      return reply(question, exchange.createElicitation(form(question)));
    } catch (RuntimeException e) {
      return unasked(question, e);
    }
  }

  private static ElicitFormRequest form(Question question) {
    return ElicitFormRequest.builder(question.text(), question.form()).build();
  }

  private static Reply reply(Question question, ElicitResult result) {
    return reply(
            question.subject(), result.action().name().toLowerCase(Locale.ROOT), result.content())
        .orElse(new Reply(question.subject(), null));
  }

  private static Reply unasked(Question question, Throwable failure) {
    LOG.warn("A client could not ask its person: {}", failure.toString());
    return new Reply(question.subject(), null);
  }
}
