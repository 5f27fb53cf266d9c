"""Players of streams and recordings on a page, and the content policy that lets them speak."""

from typing import NamedTuple

from eventapp.streams.models import Recording, Stream
from eventapp.streams.rules import player_of
from eventapp.web.headers import POLICY, csp_nonce


class Video(NamedTuple):
    """What the page's player is made of.

    `kind` is youtube, vimeo, hls, file or frame; `listens` whether the player tells where it is.
    """

    kind: str
    source: str
    framed: bool
    origins: tuple[str, ...]

    @property
    def listens(self) -> bool:
        """Whether the player tells what is being seen."""
        return self.kind != "frame"


def video_of(shown: Stream | Recording | None) -> Video | None:
    """Give the video of a stream or recording; None where there is none yet."""
    if shown is None:
        return None
    player = player_of(shown.kind, shown.address, shown.files_from)
    return Video(player.kind, player.source, player.framed, player.origins)


def policy_with(video: Video | None) -> str:
    """Give the content policy of a page that shows the video, and speaks to nobody else."""
    policy = POLICY.format(nonce=csp_nonce())
    if video is None:
        return policy
    origins = " ".join(video.origins)
    if video.framed:
        return f"{policy}; frame-src {origins}"
    files = f"'self' {origins}".rstrip()
    policy = policy.replace("connect-src 'self'", f"connect-src {files}")
    return f"{policy}; media-src {files} blob:"
