"""A broker in a folder, for sample mode without services: kombu's own, with each message written whole.

Kombu's transport can be read while it writes, which lost messages and ended workers in a trial; here a message is
written beside the queue and then renamed into it.
"""

import uuid
from pathlib import Path
from time import monotonic
from typing import Any

from kombu.transport.filesystem import Channel, Transport
from kombu.utils.json import dumps


class FolderChannel(Channel):  # type: ignore[misc]
    """Kombu's channel with a put that is whole or not there."""

    def _put(self, queue: str, payload: dict[str, Any], **kwargs: Any) -> None:
        folder = Path(self.data_folder_out)
        name = f"{round(monotonic() * 1000)}_{uuid.uuid4()}"
        draft = folder / f"{name}.draft"
        draft.write_text(dumps(payload))
        draft.rename(folder / f"{name}.{queue}.msg")


class FolderTransport(Transport):  # type: ignore[misc]
    """The transport that stands under 'folder://'."""

    Channel = FolderChannel
