"""What a dossier says in English, by key; `words_nl` has the same keys in Dutch.

Nouns of the field that have no English (profiel, leerweg, vestiging) stay as they are.
"""

from typing import Final

WORDS: Final = {
    # What stands on every page.
    "page": "page",
    "example_label": "example data",
    "no_advice": "No legal advice",
    # Page one: who asks, what changes, for how many.
    "basis": "based on: {name}",
    "dossier_for": "dossier for {who}",
    "requested_by": "requested by {who}",
    "made_on": "made {date}",
    "more_edits": "And {n} more edits: see appendix 1.",
    "nothing_changes": "Nothing changes.",
    "nobody": "Nobody",
    "figure_gained_first": "gain {offer} within {way} for the first time",
    "figure_gained_first_one": "gains {offer} within {way} for the first time",
    "figure_gained_second": "gain a further choice for {offer} within {way}",
    "figure_gained_second_one": "gains a further choice for {offer} within {way}",
    "figure_lost_only": "lose the only offer of {offer} within {way}",
    "figure_lost_only_one": "loses the only offer of {offer} within {way}",
    "figure_lost_other": "lose a choice for {offer} within {way}",
    "figure_lost_other_one": "loses a choice for {offer} within {way}",
    "where": "In {area} the share with {offer} within {way} goes from {before} to "
    "{after}.",
    "others_none": "Nobody else gains or loses an offer.",
    "others": "Besides: {groups}.",
    "how_sure": "How sure?",
    "sure_none": "For no possible count does anything change.",
    "sure_certain": "The direction is certain: every possible count gives the same.",
    "sure_likely": "The direction is likely, not certain.",
    "sure_undecided": "The direction cannot be told.",
    "sure_only_choice": "Nobody gains a first offer or loses the only one.",
    "sure_only_numbers": "What is offered stays the same; only numbers change.",
    "sure_no_effect": "Nothing changes.",
    "small_map_caption": "Who gains or loses {offer} within {way}",
    "small_map_alt": "Map of postcodes. {figure} {says}.",
    "light_legend": "● met · ◐ met with what the applicant filled in · ○ cannot be "
    "determined · ✕ not met.",
    "all_checks": "All {n} checks, with inputs and margin: appendix 6.",
    "no_check": "No check applies.",
    "law_asks": "What Dutch law asks",
    "law_asks_counted": "What Dutch law asks: {counts}",
    "head_check": "Check",
    "head_article": "Article",
    "head_outcome_missing": "Outcome, and what is missing",
    "outcome_missing": "{outcome}: {missing}",
    "outcome_margin": "{outcome} (margin {margin})",
    "outcome_given": "{outcome}, with what was filled in",
    "flips_title": "What may tip this outcome",
    "other_threshold": "At {way} instead of {norm}: {number} {who}.",
    "new_group": "The group {offer} at {site} is estimated at {number} third-years, if "
    "pupils go to the nearest offer; ten or fewer is hard to organise.",
    # What happens to people, and how sure its direction is.
    "gained_first": "gain a first offer",
    "gained_second": "gain a further choice",
    "lost_only": "lose the only offer",
    "lost_other": "lose a choice",
    "certain": "certain",
    "likely": "likely",
    "undecided": "cannot be told",
    "only_choice": "choice only",
    "only_numbers": "numbers only",
    "no_effect": "no effect",
    # Sentences about the outcome.
    "ends_modelled": "in brackets how far the model may diverge: the number likely "
    "lies between these, but not certainly. The direction is 'likely' if it stays the "
    "same for every number between them.",
    "ends_counted": "in brackets what the number likely lies between. The direction is "
    "'certain' if it stays the same for every possible number, and 'likely' if it "
    "stays the same for every number between the brackets.",
    "concludes_nobody": "For nobody does the offer within {way} change.",
    "concludes_both": "{gained} gain {offer} within {way} for the first time; {lost} "
    "lose that only offer.",
    "concludes_lost": "{lost} lose their only offer of {offer} within {way}.",
    "concludes_gained": "{gained} gain {offer} within {way} for the first time.",
    "concludes_numbers": "What is offered stays the same, the number of {who} does "
    "not: {after} instead of {before} have {offer} within {way}.",
    "concludes_choice": "Nobody gains or loses the only offer of {offer} within {way}; "
    "only the choice changes.",
    "with_ends": "{middle} ({low} to {high})",
    "directions_one": "1 combination of profiel and leerweg changes: {directions}.",
    "directions": "{n} combinations of profiel and leerweg change: {directions}.",
    "no_losses": "No existing vestiging loses a whole pupil.",
    "worst_loss": "The largest loss of pupils by the Regeling 2008 is {share} of the "
    "pupils of {site}.",
    "groups_ja_one": "With the leerwegen together, 1 group falls to ten third-years or "
    "fewer.",
    "groups_ja": "With the leerwegen together, {n} groups fall to ten third-years or "
    "fewer.",
    "groups_perhaps_one": "With the leerwegen together, 1 group perhaps falls to ten "
    "third-years or fewer.",
    "groups_perhaps": "With the leerwegen together, {n} groups perhaps fall to ten "
    "third-years or fewer.",
    "checks_counted_one": "Legal check: {counts}.",
    "checks_counted": "Legal checks: {counts}.",
    # Edits.
    "whole_country": "the whole country",
    "area_pc4": "postcode",
    "area_sto-regio": "STO region",
    "span_bridge": "the bridge",
    "span_tunnel": "the tunnel",
    "span_ferry": "the ferry",
    "span_metres": "{metres} m of road",
    "span_link": "the link",
    "edit_open_offer": "Open {offer} at {site}.",
    "edit_close_offer": "Close {offer} at {site}.",
    "edit_close_site": "Close vestiging {site}.",
    "edit_merge_kept": "Merge {site} into {into}; its offers go along.",
    "edit_merge_lost": "Merge {site} into {into}; its offers lapse.",
    "edit_move": "Move {site} to {place}.",
    "edit_found": "Found {site} with {offers}.",
    "edit_lapse": "Let licences lapse that end on or before {date}.",
    "edit_forecast_more": "Count with {change} more {who} in {where}.",
    "edit_forecast_less": "Count with {change} fewer {who} in {where}.",
    "forecast_all": "pupils",
    "forecast_leerweg": "{leerweg} pupils",
    "edit_own_count": "Count with an own number of {leerweg} pupils in {pc4}.",
    "edit_close_way": "Close the shortest way {who} from {one} to {other}.",
    "edit_close_link": "Close {what} to who goes {who}.",
    "edit_close_link_at": "Close {what} to who goes {who} at {place}.",
    "edit_add_link": "Build a link for who goes {who} from {one} to {other}.",
    "edit_remove_line": "Withdraw line {line}.",
    "edit_remove_stop": "Let nothing call at stop {stop} any more.",
    "edit_headway": "Let line {line} leave every {every} minutes, from {first} to "
    "{last}.",
    "edit_add_line": "Add line {line} by way of {way}, leaving every {every} minutes, "
    "from {first} to {last}.",
    "closing_cut": "Cut for who goes {who}: nobody can pass there any more.",
    "closing_one": "Closed to who goes {who}: {length} m of road in 1 piece{names}.",
    "closing": "Closed to who goes {who}: {length} m of road in {parts} pieces{names}.",
    # Maps.
    "sign_pair": "offers it",
    "sign_profiel": "in another leerweg",
    "sign_opened": "opens",
    "sign_closed": "closes",
    "maps_title_m": "{offer}: distance to the nearest offer",
    "maps_title_s": "{offer}: travel time to the nearest offer",
    "small_map_title": "{offer}: who notices anything",
    "before": "Before",
    "after": "After",
    "difference": "Difference",
    "class_first": "up to {high}",
    "class_middle": "{low} to {high}",
    "class_last": "more than {low}",
    "no_postcode": "no postcode",
    "no_offer_within": "no offer within {norm}",
    "new_link": "new link",
    "road_closed": "road closed",
    # Tables.
    "no_rows": "Nothing changes here.",
    "more_rows": "And {n} more rows: see the workbook (XLSX).",
    "any_technical": "techniek (one of the {n})",
    "method_regulation": "Regeling 2008",
    "method_road": "by road",
    "method_choice": "choice model",
    "sex_m": "boys",
    "sex_v": "girls",
    "head_profiel": "Profiel",
    "head_leer_weg": "Leer-weg",
    "head_leerweg": "Leerweg",
    "head_direction": "Direction",
    "head_gained_first": "Gain a first offer",
    "head_gained_second": "Gain a choice",
    "head_lost_only": "Lose the only offer",
    "head_lost_other": "Lose a choice",
    "head_area": "Area",
    "head_who": "Who",
    "head_technical": "Technical profielen",
    "head_mean_before_m": "Mean distance before",
    "head_mean_before_s": "Mean travel time before",
    "head_after_too": "after",
    "head_p95_before": "95% live within, before",
    "head_site": "Vestiging",
    "head_pupils": "Pupils",
    "together": "together",
    "head_ten_before": "≤ 10 before",
    "head_ten_after": "≤ 10 after",
    "head_sto": "STO region",
    "head_75_before": "< 75 before",
    "head_75_after": "< 75 after",
    "head_inputs": "Inputs",
    "head_outcome": "Outcome",
    "head_margin": "Margin",
    "head_within": "Within",
    "at_checks": "At {n} checks",
    "verdict_ja": "yes",
    "verdict_nee": "no",
    "verdict_niet te zeggen": "cannot be told",
    "verdict_geen gegevens": "no data",
    "verdict_geen groep": "no group",
    # Appendices.
    "appendix": "Appendix {n}. {words}",
    "outcome_title": "The outcome for {where}",
    "netherlands": "the Netherlands",
    "in_short": "In short",
    "per_pair": "By profiel and leerweg",
    "of_leerweg": "the {who} of the leerweg itself",
    "of_all": "the {who}",
    "whom": "Share of {share} with a school that offers it within {way}. Numbers: "
    "{label}; {ends} 'Choice only' is: nobody gains or loses the only offer.",
    "maps_title": "Before, after and difference on the map",
    "maps_same": "Offers and distances do not change: the map stays the same.",
    "maps_hatched": "{title}. Hatched: not within {way}.",
    "maps_alt": "Three maps: before, after and difference. {conclusion}",
    "maps_alt_where": "Something changes in {areas}.",
    "who_title": "Who gains and who loses",
    "per_provincie": "By province",
    "per_gemeente": "By gemeente",
    "per_sex": "By sex",
    "no_sex": "The data on pupils do not tell their sex.",
    "choice_title": "Choice: how many of the {n} technical profielen",
    "distance_title": "Distance to the nearest offer",
    "distance_note": "Who has no offer within the search limit counts in the mean at "
    "that limit (hence ≥), and as infinitely far in the 95% figure.",
    "neighbours_title": "The neighbours: loss of pupils",
    "no_opening": "Nothing new opens: no neighbour loses anything.",
    "losses_note": "Loss of pupils at existing vestigingen, as a number and as a part "
    "of all their pupils. Regeling 2008 (repealed): whole postcodes go to the nearest "
    "vestiging, in a straight line from their centre. Choice model: every kilometre "
    "farther is 30% less attractive.",
    "losses_none": "By these methods no existing vestiging loses a pupil, rounded to "
    "whole pupils. Appendix 5 counts otherwise: there everybody goes to the nearest "
    "offer, so that a group may become a little smaller.",
    "groups_title": "Sizes of groups",
    "groups_note": "Third-years by vestiging and profiel, if pupils go to the nearest "
    "offer. Ten pupils or fewer is hard to organise; with fewer than 75 technical "
    "pupils an STO region is small. 'Cannot be told': the answer hangs on numbers that "
    "are not known exactly. At a new offer only pupils count who take the same "
    "elsewhere now: who else would come is not known. A forecast counts where pupils "
    "live, and so at their school.",
    "per_leerweg": "By leerweg",
    "leerwegen_together": "Leerwegen together",
    "no_sto": "This snapshot knows no STO regions: whether a region keeps fewer than "
    "75 technical pupils can be checked with a division of one's own.",
    "per_sto": "By STO region",
    "checks_title": "The legal checks",
    "checks_note": "No legal advice. Checked against the {statute}. What a ministerial "
    "regulation or order sets and is not filled in here stays 'cannot be determined'.",
    "around_address": "Catchment of {site}, 15 km from the address",
    "around_pc4": "Catchment of {site}, 15 km from the postcode",
    "postcodes": "Postcodes: {codes}",
    "boards": "Numbers of the school boards: {boards}",
    "unknown": "unknown",
    "sure_title": "How sure is this?",
    "sweep_none": "No threshold between 5 and 15 km changes the outcome.",
    "sweep": "The outcome for {offer} at other thresholds.",
    "sweep_gains": "Somebody gains a first offer at {thresholds}.",
    "sweep_losses": "Somebody loses the only offer at {thresholds}.",
    "points_several": "Every postcode has several points: homes are placed more "
    "precisely than at its centre.",
    "points_one": "Every postcode counts as one point. Within a postcode distances may "
    "differ by some kilometres; close to the threshold it may tip over.",
    "rounded_to": "Numbers of pupils were rounded beforehand to multiples of {n}, so "
    "that nobody can be recognised.",
    "no_leerweg": "The numbers are {who}, not pupils of a leerweg: read them as a "
    "proportion, not as a number of pupils.",
    "offer_is": "An offer is: a vestiging with at least one third-year. A licence "
    "without pupils does not count.",
    "sources_title": "Sources and replay",
    "snapshot": "Snapshot '{name}': {dates}.",
    "software": "Made with {made}. Version of the method: {version}.",
    "hashes": "SHA-256 of the inputs",
    "input_momentopname": "snapshot",
    "input_scenario": "scenario",
    "replay": "Replay: {command}. That computes everything again and ends with "
    "'identical' if every file is the same to the byte. The SHA-256 of every file "
    "stands in dossier.json.",
    # The years ahead.
    "ahead_title": "Ahead: the years after this",
    "ahead_country": "The Netherlands",
    "ahead_example": "The whole country",
    "ahead_still": "Only fewer or more pupils, what is offered stays: in {year} "
    "{share} can follow it.",
    "ahead_likely": "Likely, in 8 of 10 draws: {ends}.",
    "ahead_norm": "If groups below {norm} were to close: {share}; with the leerwegen "
    "of a profiel counted together {combined}. That is a 'what if', no expectation.",
    "ahead_ends": "{low} to {high}",
    "ahead_with": "with",
    "ahead_without": "without",
    "head_year": "Year",
    "head_edit": "Edits",
    "head_still": "Offers stay",
    "head_likely": "Likely",
    "head_norm": "If below {norm} closes",
    "head_norm_together": "The same, together",
}
