-- Twin of SQLite's. Rows stand in order of arrival here as it is; what goes are two indexes nobody asked, each a random page for every person
-- brought in: a person is found by the id that the number hashes to, and membership by the list's own key.
drop index subscriber_phone;
drop index list_member_subscriber;
