"""The ways in which tellings can differ, one function each: tellings in, contradictions out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from realpolitik.analysis.disagreement import (
    Contradiction,
    ContradictionKind,
    Opponents,
    Telling,
    Witnesses,
)
from realpolitik.analysis.framing import framing, is_framed
from realpolitik.analysis.parties import is_actor
from realpolitik.analysis.scale import goldstein, sign
from realpolitik.model import Amount, Claim, Status

Difference = Callable[[Sequence[Telling], Witnesses], Iterator[Contradiction]]

_FORCE = -7.2  # relations at or below this on Goldstein's scale are shows and acts of armed force
_DEEDS = 3  # more are counted, not named
_NOTABLE_COUNT = 100  # two documents that both count "two" of something need not mean one figure
_ABOUT = 0.2  # "about 30" holds for 24 to 36
_ROUNDING = 0.05  # a bare figure holds for its neighbours
_CURRENCY_LETTERS = 3


def denials(tellings: Sequence[Telling], witnesses: Witnesses) -> Iterator[Contradiction]:
    """Find facts that another voice denies.

    A passage that tells of an abandoned policy makes two claims in one voice; that is a change and no
    contradiction.

    Args:
        tellings: Of one relation between two parties.
        witnesses: For names.
    """
    facts = [told for told in tellings if told.claim.status is Status.ACTUAL]
    denied = [told for told in tellings if told.claim.status is Status.NEGATED]
    against, for_ = Opponents(denied), Opponents(facts)
    told_so = _distinct(fact for fact in facts if against.differ_from(fact))
    if told_so:
        told_not = _distinct(denial for denial in denied if for_.differ_from(denial))
        yield witnesses.contradiction(
            ContradictionKind.DENIAL,
            {"told as a fact": told_so, "denied": told_not},
            f"{witnesses.told_by(told_so)}: {witnesses.sentence(told_so[0])}; "
            f"denied by {witnesses.told_by(told_not)}.",
        )


def uncertainties(tellings: Sequence[Telling], witnesses: Witnesses) -> Iterator[Contradiction]:
    """Find what some voices tell only as a possibility and others only as a fact.

    Args:
        tellings: Of one relation between two parties.
        witnesses: For names.
    """
    statuses: dict[str, set[Status]] = defaultdict(set)
    for told in tellings:
        statuses[told.voice].add(told.claim.status)
    facts = [told for told in tellings if statuses[told.voice] == {Status.ACTUAL}]
    hedged = [told for told in tellings if statuses[told.voice] == {Status.POSSIBLE}]
    against = Opponents(hedged)
    if facts and hedged and any(map(against.differ_from, facts)):
        yield witnesses.contradiction(
            ContradictionKind.CERTAINTY,
            {"told as a fact": facts, "told as a possibility": hedged},
            f"{witnesses.sentence(facts[0])}: a fact for {witnesses.told_by(facts)}; "
            f"a possibility for {witnesses.told_by(hedged)}.",
        )


def amounts(tellings: Sequence[Telling], witnesses: Witnesses) -> Iterator[Contradiction]:
    """Find figures for one thing that cannot both hold.

    A group's total and one member's share are different things and are not compared.

    Args:
        tellings: Of one relation between two parties.
        witnesses: For names.
    """
    measured: dict[tuple[str, bool], list[Telling]] = defaultdict(list)
    for told in tellings:
        amount = told.claim.amount
        if amount is not None and amount.value is not None and amount.unit is not None:
            measured[amount.unit, amount.shared].append(told)
    for _, group in sorted(measured.items()):
        apart = _apart(group)
        if apart:
            sides: dict[str, list[Telling]] = defaultdict(list)
            for told in _distinct(apart):
                sides[_figure(told)].append(told)
            said = "; ".join(f"{figure} in {witnesses.told_by(told)}" for figure, told in sides.items())
            sentence = f"{witnesses.sentence(group[0])}: {said}."
            yield witnesses.contradiction(ContradictionKind.AMOUNT, sides, sentence)


def wordings(tellings: Sequence[Telling], witnesses: Witnesses) -> Iterator[Contradiction]:
    """Find one act told in words that judge it differently.

    Words count as those of the document, or of the actor whom it cites; unnamed sources have no voice of
    their own.

    Args:
        tellings: Of one relation between two parties.
        witnesses: For names and for the words of the documents.
    """
    if not is_framed(tellings[0].claim.relation):
        return
    sides: dict[str, list[Telling]] = defaultdict(list)
    words: dict[str, dict[str, None]] = defaultdict(dict)  # as ordered sets
    for told in tellings:
        found = framing(told.claim, witnesses.trigger_of(told.claim))
        if found is not None and told.claim.status is not Status.NEGATED:
            sides[found[0]].append(told)
            words[found[0]][found[1]] = None
    chosen: dict[tuple[str, str | None], set[str]] = defaultdict(set)
    for register, told_so in sides.items():
        for told in told_so:
            cited = told.claim.attributed_to
            chosen[told.voice, cited if cited and is_actor(cited) else None].add(register)
    if len({frozenset(registers) for registers in chosen.values()}) > 1:
        quoted = {name: ", ".join(f"“{word}”" for word in words[name]) for name in sides}
        said = "; ".join(f"{quoted[name]} in {witnesses.told_by(told)}" for name, told in sides.items())
        yield witnesses.contradiction(
            ContradictionKind.WORDING,
            {f"{name}: {quoted[name]}": told for name, told in sides.items()},
            f"{witnesses.sentence(tellings[0])}: {said}.",
        )


def conducts(tellings: Sequence[Telling], witnesses: Witnesses) -> Iterator[Contradiction]:
    """Find two parties that cooperate in one telling while one uses force on the other in another.

    Args:
        tellings: Of all relations between two parties, in both directions.
        witnesses: For names and for the scale of relations.
    """
    facts = [told for told in tellings if told.claim.status is Status.ACTUAL]
    forceful = [told for told in facts if _is_forceful(told, witnesses)]
    friendly = [told for told in facts if sign(witnesses.scheme[told.claim.relation]) > 0]
    voices = {told.voice for told in forceful}
    peaceful = [told for told in friendly if told.voice not in voices]
    if not peaceful or not forceful:
        return
    against = Opponents(forceful)  # none of them has a voice that is peaceful
    if any(map(against.overlap, peaceful)):
        sides = {_deeds(peaceful, witnesses): peaceful, _deeds(forceful, witnesses): forceful}
        said = ". ".join(f"{witnesses.told_by(told)}: {deeds}" for deeds, told in sides.items())
        parties = " and ".join(sorted({witnesses.names[facts[0].subject], witnesses.names[facts[0].object]}))
        yield witnesses.contradiction(ContradictionKind.CONDUCT, sides, f"{parties}. {said}.")


def figures(tellings: Sequence[Telling], witnesses: Witnesses) -> Iterator[Contradiction]:
    """Find one figure that is told of different things or of different parties.

    Args:
        tellings: With one amount, unit and common party.
        witnesses: For names.
    """
    passages: dict[tuple[str, int, int], list[Telling]] = defaultdict(list)
    for told in tellings:
        span = told.claim.evidence.span
        passages[told.claim.evidence.document, span.start, span.end].append(told)
    sides: dict[str, list[Telling]] = defaultdict(list)
    for passage in passages.values():
        sides[_deeds(passage, witnesses)].extend(passage)
    if len(sides) > 1 and len({told.voice for told in tellings}) > 1:
        said = ". ".join(f"{witnesses.told_by(told)}: {deeds}" for deeds, told in sides.items())
        figure = min(_figure(told) for told in tellings)
        explanation = f"One figure, {figure}, for different things. {said}."
        yield witnesses.contradiction(ContradictionKind.FIGURE, sides, explanation)


def figure_of(telling: Telling) -> tuple[str, float] | None:
    """Return unit and value of a figure that two documents would hardly share by chance."""
    return figure_value(telling.claim)


def figure_value(claim: Claim) -> tuple[str, float] | None:
    """Return unit and value of a claim's figure, if two documents would hardly share it by chance."""
    amount = claim.amount
    if amount is None or amount.value is None or amount.unit is None or amount.unit == "percent":
        return None
    is_money = len(amount.unit) == _CURRENCY_LETTERS and amount.unit.isupper()
    return (amount.unit, amount.value) if is_money or amount.value >= _NOTABLE_COUNT else None


def _apart(group: Sequence[Telling]) -> list[Telling]:
    """Return the tellings with a figure that cannot hold together with that of another voice."""
    by_bounds: dict[tuple[float, float], list[Telling]] = defaultdict(list)
    for told in group:
        assert told.claim.amount is not None
        by_bounds[_bounds(told.claim.amount)].append(told)
    opponents = {bounds: Opponents(held) for bounds, held in by_bounds.items()}

    def is_apart(told: Telling) -> bool:
        assert told.claim.amount is not None
        low, high = _bounds(told.claim.amount)
        return any(
            held.differ_from(told) for (least, most), held in opponents.items() if most < low or high < least
        )

    return [told for told in group if is_apart(told)]


def _distinct(tellings: Iterable[Telling]) -> list[Telling]:
    return list({told.claim.id: told for told in tellings}.values())


def _bounds(amount: Amount) -> tuple[float, float]:
    value = amount.value or 0.0
    match amount.qualifier:
        case "over":
            return value * (1 - _ROUNDING), float("inf")
        case "under" | "up to":
            return float("-inf"), value * (1 + _ROUNDING)
        case "about":
            return value * (1 - _ABOUT), value * (1 + _ABOUT)
        case _:
            return value * (1 - _ROUNDING), value * (1 + _ROUNDING)


def _figure(told: Telling) -> str:
    assert told.claim.amount is not None
    return told.claim.amount.text


def _is_forceful(told: Telling, witnesses: Witnesses) -> bool:
    value = goldstein(witnesses.scheme[told.claim.relation])
    return value is not None and value <= _FORCE


def _deeds(tellings: Sequence[Telling], witnesses: Witnesses) -> str:
    """Return what is told, one deed for all who share it: "China, Cuba lends to Venezuela"."""
    subjects: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for told in sorted(tellings, key=lambda told: (told.claim.relation, told.subject, told.object)):
        label = witnesses.scheme[told.claim.relation].label
        subjects[label, witnesses.names[told.object]][witnesses.names[told.subject]] = None
    deeds = [f"{', '.join(who)} {label} {whom}" for (label, whom), who in subjects.items()]
    rest = [f"and {len(deeds) - _DEEDS} more"] if len(deeds) > _DEEDS else []
    return "; ".join(deeds[:_DEEDS] + rest)
