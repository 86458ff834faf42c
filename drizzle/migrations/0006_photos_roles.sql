-- Photos on members' cards: the door's alone.
GRANT SELECT, INSERT, UPDATE, DELETE ON member_photos TO club_door;
