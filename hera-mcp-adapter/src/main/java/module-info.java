/** The verbs of Hera as tools of the MCP Java SDK: what is exported here is its API. */
@SuppressWarnings("requires-transitive-automatic")
module dev.hera.mcp {
  requires transitive dev.hera.core;
  requires transitive io.modelcontextprotocol.sdk.mcp.core;
  requires org.reactivestreams;
  requires org.slf4j;
  requires reactor.core;
  requires static transitive org.jspecify;

  exports dev.hera.mcp;
  exports dev.hera.mcp.words;
}
