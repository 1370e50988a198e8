package dev.hera.memory;

import dev.hera.message.MessageId;
import dev.hera.role.RoleId;

/** How far a role has read. */
public record ReadCursor(RoleId role, MessageId message) {}
