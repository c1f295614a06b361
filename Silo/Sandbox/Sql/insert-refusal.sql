-- A submit that came to nothing: half of the truth about what a sender did.
insert into refusal (at, recipient, callback, answer, code) values (@at, @recipient, @callback, @answer, @code);
