-- Tallies, words and copies have rows from version 3 on; where there is none yet nothing must be folded again.
update shouwen.view_version set version = 3 where version < 3 and not exists (select from shouwen.stream);
