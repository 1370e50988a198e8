/** The launcher for git: what is exported here is its API. */
module dev.hera.launcher.git {
  requires transitive dev.hera.core;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.hera.launcher.git;
}
