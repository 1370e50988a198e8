-- Version 5. What waits to be started stands in a queue, in the order in which it is started: the
-- first of many are found without the others. "queue" is the role while the launch is due, at once
-- or later, and no worker came of it, and null else. It is known in which buckets there are events
-- about a role, so that reading them does not grow with the history of the others.

alter table launches add column if not exists queue bigint;
update launches set queue = role where due is not null and state in ('requested', 'failed');
create index if not exists launches_queue on launches (queue);

create table if not exists event_buckets (
  subject bigint not null,
  bucket bigint not null,
  primary key (subject, bucket)
);
insert into event_buckets
  select distinct subject, bucket from events
  where subject is not null and not exists (
    select 1 from event_buckets as known
      where known.subject = events.subject and known.bucket = events.bucket);
