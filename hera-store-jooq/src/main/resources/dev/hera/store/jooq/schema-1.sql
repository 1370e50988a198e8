-- Version 1. Read by the code generator and by the migrator; plain enough for SQLite, H2 and
-- PostgreSQL. Every statement can be repeated.
--
-- Instants are milliseconds since 1970, enumerations their wire names (no CHECK: M16).
-- "live" is 1 while a row is live and null afterwards; a unique index that contains it therefore
-- holds among live rows only, because rows with a null are never equal.
-- "..._key" stands for a reference that may be absent: 0 then.

create table if not exists counters (
  kind varchar not null primary key,
  next_id bigint not null
);

create table if not exists orchestrators (
  id bigint not null primary key,
  name varchar not null,
  base_branch varchar,
  parent bigint references orchestrators (id),
  created bigint not null,
  archived bigint,
  live integer
);
create unique index if not exists orchestrators_name on orchestrators (name, live);
create index if not exists orchestrators_parent on orchestrators (parent);

create table if not exists roles (
  id bigint not null primary key,
  orchestrator bigint not null references orchestrators (id),
  name varchar not null,
  kind varchar not null,
  node_kind varchar not null,
  project varchar,
  prompt text not null,
  created bigint not null,
  archived bigint,
  cancelled bigint,
  status varchar,
  status_at bigint,
  live integer
);
create unique index if not exists roles_name on roles (orchestrator, name, live);
create index if not exists roles_kind on roles (orchestrator, kind, live);

create table if not exists tasks (
  id bigint not null primary key,
  name varchar not null,
  project varchar,
  status varchar not null,
  review_cause varchar,
  ready_to_close boolean not null,
  worktree varchar,
  branch varchar,
  base_branch varchar,
  session_state varchar not null,
  exit_code integer,
  handoff_note text,
  created bigint not null,
  archived bigint
);
create index if not exists tasks_worktree on tasks (worktree);

create table if not exists bindings (
  id bigint not null primary key,
  role bigint not null references roles (id),
  orchestrator bigint not null references orchestrators (id),
  task bigint not null references tasks (id),
  worktree varchar,
  started bigint not null,
  ended bigint,
  end_reason varchar,
  live integer
);
create unique index if not exists bindings_live_role on bindings (role, live);
create unique index if not exists bindings_live_task on bindings (task, orchestrator, live);
create unique index if not exists bindings_live_worktree on bindings (orchestrator, worktree, live);
create index if not exists bindings_live on bindings (orchestrator, live);

create table if not exists edges (
  blocked bigint not null references roles (id),
  blocker bigint not null references roles (id),
  orchestrator bigint not null,
  created bigint not null,
  primary key (blocked, blocker)
);
create index if not exists edges_blocker on edges (blocker, blocked);
create index if not exists edges_orchestrator on edges (orchestrator, blocked, blocker);

create table if not exists gates (
  role bigint not null primary key references roles (id),
  orchestrator bigint not null,
  planned boolean not null,
  outcome varchar not null,
  working integer not null,
  failed integer not null
);
create index if not exists gates_orchestrator on gates (orchestrator);

create table if not exists launches (
  id bigint not null primary key,
  orchestrator bigint not null references orchestrators (id),
  role bigint not null references roles (id),
  launch_key varchar not null,
  base_branch varchar,
  model varchar,
  backend varchar,
  epoch integer not null,
  state varchar not null,
  claimed_by varchar,
  due bigint,
  attempts integer not null,
  last_error text,
  held_reason varchar,
  task bigint references tasks (id),
  binding bigint references bindings (id),
  accepted bigint,
  occupies_place boolean not null
);
create unique index if not exists launches_role on launches (role);
create unique index if not exists launches_key on launches (launch_key);
create index if not exists launches_orchestrator on launches (orchestrator, role);
create index if not exists launches_due on launches (due);
create index if not exists launches_state on launches (state);
create index if not exists launches_place on launches (occupies_place, orchestrator);

create table if not exists tokens (
  hash varchar not null primary key,
  launch bigint not null references launches (id),
  task bigint not null references tasks (id),
  epoch integer not null
);

create table if not exists holds (
  id bigint not null primary key,
  orchestrator bigint not null references orchestrators (id),
  node bigint not null references roles (id),
  blocker bigint references roles (id),
  blocker_key bigint not null,
  reason varchar not null,
  opened bigint not null,
  told boolean not null,
  closed bigint,
  live integer
);
create unique index if not exists holds_live on holds (node, blocker_key, reason, live);
create index if not exists holds_untold on holds (orchestrator, live, told);

create table if not exists messages (
  id bigint not null primary key,
  orchestrator bigint not null references orchestrators (id),
  sender bigint not null references roles (id),
  recipient bigint not null references roles (id),
  body text not null,
  tldr varchar not null,
  in_reply_to bigint references messages (id),
  sent bigint not null,
  read_at bigint,
  delivery_mode varchar not null,
  notice boolean not null
);
create index if not exists messages_unread on messages (recipient, read_at);
create index if not exists messages_sent on messages (sender, sent);
create index if not exists messages_orchestrator on messages (orchestrator, id);

create table if not exists cursors (
  role bigint not null primary key references roles (id),
  message bigint not null
);

create table if not exists events (
  id bigint not null primary key,
  happened bigint not null,
  orchestrator bigint,
  actor bigint,
  kind varchar not null,
  subject bigint,
  changes text not null
);
create index if not exists events_orchestrator on events (orchestrator, id);
create index if not exists events_subject on events (subject, id);

create table if not exists answers (
  role_key bigint not null,
  verb varchar not null,
  idempotency_key varchar not null,
  arguments varchar not null,
  answer text not null,
  created bigint not null,
  primary key (role_key, verb, idempotency_key)
);
create index if not exists answers_created on answers (created);
