"""Modules without a test file of their own name: where they are tested, and why there.

`tests/test_project.py` holds that every other module of these rooms has its own.
"""

from __future__ import annotations

from typing import Final

_INNER = "an inner step, held against a whole answer that is known"
_COMMAND = "an answer of the planning, held as a reader gets it"
_SMALL = "readers of small files are tested side by side"
_JOINED = "one step of joining, tested on joined tables"
_BROKEN = "a doubt is told by files that are broken in one way each"
_WHOLE = "only the whole drawing or document can be judged"

_WORDS = "words are held against those of the other language"

ELSEWHERE: Final[dict[str, tuple[str, str]]] = {
    "maps/english.py": ("tests/maps/test_tongue.py", _WORDS),
    "maps/dossier/words_nl.py": ("tests/maps/dossier/test_speech.py", _WORDS),
    "maps/dossier/words_en.py": ("tests/maps/dossier/test_speech.py", _WORDS),
    "maps/dossier/sheet_words_nl.py": ("tests/maps/dossier/test_speech.py", _WORDS),
    "maps/dossier/sheet_words_en.py": ("tests/maps/dossier/test_speech.py", _WORDS),
    "data/fetched.py": (
        "tests/data/test_open_data.py",
        "what is new shows only when the same names are fetched twice",
    ),
    "data/source_kind.py": (
        "tests/data/test_kinds.py",
        "what a kind is shows on the kinds there are",
    ),
    "data/sources_file.py": (
        "tests/data/test_open_data.py",
        "a list is right when the files of a fetch can be built from it",
    ),
    "accessibility/demand/kept_fillings.py": (
        "tests/data/test_kept_fillings.py",
        "what is kept shows only where there is a folder to keep it in",
    ),
    "accessibility/effects/hanging.py": (
        "tests/accessibility/effects/test_fragile.py",
        "which points hang on an offer shows in what every closure of it costs",
    ),
    "accessibility/from_home/closing.py": (
        "tests/accessibility/effects/test_lost_people.py",
        "how far single vestigingen lie is held against scenarios that close them",
    ),
    "accessibility/from_home/per_postcode.py": (
        "tests/accessibility/measures/test_postcode_reach.py",
        "rows per postcode are held against the shares, which a study gives",
    ),
    "accessibility/measures/two_way_postcodes.py": (
        "tests/api/service/test_transit.py",
        "two ways need roads and a timetable, which only a built country has",
    ),
    "accessibility/monitor/published.py": (
        "tests/data/test_demand_realdata.py",
        "published numbers, held against those of the real data",
    ),
    "accessibility/monitor/published_years.py": (
        "tests/accessibility/monitor/test_yearly.py",
        "published numbers, held against their own sums",
    ),
    "accessibility/outlook/asked.py": (
        "tests/accessibility/outlook/test_view.py",
        "what is refused shows where it is asked",
    ),
    "accessibility/planning/holidays.py": (
        "tests/api/test_cli_planning.py",
        _COMMAND,
    ),
    "accessibility/planning/site_people.py": ("tests/api/test_cli_site.py", _COMMAND),
    "accessibility/planning/site_words.py": ("tests/api/test_cli_site.py", _COMMAND),
    "accessibility/tours/free_periods.py": (
        "tests/accessibility/tours/test_term_days.py",
        "a stretch of days, judged by the days it takes",
    ),
    "accessibility/reports/judged.py": (
        "tests/api/service/test_checks.py",
        _INNER,
    ),
    "accessibility/reports/year_series.py": (
        "tests/api/test_cli_trend.py",
        "a trend needs the snapshots of several years",
    ),
    "accessibility/planning/budget.py": (
        "tests/api/service/test_planning.py",
        _COMMAND,
    ),
    "accessibility/planning/legs.py": ("tests/api/test_cli_play.py", _COMMAND),
    "accessibility/planning/participation.py": (
        "tests/api/test_cli_planning.py",
        _COMMAND,
    ),
    "accessibility/planning/tour.py": ("tests/api/test_cli_planning.py", _COMMAND),
    "accessibility/roads/attached.py": (
        "tests/accessibility/roads/test_road_reach.py",
        _INNER,
    ),
    "accessibility/roads/chains.py": (
        "tests/accessibility/roads/test_network_build.py",
        _INNER,
    ),
    "accessibility/roads/changed_columns.py": (
        "tests/accessibility/roads/test_edited_reach.py",
        _INNER,
    ),
    "accessibility/roads/compiler.py": (
        "tests/accessibility/roads/test_road_reach.py",
        "it compiles; whatever is compiled is tested where it is used",
    ),
    "accessibility/roads/search.py": (
        "tests/accessibility/roads/test_distance_lists.py",
        _INNER,
    ),
    "accessibility/roads/twin_links.py": (
        "tests/data/osm/test_turning.py",
        "only a road file with turn restrictions over ways has copies",
    ),
    "accessibility/roads/segment_grid.py": (
        "tests/accessibility/roads/test_snapping.py",
        _INNER,
    ),
    "accessibility/siting/rows.py": (
        "tests/accessibility/siting/test_coverage.py",
        _INNER,
    ),
    "accessibility/tours/day_route.py": (
        "tests/accessibility/tours/test_term_plan.py",
        _INNER,
    ),
    "accessibility/tours/pairing.py": (
        "tests/accessibility/tours/test_term_plan.py",
        _INNER,
    ),
    "accessibility/transit/transit_reach.py": (
        "tests/data/test_transit_reach.py",
        "reach by public transport needs a built country",
    ),
    "data/area_table.py": ("tests/data/test_joining.py", _JOINED),
    "data/array_store.py": (
        "tests/data/test_stores.py",
        "the stores of networks and of reach tables are both of arrays",
    ),
    "data/assembly.py": ("tests/data/test_build.py", _JOINED),
    "data/basisscholen.py": ("tests/data/test_small_files.py", _SMALL),
    "data/count_cells.py": (
        "tests/data/test_duo_leerlingen.py",
        "a masked cell is read within a file that has them",
    ),
    "data/count_doubts.py": ("tests/data/test_breakages.py", _BROKEN),
    "data/declared_offers.py": ("tests/data/test_small_files.py", _SMALL),
    "data/doubt_kinds.py": ("tests/data/test_breakages.py", _BROKEN),
    "data/doubts.py": ("tests/data/test_breakages.py", _BROKEN),
    "data/exam_columns.py": ("tests/data/test_duo_examens.py", _INNER),
    "data/programme_doubts.py": ("tests/data/test_breakages.py", _BROKEN),
    "data/duo_herkomst.py": ("tests/data/test_small_files.py", _SMALL),
    "data/duo_licenties.py": ("tests/data/test_small_files.py", _SMALL),
    "data/duo_vestigingen.py": ("tests/data/test_build.py", _JOINED),
    "data/example/schooling.py": ("tests/data/example/test_pupils.py", _INNER),
    "data/example/targets.py": (
        "tests/data/example/test_country.py",
        "published numbers, held against those of the example",
    ),
    "data/example/terrain.py": ("tests/data/example/test_country.py", _INNER),
    "data/facilities.py": ("tests/data/test_small_files.py", _SMALL),
    "data/home_areas.py": ("tests/data/test_joining.py", _JOINED),
    "data/inhabitants.py": ("tests/data/test_area_files.py", _SMALL),
    "data/inputs.py": ("tests/data/test_build.py", _JOINED),
    "data/locations.py": ("tests/data/test_point_files.py", _SMALL),
    "data/network_store.py": (
        "tests/data/test_stores.py",
        "the stores of networks and of reach tables are both of arrays",
    ),
    "data/offers.py": ("tests/data/test_joining.py", _JOINED),
    "data/access/answers.py": ("tests/data/access/test_peers.py", _INNER),
    "data/access/directions.py": ("tests/data/access/test_peers.py", _INNER),
    "data/access/durations.py": ("tests/data/access/test_ways.py", _INNER),
    "data/access/keys.py": ("tests/data/access/test_page.py", _INNER),
    "data/access/kinds.py": ("tests/data/access/test_peers.py", _INNER),
    "data/access/nodes.py": ("tests/data/access/test_peers.py", _INNER),
    "data/access/passages.py": ("tests/data/access/test_ways.py", _INNER),
    "data/access/rules.py": ("tests/data/access/test_ways.py", _INNER),
    "data/access/said.py": ("tests/data/access/test_peers.py", _INNER),
    "data/access/sizes.py": ("tests/data/access/test_peers.py", _INNER),
    "data/access/speeds.py": ("tests/data/access/test_ways.py", _INNER),
    "data/access/known.py": ("tests/data/osm/test_report.py", _INNER),
    "data/access/tidy.py": ("tests/data/osm/test_streamed.py", _INNER),
    "data/access/turns.py": ("tests/data/osm/test_turning.py", _INNER),
    "data/osm/assembly.py": ("tests/data/osm/test_streamed.py", _INNER),
    "data/osm/blobs.py": ("tests/data/osm/test_blocks.py", _INNER),
    "data/osm/crossings.py": ("tests/data/osm/test_squares.py", _INNER),
    "data/osm/decoded.py": ("tests/data/osm/test_blocks.py", _INNER),
    "data/osm/decoding.py": ("tests/data/osm/test_blocks.py", _INNER),
    "data/osm/items.py": ("tests/data/osm/test_streamed.py", _INNER),
    "data/osm/lengths.py": ("tests/data/osm/test_report.py", _INNER),
    "data/osm/roads.py": ("tests/data/osm/test_reading.py", _INNER),
    "data/osm/turns.py": ("tests/data/osm/test_turning.py", _INNER),
    "data/osm/turns_over.py": ("tests/data/osm/test_turning.py", _INNER),
    "data/own_students.py": ("tests/data/test_small_files.py", _SMALL),
    "data/placing.py": ("tests/data/test_joining.py", _JOINED),
    "data/postcodes.py": ("tests/data/test_area_files.py", _SMALL),
    "data/reach_store.py": (
        "tests/data/test_stores.py",
        "the stores of networks and of reach tables are both of arrays",
    ),
    "data/readings.py": ("tests/data/test_duo_leerlingen.py", _INNER),
    "data/school_codes.py": ("tests/data/test_duo_leerlingen.py", _INNER),
    "data/studies.py": (
        "tests/api/test_dossiers.py",
        "it joins a snapshot to the store of reach tables, as answers are asked",
    ),
    "data/transit_store.py": (
        "tests/data/test_transit.py",
        "what is stored is judged by the ways it gives when read",
    ),
    "maps/area_page.py": ("tests/api/service/test_area_pages.py", _WHOLE),
    "maps/axes.py": ("tests/maps/test_plots.py", _WHOLE),
    "maps/dossier/edits_drawn.py": ("tests/maps/dossier/test_change_maps.py", _WHOLE),
    "maps/dossier/map_ground.py": ("tests/maps/dossier/test_change_maps.py", _WHOLE),
    "maps/dossier/edits.py": ("tests/maps/dossier/test_words.py", _INNER),
    "maps/extras.py": ("tests/maps/test_region_map.py", _WHOLE),
    "maps/figures.py": ("tests/maps/test_plots.py", _WHOLE),
    "maps/files.py": ("tests/maps/test_report_map.py", _WHOLE),
    "maps/layers.py": ("tests/maps/test_overlays.py", _WHOLE),
    "maps/participation_page.py": ("tests/api/test_cli_planning.py", _WHOLE),
    "maps/region_page.py": ("tests/maps/test_region_map.py", _WHOLE),
    "maps/story.py": ("tests/maps/test_region_map.py", _WHOLE),
    "maps/tour_document.py": ("tests/api/test_cli_play.py", _WHOLE),
}
"""By module its test file and the reason."""
