package dev.hera.examples.host.operator;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.error.InvalidArgumentException;
import dev.hera.mcp.words.ToolWords;
import dev.hera.plan.LaunchDecision;
import dev.hera.role.Required;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The {@link Operations} over HTTP, for the operator's other processes. Whoever gets here has shown
 * the operator's token. A refusal is {@code {"error": {"code", "message"}}}.
 */
public final class OperatorServlet extends HttpServlet {
  /** Everything below it is the operator's. */
  public static final String PATH = "/operator";

  static final String ORCHESTRATORS = "/orchestrators";
  static final String PLAN = "/plan";
  static final String LAUNCHES = "/launches";
  static final String ARCHIVE = "/archive";
  static final String DECIDE = "/decide";
  static final String HOSTS = "/hosts";
  static final String DRAIN = "/drain";
  static final String LINK = "/link";

  /** The query parameter of {@link #PLAN}. */
  static final String NAME = "name";

  private static final long serialVersionUID = 1;
  private static final String ARCHIVING = "{\"orchestrator\": NAME}, with a text for NAME";
  private static final String DECIDING =
      "{\"orchestrator\": NAME, \"role\": NAME, \"decision\": ADOPT, ...}";
  private static final String DRAINING = "{\"host\": NAME, \"undo\": true or false}";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private final transient Operations operations;
  private final transient Supplier<String> links;

  /**
   * @param links makes a new link to the dashboard with each call
   */
  public OperatorServlet(Operations operations, Supplier<String> links) {
    this.operations = operations;
    this.links = links;
  }

  /** The answer of {@link #LINK}. */
  record Link(String url) {}

  /** The body of {@link #ARCHIVE}. */
  record Archiving(String orchestrator) {}

  /** The body of {@link #DECIDE}, and of its answer. */
  record Deciding(String orchestrator, String role, LaunchDecision decision) {}

  /**
   * The body of {@link #DRAIN}.
   *
   * @param host empty for the one that is asked
   */
  record Draining(String host, boolean undo) {}

  /** The body of a refusal. */
  record Refusal(Cause error) {
    record Cause(String code, String message) {}
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    answer(
        response,
        switch (path(request)) {
          case ORCHESTRATORS -> operations::orchestrators;
          case PLAN -> () -> operations.plan(name(request));
          case LAUNCHES -> operations::launches;
          case HOSTS -> operations::hosts;
          default -> null;
        });
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    answer(
        response,
        switch (path(request)) {
          case ARCHIVE ->
              () -> operations.archive(read(body, Archiving.class, ARCHIVING).orchestrator());
          case DECIDE -> () -> decide(read(body, Deciding.class, DECIDING));
          case DRAIN -> () -> drain(read(body, Draining.class, DRAINING));
          case LINK -> () -> new Link(links.get());
          default -> null;
        });
  }

  private static String name(HttpServletRequest request) {
    return Required.given(NAME, request.getParameter(NAME));
  }

  private static String path(HttpServletRequest request) {
    return String.valueOf(request.getPathInfo());
  }

  /**
   * @param shape what the body must be
   */
  private static <T> T read(byte[] body, Class<T> type, String shape) {
    @Nullable T asked;
    try {
      asked = JSON.readValue(body, type);
    } catch (JacksonException e) {
      asked = null;
    }
    if (asked == null) {
      throw new InvalidArgumentException("body", "must be " + shape);
    }
    return asked;
  }

  private Deciding decide(Deciding asked) {
    operations.decide(asked.orchestrator(), asked.role(), asked.decision());
    return asked;
  }

  private HostEntry drain(Draining asked) {
    return operations.drain(asked.host().isEmpty() ? null : asked.host(), asked.undo());
  }

  /**
   * @param work null when there is none of this name
   */
  private static void answer(HttpServletResponse response, @Nullable Supplier<Object> work)
      throws IOException {
    if (work == null) {
      refuse(response, ErrorCode.NOT_FOUND, "this host has no such operation");
      return;
    }
    try {
      write(response, HttpServletResponse.SC_OK, work.get());
    } catch (HeraException e) {
      refuse(response, e.code(), ToolWords.of(String.valueOf(e.getMessage())));
    }
  }

  private static void refuse(HttpServletResponse response, ErrorCode code, String message)
      throws IOException {
    write(response, status(code), new Refusal(new Refusal.Cause(code.wire(), message)));
  }

  private static int status(ErrorCode code) {
    return Map.of(
            ErrorCode.NOT_FOUND, HttpServletResponse.SC_NOT_FOUND,
            ErrorCode.INVALID_ARGUMENT, HttpServletResponse.SC_BAD_REQUEST,
            ErrorCode.STORE_UNAVAILABLE, HttpServletResponse.SC_SERVICE_UNAVAILABLE)
        .getOrDefault(code, HttpServletResponse.SC_CONFLICT);
  }

  private static void write(HttpServletResponse response, int status, Object content)
      throws IOException {
    byte[] body = JSON.writeValueAsBytes(content);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
