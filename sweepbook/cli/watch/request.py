"""What `watch` is asked for."""

from dataclasses import dataclass

from sweepbook.cli.requests import Request


@dataclass(frozen=True)
class Watch(Request):
    """The pages to show, of one network or of all, at a port of this machine; None for a free one."""

    network: str | None
    language: str
    band: float
    port: int | None
