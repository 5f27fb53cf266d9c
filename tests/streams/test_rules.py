"""Which addresses are taken as streams, and what is loaded for them."""

import pytest

from eventapp.streams.rules import (
    LONGEST_ADDRESS,
    RecordingDetails,
    StreamAddressInvalid,
    StreamDetails,
    StreamNumberInvalid,
    checked_recording,
    checked_stream,
    player_of,
)

NOCOOKIE = "https://www.youtube-nocookie.com"
VIDEO = f"{NOCOOKIE}/embed/aqz-KE-bpKQ?enablejsapi=1&rel=0&playsinline=1"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.youtube.com/watch?v=aqz-KE-bpKQ",
        "https://youtube.com/watch?list=x&v=aqz-KE-bpKQ&t=4",
        "https://youtu.be/aqz-KE-bpKQ?si=abc",
        "https://www.youtube.com/live/aqz-KE-bpKQ?feature=share",
        "https://m.youtube.com/embed/aqz-KE-bpKQ",
        "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ",
    ],
)
def test_youtube_is_shown_by_the_player_without_cookies(address: str) -> None:
    player = player_of("youtube", address)

    assert (player.source, player.framed, player.origins) == (VIDEO, True, (NOCOOKIE,))


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871?dnt=1"),
        (
            "https://vimeo.com/76979871/8272103f6e",
            "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1",
        ),
        (
            "https://player.vimeo.com/video/76979871?h=8272103f6e",
            "https://player.vimeo.com/video/76979871?h=8272103f6e&dnt=1",
        ),
        ("https://vimeo.com/event/4711", "https://vimeo.com/event/4711/embed?dnt=1"),
        ("https://vimeo.com/event/4711/embed", "https://vimeo.com/event/4711/embed?dnt=1"),
    ],
)
def test_vimeo_is_told_not_to_follow(address: str, source: str) -> None:
    player = player_of("vimeo", address)

    assert (player.source, player.framed) == (source, True)


def test_frame_may_show_the_host_of_its_address_alone() -> None:
    player = player_of("frame", "https://Stream.example.org:8443/room?id=1")

    assert player.framed
    assert player.origins == ("https://stream.example.org:8443",)


def test_playlist_may_load_files_from_named_hosts() -> None:
    address = "https://live.example.org/a.m3u8"

    player = player_of("hls", address, "https://cdn.example.net https://b.example.net")

    assert not player.framed
    assert player.source == address
    assert player.origins == (
        "https://live.example.org",
        "https://cdn.example.net",
        "https://b.example.net",
    )


@pytest.mark.parametrize("kind", ["hls", "file"])
def test_own_files_need_no_host(kind: str) -> None:
    assert player_of(kind, "/media/talk-1.mp4").origins == ()


@pytest.mark.parametrize(
    ("kind", "address", "reason"),
    [
        ("radio", "https://example.org/a", "kind"),
        ("youtube", "https://example.org/watch?v=aqz-KE-bpKQ", "host"),
        ("youtube", "https://youtube.com.example.org/watch?v=aqz-KE-bpKQ", "host"),
        ("youtube", "https://www.youtube.com/watch", "video"),
        ("youtube", 'https://www.youtube.com/watch?v="><script>', "video"),
        ("vimeo", "https://example.org/76979871", "host"),
        ("vimeo", "https://vimeo.com/about", "video"),
        ("frame", "http://example.org/room", "host"),
        ("frame", "javascript:alert(1)", "host"),
        ("frame", "data:text/html,x", "host"),
        ("frame", "https://user:secret@example.org/", "host"),
        ("frame", "https://example.org;script-src *", "form"),
        ("frame", "https://example.org;script-src/", "host"),
        ("frame", "https://", "host"),
        ("frame", "https://[::1", "form"),
        ("frame", "/own/page", "host"),
        ("frame", "https://example.org/a\nb", "form"),
        ("hls", "//example.org/a.m3u8", "host"),
        ("file", "/a\\b", "host"),
        ("file", f"/{'a' * LONGEST_ADDRESS}", "form"),
        ("file", "", "form"),
    ],
)
def test_other_addresses_are_refused(kind: str, address: str, reason: str) -> None:
    with pytest.raises(StreamAddressInvalid) as refusal:
        player_of(kind, address)

    assert refusal.value.reason == reason


@pytest.mark.parametrize(
    "files_from",
    ["example.org", "https://example.org/", "https://a.example.org;x", "*", "http://a"],
)
def test_further_hosts_are_whole_origins(files_from: str) -> None:
    with pytest.raises(StreamAddressInvalid):
        player_of("hls", "https://live.example.org/a.m3u8", files_from)


def test_stream_is_trimmed() -> None:
    hosts = " https://a.example  https://b.example "
    details = StreamDetails("file", "  /a.mp4 ", files_from=hosts)

    assert checked_stream(details) == StreamDetails(
        "file", "/a.mp4", files_from="https://a.example https://b.example"
    )


@pytest.mark.parametrize("minutes", [-1, 24 * 60 + 1])
def test_opening_lies_within_a_day(minutes: int) -> None:
    with pytest.raises(StreamNumberInvalid):
        checked_stream(StreamDetails("file", "/a.mp4", minutes))


@pytest.mark.parametrize("seconds", [0, -1, 24 * 60 * 60 + 1])
def test_recording_lasts_up_to_a_day(seconds: int) -> None:
    assert checked_recording(RecordingDetails("file", "/a.mp4", None)).seconds is None
    with pytest.raises(StreamNumberInvalid):
        checked_recording(RecordingDetails("file", "/a.mp4", seconds))
