-- Version 2. The index on what events are about now begins with their bucket, a thousand sequence
-- numbers side by side: events about many roles that are written together go to a few pages of it,
-- not to one for each role.

alter table events add column if not exists bucket bigint not null default 0;
update events set bucket = id / 1000;
drop index if exists events_subject;
create index if not exists events_bucket on events (bucket, subject);
