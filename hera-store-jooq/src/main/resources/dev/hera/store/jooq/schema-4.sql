-- Version 4. Answers are kept under the names of verbs without "hera_" before them. Where there is
-- an answer under the new name already, that one stays.

update answers set verb = substring(verb, 6)
  where substring(verb, 1, 5) = 'hera_' and not exists (
    select 1 from answers as renamed
      where renamed.role_key = answers.role_key
        and renamed.idempotency_key = answers.idempotency_key
        and renamed.verb = substring(answers.verb, 6));
