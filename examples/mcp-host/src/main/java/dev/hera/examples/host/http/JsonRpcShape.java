package dev.hera.examples.host.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks whether a body is one JSON-RPC message, so that no malformed one gets to where it would
 * look like a fault of the host's.
 */
final class JsonRpcShape {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private JsonRpcShape() {}

  /** The body, if it is one well-formed JSON text in UTF-8. */
  static Optional<JsonNode> parse(byte[] body) {
    try {
      return Optional.of(JSON.readTree(text(body)));
    } catch (JacksonException | CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /** What is wrong with the message, as a sentence without anything of its text. */
  static Optional<String> problem(JsonNode message) {
    if (!message.isObject() || !isText(message, "jsonrpc")) {
      return Optional.of("the body is not one JSON-RPC message");
    }
    if (!message.get("jsonrpc").stringValue().equals("2.0")) {
      return Optional.of("the body is not a message of JSON-RPC 2.0");
    }
    return message.has("method") ? problemOfCall(message) : problemOfAnswer(message);
  }

  private static String text(byte[] body) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
  }

  private static Optional<String> problemOfCall(JsonNode message) {
    if (!isText(message, "method") || (message.has("id") && !isId(message.get("id")))) {
      return Optional.of("method must be text, and id text or an integer of 64 bits");
    }
    return message.has("params") && !message.get("params").isObject()
        ? Optional.of("params must be an object")
        : Optional.empty();
  }

  /** What the SDK's server of the revisions with sessions would stumble over. */
  static Optional<String> problemOfClassic(JsonNode message) {
    if (!message.has("method")) {
      return Optional.empty();
    }
    if (message.get("method").stringValue().equals("initialize") && !canInitialize(message)) {
      return Optional.of("initialize needs an id, protocolVersion, capabilities and clientInfo");
    }
    return ParamsShape.fits(message.get("method").stringValue(), message.get("params"))
        ? Optional.empty()
        : Optional.of("params do not have the form that this method needs");
  }

  /** Where there is one of result and error, a null beside it says nothing. */
  private static Optional<String> problemOfAnswer(JsonNode message) {
    boolean hasError = message.hasNonNull("error");
    if (!isId(message.path("id")) || message.hasNonNull("result") == hasError) {
      return Optional.of("the message has neither a method nor an id with a result or an error");
    }
    return hasError && !isError(message.get("error"))
        ? Optional.of("an error needs an integer code and a message")
        : Optional.empty();
  }

  private static boolean isError(JsonNode error) {
    JsonNode code = error.path("code");
    return code.isIntegralNumber() && code.canConvertToInt() && isText(error, "message");
  }

  private static boolean canInitialize(JsonNode message) {
    JsonNode params = message.path("params");
    JsonNode client = params.path("clientInfo");
    return message.has("id")
        && isText(params, "protocolVersion")
        && params.path("capabilities").isObject()
        && isText(client, "name")
        && isText(client, "version");
  }

  /**
   * A text, or a number that a {@code long} can hold, which is all that the SDK's messages can
   * carry.
   */
  private static boolean isId(JsonNode id) {
    return id.isString() || (id.isIntegralNumber() && id.canConvertToLong());
  }

  private static boolean isText(JsonNode object, String field) {
    return object.path(field).isString();
  }
}
