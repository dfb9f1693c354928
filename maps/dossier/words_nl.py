"""What a dossier says in Dutch, by key; `words_en` has the same keys in English."""

from typing import Final

WORDS: Final = {
    # What stands on every page.
    "page": "bladzijde",
    "example_label": "voorbeeldgegevens",
    "no_advice": "Geen juridisch advies",
    # Page one: who asks, what changes, for how many.
    "basis": "basis: {name}",
    "dossier_for": "dossier voor {who}",
    "requested_by": "gevraagd door {who}",
    "made_on": "gemaakt {date}",
    "more_edits": "En nog {n} wijzigingen: zie bijlage 1.",
    "nothing_changes": "Er verandert niets.",
    "nobody": "Niemand",
    "figure_gained_first": "krijgen voor het eerst {offer} binnen {way}",
    "figure_gained_first_one": "krijgt voor het eerst {offer} binnen {way}",
    "figure_gained_second": "krijgen een keuze erbij voor {offer} binnen {way}",
    "figure_gained_second_one": "krijgt een keuze erbij voor {offer} binnen {way}",
    "figure_lost_only": "verliezen het enige aanbod van {offer} binnen {way}",
    "figure_lost_only_one": "verliest het enige aanbod van {offer} binnen {way}",
    "figure_lost_other": "verliezen een keuze voor {offer} binnen {way}",
    "figure_lost_other_one": "verliest een keuze voor {offer} binnen {way}",
    "where": "In {area} gaat het deel dat {offer} binnen {way} heeft van {before} naar "
    "{after}.",
    "others_none": "Verder krijgt of verliest niemand een aanbod.",
    "others": "Daarnaast: {groups}.",
    "how_sure": "Hoe zeker?",
    "sure_none": "Voor geen enkel mogelijk aantal verandert er iets.",
    "sure_certain": "De richting is zeker: elk mogelijk aantal geeft dezelfde.",
    "sure_likely": "De richting is waarschijnlijk, niet zeker.",
    "sure_undecided": "De richting: niet te zeggen.",
    "sure_only_choice": "De richting: alleen keuze.",
    "sure_only_numbers": "De richting: alleen aantallen.",
    "sure_no_effect": "De richting: geen effect.",
    "small_map_caption": "Wie krijgt of verliest {offer} binnen {way}",
    "small_map_alt": "Kaart van postcodes. {figure} {says}.",
    "light_legend": "● voldoet · ◐ voldoet met wat de aanvrager invulde · ○ niet te "
    "bepalen · ✕ voldoet niet.",
    "all_checks": "Alle {n} toetsen, met invoer en marge: bijlage 6.",
    "no_check": "Geen toets is van toepassing.",
    "law_asks": "Wat de wet vraagt",
    "law_asks_counted": "Wat de wet vraagt: {counts}",
    "head_check": "Toets",
    "head_article": "Artikel",
    "head_outcome_missing": "Uitkomst, en wat er ontbreekt",
    "outcome_missing": "{outcome}: {missing}",
    "outcome_margin": "{outcome} (marge {margin})",
    "outcome_given": "{outcome}, met wat is ingevuld",
    "flips_title": "Wat deze uitkomst kan doen kantelen",
    "other_threshold": "Bij {way} in plaats van {norm}: {number} {who}.",
    "new_group": "De groep {offer} op {site} telt naar schatting {number} derdejaars, "
    "als leerlingen naar het dichtstbijzijnde aanbod gaan; hooguit tien is lastig te "
    "organiseren.",
    # What happens to people, and how sure its direction is.
    "gained_first": "krijgt een eerste aanbod",
    "gained_second": "krijgt er een keuze bij",
    "lost_only": "verliest het enige aanbod",
    "lost_other": "verliest een keuze",
    "certain": "zeker",
    "likely": "waarschijnlijk",
    "undecided": "niet te zeggen",
    "only_choice": "alleen keuze",
    "only_numbers": "alleen aantallen",
    "no_effect": "geen effect",
    # Sentences about the outcome.
    "ends_modelled": "tussen haakjes hoe ver het model uiteen kan lopen: "
    "waarschijnlijk ligt het aantal daartussen, zeker is dat niet. De richting is "
    "'waarschijnlijk' als zij voor elk aantal daartussen gelijk blijft.",
    "ends_counted": "tussen haakjes waar het aantal waarschijnlijk tussen ligt. De "
    "richting is 'zeker' als zij gelijk blijft voor elk aantal dat mogelijk is, en "
    "'waarschijnlijk' als zij gelijk blijft voor elk aantal tussen de haakjes.",
    "concludes_nobody": "Voor niemand verandert het aanbod binnen {way}.",
    "concludes_both": "{gained} krijgen binnen {way} voor het eerst {offer}; {lost} "
    "verliezen dat enige aanbod.",
    "concludes_lost": "{lost} verliezen hun enige aanbod van {offer} binnen {way}.",
    "concludes_gained": "{gained} krijgen voor het eerst {offer} binnen {way}.",
    "concludes_numbers": "Het aanbod verandert niet, het aantal {who} wel: {after} in "
    "plaats van {before} hebben {offer} binnen {way}.",
    "concludes_choice": "Niemand krijgt of verliest het enige aanbod van {offer} "
    "binnen {way}; alleen de keuze verandert.",
    "with_ends": "{middle} ({low} tot {high})",
    "directions_one": "1 combinatie van profiel en leerweg verandert: {directions}.",
    "directions": "{n} combinaties van profiel en leerweg veranderen: {directions}.",
    "no_losses": "Geen bestaande vestiging verliest een hele leerling.",
    "worst_loss": "Het grootste leerlingverlies volgens de Regeling 2008 is {share} "
    "van de leerlingen van {site}.",
    "groups_ja_one": "1 groep wordt met de leerwegen samen hooguit tien derdejaars "
    "groot.",
    "groups_ja": "{n} groepen worden met de leerwegen samen hooguit tien derdejaars "
    "groot.",
    "groups_perhaps_one": "1 groep wordt misschien met de leerwegen samen hooguit tien "
    "derdejaars groot.",
    "groups_perhaps": "{n} groepen worden misschien met de leerwegen samen hooguit "
    "tien derdejaars groot.",
    "checks_counted_one": "Wettelijke toets: {counts}.",
    "checks_counted": "Wettelijke toetsen: {counts}.",
    # Edits.
    "whole_country": "het hele land",
    "area_pc4": "postcode",
    "area_sto-regio": "STO-regio",
    "span_bridge": "de brug",
    "span_tunnel": "de tunnel",
    "span_ferry": "het veer",
    "span_metres": "{metres} m weg",
    "span_link": "de verbinding",
    "edit_open_offer": "Open {offer} op {site}.",
    "edit_close_offer": "Sluit {offer} op {site}.",
    "edit_close_site": "Sluit vestiging {site}.",
    "edit_merge_kept": "Voeg {site} samen met {into}; het aanbod gaat mee.",
    "edit_merge_lost": "Voeg {site} samen met {into}; het aanbod vervalt.",
    "edit_move": "Verplaats {site} naar {place}.",
    "edit_found": "Sticht {site} met {offers}.",
    "edit_lapse": "Laat licenties vervallen die eindigen op of voor {date}.",
    "edit_forecast_more": "Reken in {where} met {change} meer {who}.",
    "edit_forecast_less": "Reken in {where} met {change} minder {who}.",
    "forecast_all": "leerlingen",
    "forecast_leerweg": "{leerweg}-leerlingen",
    "edit_own_count": "Reken in {pc4} met een eigen aantal {leerweg}-leerlingen.",
    "edit_close_way": "Sluit de kortste weg voor {who} van {one} naar {other}.",
    "edit_close_link": "Sluit {what} voor {who}.",
    "edit_close_link_at": "Sluit {what} voor {who} bij {place}.",
    "edit_add_link": "Leg een verbinding voor {who} aan van {one} naar {other}.",
    "edit_remove_line": "Hef lijn {line} op.",
    "edit_remove_stop": "Laat niets meer stoppen bij halte {stop}.",
    "edit_headway": "Laat lijn {line} elke {every} minuten vertrekken, van {first} tot "
    "{last}.",
    "edit_add_line": "Voeg lijn {line} toe langs {way}, elke {every} minuten "
    "vertrekken, van {first} tot {last}.",
    "closing_cut": "Doorgeknipt voor {who}: daar kan niemand meer door.",
    "closing_one": "Gesloten voor {who}: {length} m weg in 1 stuk{names}.",
    "closing": "Gesloten voor {who}: {length} m weg in {parts} stukken{names}.",
    # Maps.
    "sign_pair": "biedt het aan",
    "sign_profiel": "in andere leerweg",
    "sign_opened": "gaat open",
    "sign_closed": "gaat dicht",
    "maps_title_m": "{offer}: afstand tot het dichtstbijzijnde aanbod",
    "maps_title_s": "{offer}: reistijd tot het dichtstbijzijnde aanbod",
    "small_map_title": "{offer}: wie iets merkt",
    "before": "Voor",
    "after": "Na",
    "difference": "Verschil",
    "class_first": "tot {high}",
    "class_middle": "{low} tot {high}",
    "class_last": "meer dan {low}",
    "no_postcode": "geen postcode",
    "no_offer_within": "geen aanbod binnen {norm}",
    "new_link": "nieuwe verbinding",
    "road_closed": "weg gesloten",
    # Tables.
    "no_rows": "Hier verandert niets.",
    "more_rows": "En nog {n} rijen: zie het werkblad (XLSX).",
    "any_technical": "techniek (een van de {n})",
    "method_regulation": "Regeling 2008",
    "method_road": "over de weg",
    "method_choice": "keuzemodel",
    "sex_m": "jongens",
    "sex_v": "meisjes",
    "head_profiel": "Profiel",
    "head_leer_weg": "Leer-weg",
    "head_leerweg": "Leerweg",
    "head_direction": "Richting",
    "head_gained_first": "Krijgt eerste aanbod",
    "head_gained_second": "Krijgt keuze erbij",
    "head_lost_only": "Verliest enige aanbod",
    "head_lost_other": "Verliest een keuze",
    "head_area": "Gebied",
    "head_who": "Wie",
    "head_technical": "Technische profielen",
    "head_mean_before_m": "Gemiddelde afstand voor",
    "head_mean_before_s": "Gemiddelde reistijd voor",
    "head_after_too": "na",
    "head_p95_before": "95% woont binnen, voor",
    "head_site": "Vestiging",
    "head_pupils": "Leerlingen",
    "together": "samen",
    "head_ten_before": "≤ 10 voor",
    "head_ten_after": "≤ 10 na",
    "head_sto": "STO-regio",
    "head_75_before": "< 75 voor",
    "head_75_after": "< 75 na",
    "head_inputs": "Invoer",
    "head_outcome": "Uitkomst",
    "head_margin": "Marge",
    "head_within": "Binnen",
    "at_checks": "Bij {n} toetsen",
    "verdict_ja": "ja",
    "verdict_nee": "nee",
    "verdict_niet te zeggen": "niet te zeggen",
    "verdict_geen gegevens": "geen gegevens",
    "verdict_geen groep": "geen groep",
    # Appendices.
    "appendix": "Bijlage {n}. {words}",
    "outcome_title": "De uitkomst voor {where}",
    "netherlands": "heel Nederland",
    "in_short": "In het kort",
    "per_pair": "Per profiel en leerweg",
    "of_leerweg": "de {who} van de leerweg zelf",
    "of_all": "de {who}",
    "whom": "Deel van {share} met een school die het aanbiedt binnen {way}. Aantallen: "
    "{label}; {ends} 'Alleen keuze' is: niemand krijgt of verliest het enige aanbod.",
    "maps_title": "Voor, na en verschil op de kaart",
    "maps_same": "Het aanbod en de afstanden veranderen niet: de kaart blijft gelijk.",
    "maps_hatched": "{title}. Gearceerd: niet binnen {way}.",
    "maps_alt": "Drie kaarten: voor, na en verschil. {conclusion}",
    "maps_alt_where": "Er verandert iets in {areas}.",
    "who_title": "Wie wint en wie verliest",
    "per_provincie": "Per provincie",
    "per_gemeente": "Per gemeente",
    "per_sex": "Per geslacht",
    "no_sex": "De gegevens over leerlingen zeggen niets over geslacht.",
    "choice_title": "Keuze: hoeveel van de {n} technische profielen",
    "distance_title": "Afstand tot het dichtstbijzijnde aanbod",
    "distance_note": "Wie binnen de zoekgrens geen aanbod heeft, telt in het "
    "gemiddelde mee op die grens (daarom ≥) en geldt in de 95%-maat als oneindig ver.",
    "neighbours_title": "De buren: leerlingverlies",
    "no_opening": "Er gaat niets nieuws open: geen buur verliest iets.",
    "losses_note": "Verlies van leerlingen bij bestaande vestigingen, als aantal en "
    "als deel van al hun leerlingen. Regeling 2008 (vervallen): hele postcodegebieden "
    "gaan naar de dichtstbijzijnde vestiging, hemelsbreed vanaf hun middelpunt. "
    "Keuzemodel: elke kilometer verder is 30% minder aantrekkelijk.",
    "losses_none": "Geen bestaande vestiging verliest volgens deze methoden een "
    "leerling, afgerond op hele leerlingen. Bijlage 5 rekent anders: daar gaat "
    "iedereen naar het dichtstbijzijnde aanbod, zodat een groep iets kleiner kan "
    "worden.",
    "groups_title": "Groepsgroottes",
    "groups_note": "Derdejaars per vestiging en profiel, als leerlingen naar het "
    "dichtstbijzijnde aanbod gaan. Hooguit tien leerlingen is lastig te organiseren; "
    "met minder dan 75 technische leerlingen is een STO-regio klein. 'Niet te "
    "zeggen': het antwoord hangt af van aantallen die we niet precies kennen. Bij een "
    "nieuw aanbod tellen alleen leerlingen mee die nu elders hetzelfde volgen: wie er "
    "nieuw bij komt, is niet bekend. Een prognose telt mee waar leerlingen wonen, en "
    "zo bij hun school.",
    "per_leerweg": "Per leerweg",
    "leerwegen_together": "Leerwegen samen",
    "no_sto": "Deze momentopname kent geen STO-regio's: of een regio minder dan 75 "
    "technische leerlingen houdt, is te toetsen met een eigen regio-indeling.",
    "per_sto": "Per STO-regio",
    "checks_title": "De wettelijke toetsen",
    "checks_note": "Geen juridisch advies. Getoetst aan de {statute}. Wat een "
    "ministeriële regeling of AMvB bepaalt en hier niet is ingevuld, blijft 'niet te "
    "bepalen'.",
    "around_address": "Voedingsgebied van {site}, 15 km vanaf het adres",
    "around_pc4": "Voedingsgebied van {site}, 15 km vanaf het postcodegebied",
    "postcodes": "Postcodes: {codes}",
    "boards": "Nummers van de besturen: {boards}",
    "unknown": "onbekend",
    "sure_title": "Hoe zeker is dit?",
    "sweep_none": "Geen enkele grens tussen 5 en 15 km verandert de uitkomst.",
    "sweep": "De uitkomst voor {offer} bij andere grenzen.",
    "sweep_gains": "Een eerste aanbod krijgt iemand bij {thresholds}.",
    "sweep_losses": "Het enige aanbod verliest iemand bij {thresholds}.",
    "points_several": "Elk postcodegebied heeft meer punten: wonen is preciezer dan "
    "het middelpunt.",
    "points_one": "Ieder postcodegebied telt als één punt. Binnen een gebied kan de "
    "afstand enkele kilometers schelen; vlak bij de grens kan een gebied omslaan.",
    "rounded_to": "Aantallen leerlingen zijn vooraf afgerond op veelvouden van {n}, "
    "zodat niemand herkenbaar is.",
    "no_leerweg": "De aantallen zijn {who}, niet leerlingen van een leerweg: lees ze "
    "als verhouding, niet als aantal leerlingen.",
    "offer_is": "Aanbod is: een vestiging met minstens één derdejaars. Een licentie "
    "zonder leerlingen telt niet.",
    "sources_title": "Bronnen en narekenen",
    "snapshot": "Momentopname '{name}': {dates}.",
    "software": "Gemaakt met {made}. Rekenwijze versie {version}.",
    "hashes": "SHA-256 van de invoer",
    "input_momentopname": "momentopname",
    "input_scenario": "scenario",
    "replay": "Narekenen: {command}. Dat rekent alles opnieuw uit en eindigt met "
    "'identical' als elk bestand tot op de byte gelijk is. De SHA-256 van elk bestand "
    "staat in dossier.json.",
    # The years ahead.
    "ahead_title": "Vooruit: de jaren hierna",
    "ahead_country": "Nederland",
    "ahead_example": "Het hele land",
    "ahead_still": "Alleen minder of meer leerlingen, het aanbod blijft: in {year} kan "
    "{share} het volgen.",
    "ahead_likely": "Waarschijnlijk, in 8 van de 10 trekkingen: {ends}.",
    "ahead_norm": "Als groepen onder {norm} zouden sluiten: {share}; met de leerwegen "
    "van een profiel samen geteld {combined}. Dat is een 'wat als', geen verwachting.",
    "ahead_ends": "{low} tot {high}",
    "ahead_with": "met",
    "ahead_without": "zonder",
    "head_year": "Jaar",
    "head_edit": "Wijziging",
    "head_still": "Aanbod blijft",
    "head_likely": "Waarschijnlijk",
    "head_norm": "Als onder {norm} sluit",
    "head_norm_together": "Idem, samen",
}
