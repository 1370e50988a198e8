package dev.hera.examples.host.agent;

import java.util.List;
import java.util.Map;

/**
 * What a model is asked for in one request, whatever the protocol.
 *
 * @param tools the names of the tools that it may call
 * @param texts all that was said to it
 * @param results the texts of the results of its calls, in their order
 */
record Turn(List<String> tools, List<String> texts, List<String> results) {

  /** What the model answers. */
  sealed interface Reply {
    record Says(String text) implements Reply {}

    record Calls(String tool, Map<String, Object> arguments) implements Reply {}
  }
}
