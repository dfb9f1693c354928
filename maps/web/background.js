// A background map from another host, if the service offers one and the reader wants it.

import { byId, el, show } from "./dom.js";
import { background } from "./service.js";
import { say } from "./words.js";

const NAME = "achtergrond";
const SEEN_THROUGH = 0.62;

/** The switch beside the legend, and the tiles under the postcodes. */
export class Background {
  constructor(change) {
    this.change = change;
    this.heard = new WeakSet();
    this.credit = "";
    this.offered = background().catch(() => ({ adres: "" }));
  }

  /** Draw the switch, and the tiles on each map, as the state has it. */
  async draw(state, maps) {
    const { adres, bron } = await this.offered;
    const parent = byId("grond");
    parent.hidden = !adres;
    if (!adres) return;
    const isOn = state.grond === "ja";
    this.credit = isOn ? bron : "";
    const box = el("input", {
      type: "checkbox",
      id: "keuze-grond",
      checked: isOn,
      onchange: (event) => this.change({ grond: event.target.checked ? "ja" : "nee" }),
    });
    const had = document.activeElement?.id === "keuze-grond";
    this.status ??= el("span", { role: "status" });
    show(
      parent,
      el("label", {}, box, " ", say("background")),
      isOn ? el("span", {}, ` · ${bron}`) : "",
      " ",
      this.status,
    );
    if (had) box.focus();
    if (!isOn) this.status.textContent = "";
    for (const one of maps) one.dressed.then(() => this.lay(one.map, isOn ? adres : ""));
  }

  /** Lay tiles under a map, or take them away. */
  lay(map, address) {
    if (Boolean(map.getSource(NAME)) === Boolean(address)) return;
    map.setPaintProperty("pc4-vlak", "fill-opacity", address ? SEEN_THROUGH : 1);
    if (!address) {
      map.removeLayer(NAME);
      map.removeSource(NAME);
      return;
    }
    // Without the tiles the map is what it was: one quiet sentence, and nothing else.
    if (!this.heard.has(map))
      map.on(
        "error",
        ({ sourceId }) => sourceId === NAME && (this.status.textContent = say("noBackground")),
      );
    this.heard.add(map);
    map.addSource(NAME, { type: "raster", tiles: [address], tileSize: 256, maxzoom: 19 });
    map.addLayer(
      { id: NAME, type: "raster", source: NAME, paint: { "raster-fade-duration": 0 } },
      "pc4-vlak",
    );
  }
}
