package dev.hera.store.jooq.sql;

import java.sql.SQLException;

/** A statement of a work failed in a way after which its connection is not to be trusted. */
public final class BrokenException extends SQLException {}
