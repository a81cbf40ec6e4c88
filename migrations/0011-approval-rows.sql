-- Rows of approvals are folded differently from version 2 on; where there is none yet nothing must be folded again.
update shouwen.view_version set version = 2 where version < 2 and not exists (select from shouwen.stream);
