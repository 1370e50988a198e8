package dev.hera.examples.host.client;

import dev.hera.examples.host.EraClient;

/** The clients of MCP that are tried, by maker, era and transport. */
enum ClientKind {
  RAW_CLASSIC,
  RAW_MODERN,
  JAVA_CLASSIC,
  JAVA_CLASSIC_STDIO,
  JAVA_MODERN,
  JAVA_MODERN_STDIO,
  LANGCHAIN4J,
  LANGCHAIN4J_STDIO,
  TYPESCRIPT_1,
  TYPESCRIPT_1_STDIO,
  TYPESCRIPT_2_LEGACY,
  TYPESCRIPT_2_LEGACY_STDIO,
  TYPESCRIPT_2_AUTO,
  TYPESCRIPT_2_AUTO_STDIO,
  TYPESCRIPT_2_PINNED,
  TYPESCRIPT_2_PINNED_STDIO,
  INSPECTOR_LEGACY,
  INSPECTOR_LEGACY_STDIO,
  INSPECTOR_MODERN;

  private static final String LAST_CLASSIC = "2025-11-25";
  private static final String MODERN = "2026-07-28";

  EraClient open(Seat seat) throws Exception {
    return switch (this) {
      case RAW_CLASSIC -> EraClient.Kind.RAW_CLASSIC.open(seat.url(), seat.token());
      case RAW_MODERN -> EraClient.Kind.RAW_MODERN.open(seat.url(), seat.token());
      case JAVA_CLASSIC -> JavaClients.classic(seat);
      case JAVA_CLASSIC_STDIO -> JavaClients.classicStdio(seat);
      case JAVA_MODERN -> JavaClients.modern(seat);
      case JAVA_MODERN_STDIO -> JavaClients.modernStdio(seat);
      case LANGCHAIN4J -> LangChainClients.http(seat);
      case LANGCHAIN4J_STDIO -> LangChainClients.stdio(seat);
      case TYPESCRIPT_1 -> TypeScriptClient.http("1", LAST_CLASSIC, seat);
      case TYPESCRIPT_1_STDIO -> TypeScriptClient.stdio("1", LAST_CLASSIC, seat);
      case TYPESCRIPT_2_LEGACY -> TypeScriptClient.http("legacy", LAST_CLASSIC, seat);
      case TYPESCRIPT_2_LEGACY_STDIO -> TypeScriptClient.stdio("legacy", LAST_CLASSIC, seat);
      case TYPESCRIPT_2_AUTO -> TypeScriptClient.http("auto", MODERN, seat);
      case TYPESCRIPT_2_AUTO_STDIO -> TypeScriptClient.stdio("auto", MODERN, seat);
      case TYPESCRIPT_2_PINNED -> TypeScriptClient.http("pinned", MODERN, seat);
      case TYPESCRIPT_2_PINNED_STDIO -> TypeScriptClient.stdio("pinned", MODERN, seat);
      case INSPECTOR_LEGACY -> InspectorClient.http("legacy", seat).asClient();
      case INSPECTOR_LEGACY_STDIO -> InspectorClient.stdio("legacy", seat).asClient();
      case INSPECTOR_MODERN -> InspectorClient.http("modern", seat).asClient();
    };
  }

  /** Whether it can be told that a resource changed; the Inspector is gone after each request. */
  boolean isTold() {
    return !name().startsWith("RAW_") && !name().startsWith("INSPECTOR_");
  }

  /** Whether it acts by its directory, with the operator's rights. */
  boolean isStdio() {
    return name().endsWith("_STDIO");
  }
}
