-- Version 3. Among the live bindings of an orchestrator there is one of a coordinator at most (M4):
-- "coordinating" is 1 while a binding is live and its role is a coordinator, and null else.

alter table bindings add column if not exists coordinating integer;
update bindings set coordinating = 1
  where live = 1 and role in (select id from roles where kind = 'coordinator');
create unique index if not exists bindings_coordinating on bindings (orchestrator, coordinating);
