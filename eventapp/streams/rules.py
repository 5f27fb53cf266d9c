"""What a stream and a recording are made of: which addresses are taken, and how each is shown."""

import re
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qs, quote, urlsplit

from eventapp.foundation.refusals import Refusal

YOUTUBE, VIMEO, HLS, FILE, FRAME = KINDS = ("youtube", "vimeo", "hls", "file", "frame")
"""`hls` is a playlist of HTTP Live Streaming, `file` a video that a browser plays by itself."""

OPENS_BEFORE_MINUTES = 15
LONGEST_OPENING_MINUTES = 24 * 60
LONGEST_ADDRESS = 500
LONGEST_RECORDING_SECONDS = 24 * 60 * 60

_YOUTUBE_HOSTS = frozenset({"youtube.com", "www.youtube.com", "m.youtube.com"})
_YOUTUBE_PLAYERS = frozenset({"www.youtube-nocookie.com", "youtube-nocookie.com"})
_YOUTUBE_VIDEO = re.compile(r"[A-Za-z0-9_-]{6,20}")
_YOUTUBE_PATH = re.compile(r"/(?:live|embed|shorts|v)/([A-Za-z0-9_-]{6,20})/?")
_VIMEO_EVENT = re.compile(r"/event/([0-9]{3,12})(?:/embed)?(?:/([0-9a-f]{6,20}))?/?")
_VIMEO_VIDEO = re.compile(r"(?:/video)?/([0-9]{3,12})(?:/([0-9a-f]{6,20}))?/?")
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?(?::[0-9]{1,5})?")
_OWN_PATH = re.compile(r"/[A-Za-z0-9._~!$&()*+,=:@%-][A-Za-z0-9._~!$&()*+,=:@%/?-]*")
_WRITTEN = re.compile(r"[\x21-\x7e]+")


class StreamAddressInvalid(Refusal):
    """The address cannot be shown as that kind; `reason` is kind, form, host or video."""

    def __init__(self, kind: str, reason: str) -> None:
        """Name the kind and what is wrong."""
        super().__init__(f"{kind}: {reason}")
        self.kind = kind
        self.reason = reason


class StreamNumberInvalid(Refusal):
    """A number of minutes or seconds is not one that can be meant; `field` names it."""

    def __init__(self, field: str) -> None:
        """Name the field."""
        super().__init__(field)
        self.field = field


class StreamDetails(NamedTuple):
    """How a stop is watched live.

    `files_from` are further origins from which a playlist loads its files, a space between.
    """

    kind: str
    address: str
    opens_before_minutes: int = OPENS_BEFORE_MINUTES
    files_from: str = ""


class RecordingDetails(NamedTuple):
    """How the recording of a session is watched; its length in seconds, None when not known."""

    kind: str
    address: str
    seconds: int | None = None
    files_from: str = ""


class Player(NamedTuple):
    """What a page needs to show a video: the address to load, and the origins it may speak to.

    `source` is for a frame when `framed`, else for a video element. Origins are as content
    policies write them; that of an address on this site is none.
    """

    kind: str
    source: str
    framed: bool
    origins: tuple[str, ...]


def checked_stream(details: StreamDetails) -> StreamDetails:
    """Return a stream as stored. Raises StreamAddressInvalid and StreamNumberInvalid."""
    checked = details._replace(
        address=details.address.strip(), files_from=" ".join(details.files_from.split())
    )
    player_of(checked.kind, checked.address, checked.files_from)
    if not 0 <= checked.opens_before_minutes <= LONGEST_OPENING_MINUTES:
        field = "opens_before_minutes"
        raise StreamNumberInvalid(field)
    return checked


def checked_recording(details: RecordingDetails) -> RecordingDetails:
    """Return a recording as stored. Raises StreamAddressInvalid and StreamNumberInvalid."""
    checked = details._replace(
        address=details.address.strip(), files_from=" ".join(details.files_from.split())
    )
    player_of(checked.kind, checked.address, checked.files_from)
    if checked.seconds is not None and not 0 < checked.seconds <= LONGEST_RECORDING_SECONDS:
        field = "seconds"
        raise StreamNumberInvalid(field)
    return checked


def player_of(kind: str, address: str, files_from: str = "") -> Player:
    """Return how an address is shown. Raises StreamAddressInvalid.

    A frame may show nothing but pages of the host of its own address: who enters the address
    allows that host, for that stop alone.
    """
    if kind not in KINDS:
        raise StreamAddressInvalid(kind, "kind")
    if kind in (HLS, FILE) and len(address) <= LONGEST_ADDRESS and _OWN_PATH.fullmatch(address):
        return Player(kind, address, framed=False, origins=_origins(kind, files_from))
    parts = _parts(kind, address)
    origin = f"https://{parts.netloc.lower()}"
    if kind == YOUTUBE:
        return _framed(kind, _youtube(parts))
    if kind == VIMEO:
        return _framed(kind, _vimeo(parts))
    if kind == FRAME:
        return Player(kind, address, framed=True, origins=(origin,))
    return Player(kind, address, framed=False, origins=(origin, *_origins(kind, files_from)))


def _framed(kind: str, source: str) -> Player:
    return Player(kind, source, framed=True, origins=(f"https://{urlsplit(source).netloc}",))


def _parts(kind: str, address: str) -> SplitResult:
    """Return the parts of an address of the web that is encrypted and holds no password."""
    if len(address) > LONGEST_ADDRESS or not _WRITTEN.fullmatch(address):
        raise StreamAddressInvalid(kind, "form")
    try:
        parts = urlsplit(address)
    except ValueError:
        raise StreamAddressInvalid(kind, "form") from None
    if parts.scheme != "https" or not _HOST.fullmatch(parts.netloc.lower()):
        raise StreamAddressInvalid(kind, "host")
    return parts


def _origins(kind: str, files_from: str) -> tuple[str, ...]:
    """Return the further origins, each "https://host"."""
    origins = tuple(files_from.split())
    for origin in origins:
        if origin != f"https://{_parts(kind, origin).netloc}":
            raise StreamAddressInvalid(kind, "host")
    return origins


def _youtube(parts: SplitResult) -> str:
    """Return the address of YouTube's player that sets no cookies before one presses play."""
    host = parts.netloc.lower()
    if host == "youtu.be":
        video = parts.path.strip("/")
    elif host in _YOUTUBE_HOSTS | _YOUTUBE_PLAYERS:
        in_path = _YOUTUBE_PATH.fullmatch(parts.path)
        video = in_path[1] if in_path else parse_qs(parts.query).get("v", [""])[0]
    else:
        raise StreamAddressInvalid(YOUTUBE, "host")
    if not _YOUTUBE_VIDEO.fullmatch(video):
        raise StreamAddressInvalid(YOUTUBE, "video")
    return f"https://www.youtube-nocookie.com/embed/{video}?enablejsapi=1&rel=0&playsinline=1"


def _vimeo(parts: SplitResult) -> str:
    """Return the address of Vimeo's player, told not to follow who watches."""
    host = parts.netloc.lower()
    if host not in {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}:
        raise StreamAddressInvalid(VIMEO, "host")
    event = _VIMEO_EVENT.fullmatch(parts.path)
    if event:
        hidden = f"/{event[2]}" if event[2] else ""
        return f"https://vimeo.com/event/{event[1]}/embed{hidden}?dnt=1"
    video = _VIMEO_VIDEO.fullmatch(parts.path)
    if not video:
        raise StreamAddressInvalid(VIMEO, "video")
    secret = video[2] or parse_qs(parts.query).get("h", [""])[0]
    query = f"?h={quote(secret, safe='')}&dnt=1" if secret else "?dnt=1"
    return f"https://player.vimeo.com/video/{video[1]}{query}"
