package dev.hera.mcp;

import dev.hera.error.ErrorCode;
import dev.hera.error.HeraException;
import dev.hera.mcp.words.ToolWords;
import io.modelcontextprotocol.modern.McpException;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why something other than a tool could not be had, as an error of the protocol.
 *
 * @param ownFault whether Hera is to blame, and not the request
 * @param classicCode what the revisions with sessions call it when the request is to blame
 */
record ProtocolRefusal(
    boolean ownFault, int classicCode, String message, Map<String, Object> data) {
  private static final Logger LOG = LoggerFactory.getLogger(ProtocolRefusal.class);

  /** Of a resource. */
  static ProtocolRefusal ofResource(String uri, Throwable failure) {
    return of(failure, ErrorCodes.RESOURCE_NOT_FOUND, Map.of("uri", uri));
  }

  /** Of a prompt. */
  static ProtocolRefusal ofPrompt(String name, Throwable failure) {
    return of(failure, ErrorCodes.INVALID_PARAMS, Map.of("name", name));
  }

  private static ProtocolRefusal of(Throwable failure, int classicCode, Map<String, Object> what) {
    if (!(failure instanceof HeraException refusal)) {
      LOG.error("{} could not be given", what, failure);
      return new ProtocolRefusal(
          true,
          classicCode,
          "this failed inside Hera; tell your operator to look at Hera's log",
          what);
    }
    Map<String, Object> data = new LinkedHashMap<>(what);
    data.put("code", refusal.code().wire());
    return new ProtocolRefusal(
        refusal.code() == ErrorCode.STORE_UNAVAILABLE || refusal.code() == ErrorCode.INTERNAL,
        classicCode,
        ToolWords.of(String.valueOf(refusal.getMessage())),
        data);
  }

  McpError classic() {
    return McpError.builder(ownFault ? ErrorCodes.INTERNAL_ERROR : classicCode)
        .message(message)
        .data(data)
        .build();
  }

  McpException modern() {
    return new McpException(
        ownFault ? ErrorCodes.INTERNAL_ERROR : ErrorCodes.INVALID_PARAMS, message, data);
  }
}
