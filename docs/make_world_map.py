"""Makes eventapp/web/world_map.json, the outlines of countries that maps of figures are drawn from.

Nobody needs this to run eventapp; it is kept so that the outlines can be made again. It reads
`countries-110m.json` of the npm package world-atlas (ISC), whose data are Natural Earth's, in the
public domain:

    npm install --ignore-scripts world-atlas@2.0.2
    python docs/make_world_map.py node_modules/world-atlas/countries-110m.json

Outlines are projected by Equal Earth, on which areas compare as they do on the globe, thinned and
written as SVG paths by ISO 3166-1 alpha-2. What the source draws otherwise than the codes mean is
put right: French Guiana is GF; Kosovo is XK; Somaliland is a part of SO, the north of Cyprus of CY
and Crimea of UA. Countries too small for an outline are dots at the main city of tzdata's table.
"""

import json
import math
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from eventapp.foundation.countries import COUNTRY_CODES
from eventapp.foundation.zone_table import zone_places

WIDTH = 2000
NORTH, SOUTH = 83.6, -56.5
MIDDLE = 11
"""Degrees east: the map's edge then runs through the Bering Strait and cuts no country."""
THINNED = 3.0
"""Square units: a corner whose triangle is smaller is left out (Visvalingam and Whyatt)."""
TINY = 90
"""Square units: a country that covers less gets a dot beside its outline."""
SPECK = 5.0
NOT_SHOWN = {"AQ"}

NUMBERS = (
    "242FJ 834TZ 732EH 124CA 840US 398KZ 860UZ 598PG 360ID 032AR 152CL 180CD 706SO 404KE 729SD "
    "148TD 332HT 214DO 643RU 044BS 238FK 578NO 304GL 260TF 626TL 710ZA 426LS 484MX 858UY 076BR "
    "068BO 604PE 170CO 591PA 188CR 558NI 340HN 222SV 320GT 084BZ 862VE 328GY 740SR 250FR 218EC "
    "630PR 388JM 192CU 716ZW 072BW 516NA 686SN 466ML 478MR 204BJ 562NE 566NG 120CM 768TG 288GH "
    "384CI 324GN 624GW 430LR 694SL 854BF 140CF 178CG 266GA 226GQ 894ZM 454MW 508MZ 748SZ 024AO "
    "108BI 376IL 422LB 450MG 275PS 270GM 788TN 012DZ 400JO 784AE 634QA 414KW 368IQ 512OM 548VU "
    "116KH 764TH 418LA 104MM 704VN 408KP 410KR 496MN 356IN 050BD 064BT 524NP 586PK 004AF 762TJ "
    "417KG 795TM 364IR 760SY 051AM 752SE 112BY 804UA 616PL 040AT 348HU 498MD 642RO 440LT 428LV "
    "233EE 276DE 100BG 300GR 792TR 008AL 191HR 756CH 442LU 056BE 528NL 620PT 724ES 372IE 540NC "
    "090SB 554NZ 036AU 144LK 156CN 158TW 380IT 208DK 826GB 352IS 031AZ 268GE 608PH 458MY 096BN "
    "705SI 246FI 703SK 203CZ 232ER 392JP 600PY 887YE 682SA 010AQ 196CY 504MA 818EG 434LY 231ET "
    "262DJ 800UG 646RW 070BA 807MK 688RS 499ME 780TT 728SS"
)
CODE_BY_NUMBER = {pair[:3]: pair[3:] for pair in NUMBERS.split()}
CODE_BY_NAME = {"N. Cyprus": "CY", "Somaliland": "SO", "Kosovo": "XK"}

Point = tuple[float, float]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Project degrees (Šavrič, Patterson and Jenny, 2018); y grows to the south."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    root = math.sqrt(3) / 2
    angle = math.asin(root * math.sin(math.radians(latitude)))
    square = angle * angle
    sixth = square**3
    slope = 9 * a4 * square * sixth + 7 * a3 * sixth + 3 * a2 * square + a1
    x = math.radians(longitude) * math.cos(angle) / (root * slope)
    return x, -(angle * (a1 + a2 * square + sixth * (a3 + a4 * square)))


SCALE = WIDTH / (2 * equal_earth(180, 0)[0])
TOP = equal_earth(0, NORTH)[1]


def on_paper(longitude: float, latitude: float) -> Point:
    """Give the place in units of the drawing."""
    x, y = equal_earth(longitude - MIDDLE, latitude)
    return x * SCALE + WIDTH / 2, (y - TOP) * SCALE


def decoded(topology: dict) -> list[list[Point]]:
    """Give the arcs in degrees, thinned; a TopoJSON arc is written as steps on a grid."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"].values()
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            arc.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(thinned(arc))
    return arcs


def triangle(a: Point, b: Point, c: Point) -> float:
    """Give the area between three points."""
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def thinned(points: list[Point]) -> list[Point]:
    """Leave out the corners that matter least; both ends stay, so that borders meet."""
    kept = list(points)
    drawn = [on_paper(*point) for point in points]
    least = 2 if kept[0] != kept[-1] else 5
    while len(kept) > least:
        areas = [triangle(*drawn[at : at + 3]) for at in range(len(drawn) - 2)]
        smallest = min(areas)
        if smallest > THINNED:
            break
        corner = areas.index(smallest) + 1
        del kept[corner], drawn[corner]
    return kept


def rings_by_code(topology: dict) -> dict[str, list[list[int]]]:
    """Give each country's rings as numbers of arcs."""
    rings = defaultdict(list)
    for country in topology["objects"]["countries"]["geometries"]:
        code = CODE_BY_NUMBER.get(country.get("id")) or CODE_BY_NAME[country["properties"]["name"]]
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings[code] += [ring for polygon in polygons for ring in polygon]
    return rings


def place_ring(rings: dict[str, list[list[int]]], arcs: list[list[Point]]) -> None:
    """Move the rings that the source gives to another code."""
    for giver, taker, place in (
        ("FR", "GF", (-53.1, 4.0)),
        ("RU", "UA", (34.3, 45.3)),
    ):
        moved = [ring for ring in rings[giver] if covers(outline(ring, arcs), place)]
        rings[giver] = [ring for ring in rings[giver] if ring not in moved]
        rings[taker] += moved
    for code in ("UA", "SO", "CY"):
        rings[code] = dissolved(rings[code], arcs)


def covers(ring: list[Point], place: Point) -> bool:
    """Tell whether a place lies inside a ring."""
    x, y = place
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def outline(ring: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Give a ring's points; a negative number is an arc walked backwards."""
    points: list[Point] = []
    for number in ring:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc if not points else arc[1:]
    return points


def dissolved(rings: list[list[int]], arcs: list[list[Point]]) -> list[list[int]]:
    """Join rings that share a border: arcs walked both ways vanish, the rest meet again."""
    numbers = {number for ring in rings for number in ring}
    left = [number for number in numbers if ~number not in numbers]
    joined = []
    while left:
        ring = [left.pop()]
        while outline(ring, arcs)[0] != outline(ring, arcs)[-1]:
            end = outline(ring, arcs)[-1]
            follows = next(number for number in left if outline([number], arcs)[0] == end)
            left.remove(follows)
            ring.append(follows)
        joined.append(ring)
    return joined


def unrolled(ring: list[Point]) -> list[Point]:
    """Let longitudes run on past 180 degrees instead of jumping to -180."""
    points = [ring[0]]
    for longitude, latitude in ring[1:]:
        turns = round((points[-1][0] - longitude) / 360)
        points.append((longitude + 360 * turns, latitude))
    return points


def beside(ring: list[Point], meridian: float, *, east: bool) -> list[Point]:
    """Give the part of a ring on one side of a meridian (Sutherland and Hodgman)."""
    part: list[Point] = []
    for (x1, y1), (x2, y2) in pairwise(ring):
        inside_1, inside_2 = (x1 >= meridian) == east, (x2 >= meridian) == east
        if inside_1:
            part.append((x1, y1))
        if inside_1 != inside_2:
            part.append((meridian, y1 + (y2 - y1) * (meridian - x1) / (x2 - x1)))
    return [*part, part[0]] if part else []


def drawn(ring: list[Point]) -> list[list[Point]]:
    """Give a ring on paper, cut in two where it crosses the edge of the map."""
    points = unrolled(ring)
    pieces = []
    for turns in (-1, 0, 1):
        shifted = [(longitude + 360 * turns, latitude) for longitude, latitude in points]
        piece = beside(beside(shifted, MIDDLE - 180, east=True), MIDDLE + 180, east=False)
        if piece:
            pieces.append([on_paper(*point) for point in piece])
    return pieces


def area(ring: list[Point]) -> float:
    """Give the area of a ring in square units."""
    pairs = pairwise(ring)
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)) / 2


def path(ring: list[Point]) -> str:
    """Write a ring as an SVG path of whole steps."""
    whole = [(round(x), round(y)) for x, y in ring]
    text = f"M{whole[0][0]} {whole[0][1]}"
    letter = "l"
    for (x1, y1), (x2, y2) in pairwise(whole[:-1]):
        if (x1, y1) != (x2, y2):
            steps = f"{x2 - x1} {y2 - y1}".replace(" -", "-")
            text += (letter if letter or steps[0] == "-" else " ") + steps
            letter = ""
    return text + "z"


def main() -> None:
    """Read the topology named on the command line and write the outlines."""
    topology = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    arcs = decoded(topology)
    rings = rings_by_code(topology)
    place_ring(rings, arcs)
    shapes: dict[str, str] = {}
    dots: dict[str, list[int]] = {}
    sizes: dict[str, float] = {}
    for code in sorted(set(rings) - NOT_SHOWN):
        pieces = (piece for ring in rings[code] for piece in drawn(outline(ring, arcs)))
        outlines = sorted(pieces, key=area, reverse=True)
        sizes[code] = area(outlines[0])
        shapes[code] = "".join(
            path(ring) for at, ring in enumerate(outlines) if at == 0 or area(ring) > SPECK
        )
    height = round((equal_earth(0, SOUTH)[1] - TOP) * SCALE)
    for place in zone_places().values():
        code = place.country_code
        if code in COUNTRY_CODES and code not in dots and sizes.get(code, 0) < TINY:
            beyond = 360 if place.longitude < MIDDLE - 180 else 0
            x, y = on_paper(place.longitude + beyond, place.latitude)
            dots[code] = [round(x), min(round(y), height - 12)]
    made = {"width": WIDTH, "height": height, "shapes": shapes, "dots": dict(sorted(dots.items()))}
    target = Path(__file__).resolve().parent.parent / "eventapp" / "web" / "world_map.json"
    target.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    missing = COUNTRY_CODES - set(shapes) - set(dots)
    print(f"{target.stat().st_size} bytes, {len(shapes)} outlines, {len(dots)} dots")
    print("without a place:", " ".join(sorted(missing)))


main()
