/** The core of Hera: what is exported here is its API. */
module dev.hera.core {
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.hera;
  exports dev.hera.error;
  exports dev.hera.history;
  exports dev.hera.host;
  exports dev.hera.memory;
  exports dev.hera.message;
  exports dev.hera.plan;
  exports dev.hera.result;
  exports dev.hera.role;
  exports dev.hera.spi;
  exports dev.hera.spi.launcher;
  exports dev.hera.view;
  exports dev.hera.view.recap;
  exports dev.hera.vocabulary;
}
