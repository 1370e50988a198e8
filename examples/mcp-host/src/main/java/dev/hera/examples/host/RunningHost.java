package dev.hera.examples.host;

import dev.hera.examples.host.operator.RemoteOperations;
import java.net.URI;

/**
 * A host that listens.
 *
 * @param url of its MCP
 * @param token the operator's
 */
record RunningHost(URI url, String token) {

  RemoteOperations operations() {
    return new RemoteOperations(url, token);
  }
}
