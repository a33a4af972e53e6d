"""Everything of somebody, as a file."""

import json
import zlib
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from bot.ports.privacy import Exported
from bot.views import FILE, Attachment


def packed(held: Exported, community: str, now: datetime) -> Attachment:
    """JSON; what is longer than a file may be is zipped."""
    about = {"community": community, "made_at": now.astimezone(UTC).isoformat().replace("+00:00", "Z")}
    data = json.dumps({**about, "yours": held}, ensure_ascii=False, indent=1).encode()
    if len(data) <= FILE:
        return Attachment("everything-of-mine.json", "application/json", data)
    zipped = BytesIO()
    with ZipFile(zipped, "w", ZIP_DEFLATED, compresslevel=zlib.Z_BEST_COMPRESSION) as file:
        file.writestr("everything-of-mine.json", data)
    return Attachment("everything-of-mine.zip", "application/zip", zipped.getvalue())
