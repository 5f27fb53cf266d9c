"""Writes docs/figures.md from the definitions that pages and reports print.

python docs/make_figures_page.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from eventapp.reports.definitions import as_markdown  # noqa: E402 -- the path comes first

(ROOT / "docs" / "figures.md").write_text(as_markdown(), encoding="utf-8")
