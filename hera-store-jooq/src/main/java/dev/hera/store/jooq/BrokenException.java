package dev.hera.store.jooq;

import java.sql.SQLException;

/** A statement of a work failed in a way after which its connection is not to be trusted. */
final class BrokenException extends SQLException {}
