-- Why a receipt moved nothing and where it came from, as JSON: a trace shows the decision that was made, not one that is guessed afterwards.
alter table receipt add column detail text;
