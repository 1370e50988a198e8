package dev.hera.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.Coordinator;
import dev.hera.Hera;
import dev.hera.memory.MemoryStore;
import dev.hera.plan.Plan;
import dev.hera.role.NewTask;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.modern.McpSchema.Implementation;
import io.modelcontextprotocol.modern.client.transport.HttpClientMcpTransport;
import io.modelcontextprotocol.modern.server.transport.HttpServletMcpTransport;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.GetPromptRequest;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Resource;
import io.modelcontextprotocol.spec.McpSchema.ResourceTemplate;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What an application puts on a server of its own, of either era, for an operator alone. */
@Timeout(60)
class OwnServerTest {
  private static final String PLAN = "hera://orchestrators/shop/plan.txt";
  private static final String GOAL = "Sell bread.";

  @TempDir Path place;
  private final Hera hera = Hera.builder(MemoryStore.create()).build();

  @BeforeEach
  void submit() {
    Coordinator lead = hera.newOrchestrator("shop", "lead");
    lead.submit(Plan.builder().node("1a-oven", "Build the oven").build());
  }

  @AfterEach
  void close() {
    hera.close();
  }

  private McpSyncServer classic(HttpServletStreamableServerTransportProvider transport) {
    var server =
        McpServer.sync(transport)
            .serverInfo("own", "test")
            .immediateExecution(true)
            .capabilities(
                ServerCapabilities.builder()
                    .tools(false)
                    .resources(false, false)
                    .prompts(false)
                    .build());
    return HeraPrompts.addTo(HeraResources.of(hera).addTo(HeraTools.of(hera).addTo(server)))
        .build();
  }

  @Test
  void a_synchronous_server_has_tools_resources_and_prompts() throws Exception {
    HttpServletStreamableServerTransportProvider transport =
        HttpServletStreamableServerTransportProvider.builder().mcpEndpoint("/mcp").build();
    McpSyncServer server = classic(transport);
    try (LoopbackServer loopback = LoopbackServer.start(transport)) {
      McpSyncClient client =
          McpClient.sync(
                  HttpClientStreamableHttpTransport.builder(loopback.url())
                      .endpoint("/mcp")
                      .build())
              .build();
      client.initialize();

      assertThat(client.listTools().tools())
          .extracting(Tool::name)
          .containsExactlyInAnyOrderElementsOf(HeraTools.of(hera).names());
      assertThat(client.listResources().resources())
          .extracting(Resource::uri)
          .containsExactlyInAnyOrder("hera://skill", "hera://inbox");
      assertThat(client.listResourceTemplates().resourceTemplates())
          .extracting(ResourceTemplate::uriTemplate)
          .contains("hera://orchestrators/{name}/plan.txt");
      assertThat(client.readResource(ReadResourceRequest.builder(PLAN).build()).toString())
          .contains("1a-oven");
      assertThat(client.listPrompts().prompts())
          .extracting(Prompt::name)
          .containsExactlyInAnyOrder("plan-work", "worker-check-in");
      assertThat(
              client
                  .getPrompt(
                      GetPromptRequest.builder("plan-work").arguments(Map.of("goal", GOAL)).build())
                  .toString())
          .contains(GOAL);

      client.closeGracefully();
      server.closeGracefully();
    }
  }

  @Test
  void a_server_without_sessions_lists_the_tools_that_the_application_lets_it() throws Exception {
    var server =
        io.modelcontextprotocol.modern.server.McpServer.builder()
            .serverInfo(Implementation.builder("own", "test").build())
            .feature(HeraTools.of(hera).feature(context -> name -> !name.equals("hera_revive")))
            .feature(HeraResources.of(hera).feature())
            .build();
    try (LoopbackServer loopback =
        LoopbackServer.start(HttpServletMcpTransport.builder(server).endpoint("/mcp").build())) {
      var client =
          io.modelcontextprotocol.modern.client.McpClient.sync(
                  HttpClientMcpTransport.builder(loopback.url() + "/mcp").build())
              .build();
      hera.tasks().register(new NewTask("guest", "shop", place.toRealPath().toString(), "main"));

      assertThat(client.listTools().list().tools())
          .extracting(io.modelcontextprotocol.modern.McpSchema.Tool::name)
          .contains("hera_join")
          .doesNotContain("hera_revive")
          .hasSize(HeraTools.of(hera).names().size() - 1);
      Map<String, Object> joining =
          Map.of(
              "cwd",
              place.toString(),
              "orchestrator",
              "shop",
              "role_name",
              "guest",
              "kind",
              "worker");
      assertThat(client.tool("hera_join").arguments(joining).call().isError()).isFalse();
      assertThat(client.resource(PLAN).read().toString()).contains("1a-oven");

      server.closeGracefully();
    }
  }
}
