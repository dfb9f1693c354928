kaart.attributionControl.setPrefix(false);
L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(kaart);
L.control.scale({ imperial: false }).addTo(kaart);
document.querySelector(".leaflet-control-layers-toggle").title = "Lagen";
document.querySelector(".leaflet-control-layers-toggle").setAttribute("aria-label", "Lagen");

function pas() {
  kaart.invalidateSize({ animate: false });
  kaart.fitBounds(grenzen, { animate: false, padding: [8, 8] });
  schikNamen();
}

// The first names are the most important: a later one that would overlap is hidden.
function schikNamen() {
  const geplaatst = [];
  for (const naam of document.querySelectorAll(".plaatsnaam")) {
    const r = naam.firstElementChild.getBoundingClientRect();
    const vrij = geplaatst.every(
      (g) => r.right < g.left || r.left > g.right || r.bottom < g.top || r.top > g.bottom,
    );
    naam.classList.toggle("verborgen", !vrij);
    if (vrij) geplaatst.push(r);
  }
}

kaart.on("zoomend", schikNamen);
kaart.on("layeradd layerremove", (gebeurtenis) => {
  if (gebeurtenis.layer instanceof L.TileLayer) {
    kaart.getContainer().classList.toggle("ondergrond", gebeurtenis.type === "layeradd");
  }
});
// What is not drawn is not explained.
kaart.on("overlayadd overlayremove", ({ type, name }) => {
  for (const teken of document.querySelectorAll("[data-laag]")) {
    if (teken.dataset.laag === name) teken.hidden = type === "overlayremove";
  }
});
pas();

window.addEventListener("beforeprint", () => {
  document.body.classList.add("papier");
  pas();
});
window.addEventListener("afterprint", () => {
  document.body.classList.remove("papier");
  pas();
});
