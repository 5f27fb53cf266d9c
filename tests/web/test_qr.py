"""QR codes that a scanner reads."""

from io import BytesIO

import pytest
import zxingcpp
from PIL import Image

from eventapp.web.qr import qr_png


@pytest.mark.parametrize("payload", ["x", "b0-Zq_" * 6, "https://example.org/tickets/" + "a" * 40])
def test_qr_png_decodes_to_its_payload(payload: str) -> None:
    with Image.open(BytesIO(qr_png(payload))) as picture:
        picture.verify()
    with Image.open(BytesIO(qr_png(payload))) as picture:
        found = zxingcpp.read_barcodes(picture.convert("L"))

    assert [code.text for code in found] == [payload]


def test_qr_png_refuses_letters_that_readers_guess() -> None:
    with pytest.raises(UnicodeEncodeError):
        qr_png("å")
