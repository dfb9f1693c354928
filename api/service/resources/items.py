"""`/v1/collections/{...}/items`: the features themselves, by page or one by one."""

import json
from typing import Annotated, Any
from urllib.parse import quote, urlencode

import numpy as np
from fastapi import APIRouter, Path, Query, Request
from numpy.typing import NDArray
from starlette.responses import Response

from api.service.boxes import box_of, crs_of
from api.service.feature_models import (
    Feature,
    FeatureCollection,
    FeatureKeys,
    ItemKeys,
    item_keys,
)
from api.service.features import KINDS, RD_URI, FeatureTable, Kind
from api.service.filtering import holds, read_filter
from api.service.linking import base_of, link, media_type_of, self_links
from api.service.models import described
from api.service.negotiation import MEDIA_TYPES, Form, chosen_form
from api.service.problems import ProblemError, documented
from api.service.reaching import service_of
from api.service.rendered import Rendered, rendered
from api.service.responses import snapshot_response
from data.feature_files import FEATURE_FILES
from maps.feature_map import Mark
from maps.feature_pages import Surroundings, features_page

router = APIRouter(tags=["collections"])
FORMS = (Form.GEOJSON, Form.HTML, Form.JSON)
FILES = (Form.FLATGEOBUF, Form.GEOPARQUET)
PAGE_FORMS = (*FORMS, *FILES)
MOST_ITEMS = 1_000
MOST_IN_A_FILE = 20_000
_ERRORS = documented(400, 401, 404, 406, 429)
_ONE_FEATURE = described(FORMS, "One feature.")
_ONE_FEATURE[200]["content"][MEDIA_TYPES[Form.GEOJSON]] = {
    "schema": {"$ref": "#/components/schemas/Feature"}
}


def add_items(target: APIRouter, kind: Kind) -> None:
    """Add the pages of features of one collection."""
    keys_of_kind = item_keys(kind)

    @target.get(
        f"/collections/{kind.name}/items",
        name=f"items-{kind.name}",
        summary=f"{kind.title}: features",
        response_model=FeatureCollection,
        responses={**described(PAGE_FORMS, "A page of features."), **_ERRORS},
    )
    def items(request: Request, keys: Annotated[keys_of_kind, Query()]) -> Response:  # type: ignore[valid-type]  # made from the collection
        """Give features by box, by property and by page."""
        return _page(request, kind, keys)


def add_item(target: APIRouter, kind: Kind) -> None:
    """Add the single features of one collection."""

    @target.get(
        f"/collections/{kind.name}/items/{{featureId}}",
        name=f"item-{kind.name}",
        summary=f"{kind.title}: one feature",
        response_model=Feature,
        responses={**_ONE_FEATURE, **_ERRORS},
    )
    def item(
        request: Request,
        feature_id: Annotated[str, Path(alias="featureId", max_length=100)],
        keys: Annotated[FeatureKeys, Query()],
    ) -> Response:
        """Give one feature."""
        return _single(request, kind, feature_id, keys)


for one_kind in KINDS.values():
    add_items(router, one_kind)
    add_item(router, one_kind)


def _page(request: Request, kind: Kind, keys: ItemKeys) -> Response:
    served = service_of(request).served(keys.snapshot)
    form = chosen_form(request, keys.f, PAGE_FORMS)
    crs = crs_of(keys.crs, "crs")
    table = served.features(kind.name)
    found = _found(kind, table, keys)
    limit = _limit(keys, form)
    shown = found[keys.offset : keys.offset + limit]
    address = f"{base_of(request)}/collections/{kind.name}"
    pinned = keys.model_copy(update={"snapshot": served.identity})
    links = _paging(f"{address}/items", pinned, form, len(found), limit)
    links.append(link(address, "collection", kind.title))
    if form in FILES:
        one = _file(kind, table, shown, crs, form)
    elif form is Form.HTML:
        around = Surroundings(kind.title, links, served.snapshot.manifest.example)
        page = _html(table, shown, around, address, keys.offset + 1, len(found))
        one = rendered(page, MEDIA_TYPES[form])
    else:
        one = rendered(
            _collection_text(table, shown, crs, links, matched=len(found)),
            MEDIA_TYPES[form],
            {"Content-Crs": f"<{crs}>"},
        )
    key = ("items", kind.name, form, address, keys.model_dump_json())
    return snapshot_response(request, served, one, key, pinned=keys.is_pinned)


def _found(kind: Kind, table: FeatureTable, keys: ItemKeys) -> NDArray[np.int64]:
    """Return the rows that are asked for: by property, box and condition."""
    fits = table.where(_filters(kind, keys), box_of(keys.bbox, keys.bbox_crs))
    filter_crs = crs_of(keys.filter_crs, "filter-crs")
    if keys.condition is not None:
        is_json = keys.filter_lang == "cql2-json"
        tree = read_filter(keys.condition, is_json=is_json)
        fits = fits & holds(tree, table, filter_crs)
    return np.flatnonzero(fits)


def _limit(keys: ItemKeys, form: Form) -> int:
    if form not in FILES:
        return min(keys.limit, MOST_ITEMS)
    asked = keys.limit if "limit" in keys.model_fields_set else MOST_IN_A_FILE
    return min(asked, MOST_IN_A_FILE)


def _file(
    kind: Kind, table: FeatureTable, rows: NDArray[np.int64], crs: str, form: Form
) -> Rendered:
    """Return features as a file; a system that has no number is named in full."""
    content = FEATURE_FILES[form.value](table.frame(rows, crs))
    name = f'attachment; filename="{kind.name}.{form.value}"'
    headers = {"Content-Crs": f"<{crs}>", "Content-Disposition": name}
    return rendered(content, MEDIA_TYPES[form], headers)


def _single(
    request: Request, kind: Kind, feature_id: str, keys: FeatureKeys
) -> Response:
    served = service_of(request).served(keys.snapshot)
    form = chosen_form(request, keys.f, FORMS)
    crs = crs_of(keys.crs, "crs")
    table = served.features(kind.name)
    row = table.row_of(feature_id)
    if row is None:
        message = f"There is no feature with this id in collection {kind.name}."
        raise ProblemError(404, message)
    address = f"{base_of(request)}/collections/{kind.name}"
    links = [
        *self_links(f"{address}/items/{feature_id}", form, FORMS, feature_id),
        link(address, "collection", kind.title),
    ]
    rows = np.array([row])
    if form is Form.HTML:
        title = f"{kind.title}: {feature_id}"
        around = Surroundings(title, links, served.snapshot.manifest.example)
        page = _html(table, rows, around, address, 1, 1)
        one = rendered(page, MEDIA_TYPES[form])
    else:
        feature = table.geojson(rows, crs)[0]
        text = f'{feature[:-1]},"links":{json.dumps(links)}}}'
        one = rendered(text, MEDIA_TYPES[form], {"Content-Crs": f"<{crs}>"})
    key = ("item", kind.name, form, address, feature_id, crs)
    return snapshot_response(request, served, one, key, pinned=keys.is_pinned)


def _filters(kind: Kind, keys: ItemKeys) -> dict[str, str]:
    given = {name: getattr(keys, name) for name in kind.asked}
    return {name: value for name, value in given.items() if value is not None}


def _paging(
    address: str, keys: ItemKeys, form: Form, matched: int, limit: int
) -> list[dict[str, str]]:
    """Return links to this page and its neighbours, on the same snapshot."""
    here = _page_address(address, keys, keys.offset, limit)
    links = self_links(here, form, PAGE_FORMS, "")
    neighbours = []
    if keys.offset + limit < matched:
        neighbours.append(("next", keys.offset + limit))
    if keys.offset > 0:
        neighbours.append(("prev", max(keys.offset - limit, 0)))
    for rel, offset in neighbours:
        there = _page_address(address, keys, offset, limit)
        there += "" if form is FORMS[0] else f"&f={form}"
        links.append(link(there, rel, "", media_type_of(form)))
    return links


def _page_address(address: str, keys: ItemKeys, offset: int, limit: int) -> str:
    given = keys.model_dump(
        mode="json", by_alias=True, exclude_unset=True, exclude={"f"}
    )
    given |= {"snapshot": keys.snapshot, "limit": limit, "offset": offset}
    return f"{address}?{urlencode(given)}"


def _collection_text(
    table: FeatureTable,
    rows: NDArray[np.int64],
    crs: str,
    links: list[dict[str, str]],
    *,
    matched: int,
) -> str:
    head: dict[str, Any] = {
        "type": "FeatureCollection",
        "numberMatched": matched,
        "numberReturned": len(rows),
        "links": links,
    }
    features = ",\n".join(table.geojson(rows, crs))
    return f'{json.dumps(head)[:-1]}, "features": [\n{features}\n]}}'


def _html(
    table: FeatureTable,
    rows: NDArray[np.int64],
    around: Surroundings,
    address: str,
    first: int,
    matched: int,
) -> str:
    marks = [
        Mark(shape, str(name), f"{address}/items/{quote(str(name), safe='')}")
        for shape, name in zip(table.shapes[RD_URI][rows], table.ids[rows], strict=True)
    ]
    records = table.properties.iloc[rows].to_dict("records")
    return features_page(around, records, marks, first=first, matched=matched)
