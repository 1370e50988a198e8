package dev.hera.mcp;

import dev.hera.Hera;
import dev.hera.mcp.resource.ResourceList;
import io.modelcontextprotocol.modern.server.McpFeature;
import io.modelcontextprotocol.server.McpServer.AsyncSpecification;
import io.modelcontextprotocol.server.McpServer.SyncSpecification;
import java.util.List;
import java.util.Optional;

/**
 * Plans, inboxes and the skill as resources of the MCP Java SDK (A4), for a server that the
 * embedding app owns. Reading marks nothing read. {@link HeraUpdates} tells of their changes.
 * Thread-safe.
 */
public final class HeraResources {
  private final List<ServedResource> resources;

  private HeraResources(Hera hera, ReaderSource readers) {
    this.resources =
        ResourceList.ALL.stream()
            .map(kind -> new ServedResource(kind.description(), hera, readers))
            .toList();
  }

  /** Resources for an operator alone: whoever asks may read everything. */
  public static HeraResources of(Hera hera) {
    return of(hera, context -> Optional.empty());
  }

  /** Resources for readers that the app identifies. */
  public static HeraResources of(Hera hera, ReaderSource readers) {
    return new HeraResources(hera, readers);
  }

  /** The resources for a server of the revisions without sessions. */
  public McpFeature feature() {
    return new ModernResources(resources).feature();
  }

  /**
   * Adds the resources to a server that is being built. Its capabilities are to have resources.
   *
   * @return the same server specification
   */
  public <S extends SyncSpecification<S>> SyncSpecification<S> addTo(SyncSpecification<S> server) {
    return server
        .resources(
            resources.stream()
                .filter(resource -> !resource.isTemplate())
                .map(ServedResource::specification)
                .toList())
        .resourceTemplates(
            resources.stream()
                .filter(ServedResource::isTemplate)
                .map(ServedResource::template)
                .toList());
  }

  /** The same for an asynchronous server. */
  public <S extends AsyncSpecification<S>> AsyncSpecification<S> addTo(
      AsyncSpecification<S> server) {
    return server
        .resources(
            resources.stream()
                .filter(resource -> !resource.isTemplate())
                .map(ServedResource::asynchronous)
                .toList())
        .resourceTemplates(
            resources.stream()
                .filter(ServedResource::isTemplate)
                .map(ServedResource::asynchronousTemplate)
                .toList());
  }
}
