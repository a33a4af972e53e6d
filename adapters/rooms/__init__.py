"""Services that make rooms to meet in, each behind `bot.ports.rooms.MeetingRooms`, spoken to over HTTP."""
