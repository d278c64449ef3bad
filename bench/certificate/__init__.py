"""Checks a plan and the bound that is claimed for it, with sums and sorting: no solver, and nothing of the service.

`python -m bench.certificate FILE...` prints one JSON line a file; the status is 1 where anything claimed does not hold.

A file is a zip of arrays (`.npz`, each a `.npy` as NumPy documents it; no pickles):

| arrays | what they are |
|---|---|
| need_weight, need_most_units, need_partly, need_ids, need_community | of each need: urgency; so many units at most, 0 any number; whether part of it counts |
| line_need, line_alternative, line_required, line_have | of each line: its need; all lines of one alternative are needed; what is asked; what was there before |
| offer_line, offer_unit, offer_resource, offer_most, offer_divide, offer_kept, offer_metres | of each offer: the largest amount; 0 all or nothing, 1 whole numbers, 2 any amount; what was promised before |
| limit_start, limit_offer, limit_per, limit_once, limit_room | row r: over its entries `start[r]:start[r+1]`, per x amount + once where the offer is used, together at most room |
| unit_room, change_price | so many needs a unit may take on, -1 any number; what changing one promise costs |
| amount | the plan: of each offer |
| prices | of each limit, of each derived row, of each unit's room |
| derived_limit, derived_parts | a derived row: its limit divided into k parts and one more; see `derived` |
| value, bound | what is claimed: weighted coverage of the plan, and what none can pass |

Why the bound is one: let everything that is limited be paid for at these prices. What a plan pays is at most what all rooms
are worth. So no plan covers more than the rooms are worth plus, need by need, the most that covering it could bring beyond
what that costs; and that can be found for each need by itself, cheapest offers first.
"""
