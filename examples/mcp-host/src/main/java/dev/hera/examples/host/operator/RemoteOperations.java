package dev.hera.examples.host.operator;

import dev.hera.error.ErrorCode;
import dev.hera.plan.LaunchDecision;
import dev.hera.plan.LaunchOrigin;
import dev.hera.result.Archived;
import dev.hera.view.PlanView;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The operations, asked of the host that has the store open, over loopback HTTP. */
public final class RemoteOperations implements Operations {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final URI operator;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .connectTimeout(CONNECT_LIMIT)
          .build();

  /**
   * @param host where it listens, with any path
   * @param token the operator's
   */
  public RemoteOperations(URI host, String token) {
    this.operator = host.resolve(OperatorServlet.PATH);
    this.token = token;
  }

  @Override
  public List<OrchestratorLine> orchestrators() {
    return List.of(get(OperatorServlet.ORCHESTRATORS, OrchestratorLine[].class));
  }

  @Override
  public PlanView plan(String orchestrator) {
    String name = URLEncoder.encode(orchestrator, StandardCharsets.UTF_8);
    return get(OperatorServlet.PLAN + "?" + OperatorServlet.NAME + "=" + name, PlanView.class);
  }

  @Override
  public List<LaunchOrigin> launches() {
    return List.of(get(OperatorServlet.LAUNCHES, LaunchOrigin[].class));
  }

  @Override
  public List<HostEntry> hosts() {
    return List.of(get(OperatorServlet.HOSTS, HostEntry[].class));
  }

  @Override
  public HostEntry drain(@Nullable String host, boolean undo) {
    return post(
        OperatorServlet.DRAIN,
        new OperatorServlet.Draining(host == null ? "" : host, undo),
        HostEntry.class);
  }

  @Override
  public Archived archive(String orchestrator) {
    return post(
        OperatorServlet.ARCHIVE, new OperatorServlet.Archiving(orchestrator), Archived.class);
  }

  @Override
  public void decide(String orchestrator, String role, LaunchDecision decision) {
    OperatorServlet.Deciding asked = new OperatorServlet.Deciding(orchestrator, role, decision);
    post(OperatorServlet.DECIDE, asked, OperatorServlet.Deciding.class);
  }

  private <T> T post(String path, Record body, Class<T> type) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    return ask(request, type);
  }

  /** A new link to the host's dashboard, good once and for ten minutes. */
  public String link() {
    HttpRequest.Builder request =
        request(OperatorServlet.LINK).POST(BodyPublishers.ofByteArray(new byte[0]));
    return ask(request, OperatorServlet.Link.class).url();
  }

  private <T> T get(String path, Class<T> type) {
    return ask(request(path).GET(), type);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(operator + path))
        .timeout(ANSWER_LIMIT)
        .header("Authorization", "Bearer " + token);
  }

  private <T> T ask(HttpRequest.Builder request, Class<T> type) {
    HttpResponse<byte[]> response = send(request.build());
    try {
      if (response.statusCode() == 200) {
        return JSON.readValue(response.body(), type);
      }
      throw refused(JSON.readValue(response.body(), OperatorServlet.Refusal.class));
    } catch (JacksonException e) {
      throw new RefusedException(
          "the host at "
              + operator.getAuthority()
              + " answered with "
              + response.statusCode()
              + "; it may be of another version: restart it",
          RefusedException.Reason.REQUEST);
    }
  }

  private HttpResponse<byte[]> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw unanswered();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unanswered();
    }
  }

  private RefusedException unanswered() {
    return new RefusedException(
        "the host at " + operator.getAuthority() + " does not answer; look whether it is stopping",
        RefusedException.Reason.ABSENCE);
  }

  private static RefusedException refused(OperatorServlet.Refusal refusal) {
    boolean ofStore = refusal.error().code().equals(ErrorCode.STORE_UNAVAILABLE.wire());
    return new RefusedException(
        refusal.error().message(),
        ofStore ? RefusedException.Reason.STORE : RefusedException.Reason.REQUEST);
  }
}
