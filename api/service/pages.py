"""Plain pages for people: tables and links, readable without scripts or styles."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import pandas as pd
from jinja2 import DictLoader, Environment, select_autoescape

from accessibility.counting import reads_as_share
from maps.dutch import percentage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LAYOUT: Final = """<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ title }} - Bereik</title>
</head>
<body>
{% if label %}<p><strong>Voorbeeldgegevens: geen echte scholen of
leerlingen</strong></p>
{% endif %}<main>
<h1>{{ title }}</h1>
{% block content %}{% endblock %}
</main>
</body>
</html>
"""

_TABLE: Final = """{% extends "layout" %}{% block content %}
{% if facts %}<dl>{% for name, value in facts %}<dt>{{ name }}</dt><dd>{{ value }}</dd>
{% endfor %}</dl>{% endif %}
<table>
<caption>{{ title }}</caption>
<thead><tr>{% for name in header %}
<th scope="col">{{ name }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in rows %}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</tbody>
</table>
{% endblock %}"""

_LINKS: Final = """{% extends "layout" %}{% block content %}
{% if text %}<p>{{ text }}</p>{% endif %}
{% if header %}<table>
<thead><tr>{% for name in header %}
<th scope="col">{{ name }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in rows %}
<tr>{% for cell in row %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}
</tbody></table>{% endif %}
<ul>{% for link in links %}
<li><a href="{{ link.href }}" rel="{{ link.rel }}">{{ link.title or link.rel }}</a></li>
{%- endfor %}
</ul>
{% endblock %}"""

_PAGES: Final = Environment(
    loader=DictLoader({"layout": _LAYOUT, "table": _TABLE, "links": _LINKS}),
    autoescape=select_autoescape(default=True, default_for_string=True),
)


def dutch_cell(value: Any) -> str:  # noqa: ANN401 - any cell of a table
    """Return a value as Dutch readers write it: decimal comma, ja and nee."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        if math.isnan(value):
            return ""
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return "" if value is None or value is pd.NA else str(value)


def _cell(column: str, value: Any) -> str:  # noqa: ANN401 - any cell of a table
    if isinstance(value, float) and reads_as_share(column) and math.isfinite(value):
        return percentage(value)
    return dutch_cell(value)


def table_page(table: pd.DataFrame, about: Mapping[str, Any], title: str) -> str:
    """Return a page with a table and what a reader must know about it."""
    return _PAGES.get_template("table").render(
        title=title,
        label=about.get("voorbeeldgegevens", False),
        facts=list(_facts(about)),
        header=list(table.columns),
        rows=[
            [_cell(str(name), cell) for name, cell in zip(table, row, strict=True)]
            for row in table.itertuples(index=False)
        ],
    )


def links_page(
    title: str,
    links: Sequence[Mapping[str, str]],
    *,
    text: str = "",
    rows: Sequence[Mapping[Any, Any]] = (),
    label: bool = False,
) -> str:
    """Return a page with links, and a table of rows where there are any."""
    header = list(rows[0]) if rows else []
    return _PAGES.get_template("links").render(
        title=title,
        text=text,
        label=label,
        header=header,
        rows=[[dutch_cell(row.get(name)) for name in header] for row in rows],
        links=[{"title": link.get("title", link["rel"]), **link} for link in links],
    )


def _facts(about: Mapping[str, Any]) -> list[tuple[str, str]]:
    facts: list[tuple[str, str]] = []
    for name, value in about.items():
        if isinstance(value, dict):
            facts += [(f"{name}: {key}", dutch_cell(one)) for key, one in value.items()]
        elif isinstance(value, (list, tuple)):
            facts += [(name, dutch_cell(one)) for one in value]
        else:
            facts.append((name, dutch_cell(value)))
    return facts
