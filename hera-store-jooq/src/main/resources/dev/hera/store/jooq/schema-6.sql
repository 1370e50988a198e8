-- Version 6. Several hosts start workers on one database: each registers, a launch names the host
-- that has it, a task the host on which its directory is.

create table if not exists hosts (
  id varchar not null primary key,
  name varchar not null,
  address varchar,
  capacity integer,
  projects text not null,
  state varchar not null,
  heartbeat bigint not null,
  alive_until bigint not null
);
create unique index if not exists hosts_name on hosts (name);
alter table launches add column if not exists host varchar;
alter table tasks add column if not exists host varchar;
