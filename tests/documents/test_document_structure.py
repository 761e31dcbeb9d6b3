"""Headings and boilerplate are told by their kind, and running text is left alone."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from realpolitik.documents.draft import Draft
from realpolitik.documents.lines import split_lines
from realpolitik.documents.structure import find_structure
from realpolitik.model import Span
from strategies import texts

BODY = (
    "Norland said on Monday that it would lend Sudria two billion crowns, and Sudria, whose reserves have "
    "run dry since the spring, said that it would take the loan."
)
SECOND = (
    "The two governments have not spoken of the terms, but officials expect them to be hard on the borrower."
)


def structure(text: str, headings: tuple[Span, ...] | None = None) -> tuple[list[str], list[str]]:
    """Return the words of headings and of boilerplate."""
    found = find_structure(Draft(text=text, media_type="text/plain", headings=headings))
    return [span.of(text) for span in found[0]], [span.of(text) for span in found[1]]


def article(*lines: str, headline: str = "Norland to lend to Sudria") -> str:
    return "\n\n".join((headline, BODY, *lines, SECOND))


@pytest.mark.parametrize(
    "line",
    [
        "Share this article",
        "SHARE THIS ARTICLE",
        "Share on Facebook",
        "Facebook Twitter WhatsApp Email",
        "Facebook | X | Telegram | Copy link",
        "12K shares",
        "Please enter your comment!",
        "Please enter your name here",
        "Leave a reply",
        "Your email address will not be published. Required fields are marked *",
        "Save my name, email, and website in this browser for the next time I comment.",
        "You must be logged in to post a comment.",
        "No comments yet",
        "Read More:",
        "Read more: Sudria’s long road to the lenders",
        "Also read: Norland’s bank chief resigns",
        "Related articles",
        "Tags: Norland, Sudria, loans",
        "You may also like",
        "Most read",
        "Story continues below",
        "Advertisement",
        "Our website can also be reached at the following alternate addresses:",
        "www.example.org",
        "https://example.org/a?b=c",
        "press@example.org",
        "Sign up for our weekly newsletter and get the news in your inbox.",
        "Subscribe",
        "We use cookies to improve your experience on this site.",
        "Accept all cookies",
        "Cookie settings",
        "By continuing to use this site you agree to our terms.",
        "© 2031 Norland Gazette. All rights reserved.",
        "Copyright 2031 Norland Gazette",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "This article was first published in the Norland Gazette.",
        "Reporting by A. Vane; editing by B. Moor",
        "With inputs from agencies",
        "Follow us on Twitter and Facebook",
        "Follow @NorlandGazette on Telegram",
        "Photo: Norland Press Agency",
        "Photo by A. Vane",
        "Published: 14 January 2031",
        "5 min read",
        "Source: Norland Gazette",
        "---",
        "* * *",
        "Home | About us | Contact | Privacy policy",
        "Skip to main content",
        "Back to top",
        "Click here to download the app",
        "Independent analysis based on open media.",
    ],
)
def test_furniture_carries_no_claims(line: str) -> None:
    """A line of the kind that sites put around articles, between two paragraphs of one."""
    headings, boilerplate = structure(article(line))

    assert boilerplate == [line]
    assert headings == ["Norland to lend to Sudria"]


@pytest.mark.parametrize(
    "line",
    [
        "Norland shares this view with Sudria.",
        "Read more closely, the treaty binds Norland to nothing.",
        "Sudria follows Norland on its path to the lenders, its minister said.",
        "More than 80 people have died.",
        "Sign the treaty, Norland told Sudria, or lose the loan.",
        "Share prices in Sudria fell as Norland raised its tariffs.",
        "The site of the old embassy can be reached by road from the capital.",
        "Related companies of the Norland bank were sanctioned by Sudria.",
        "“Follow us,” Norland told Sudria.",
        "Norland's cookies are banned in Sudria.",
        "Photographs show Norland's tanks in Sudria.",
        "Copyright law divides Norland and Sudria, whose writers want to be paid for what the other prints.",
        "Source code was stolen from Sudria by Norland.",
        "Topics of the talks between Norland and Sudria were oil and debt.",
        "By Monday, Norland had left Sudria.",
        "Next, Norland will arm Sudria.",
        "U.S.",
        "The U.S. and Norland, he said, agree.",
        "Join Norland or perish, Sudria was told today.",
    ],
)
def test_running_text_is_left_alone(line: str) -> None:
    """Sentences that begin like furniture are not."""
    assert structure(article(line))[1] == []


def test_what_stands_under_the_share_buttons_goes_with_them() -> None:
    """After the end of the article, short lines are furniture; a paragraph is text again."""
    text = f"Norland lends\n\n{BODY}\n\nShare this article\nNorland Tonight\n\nThe Sunday Show\n"
    assert structure(text)[1] == ["Share this article", "Norland Tonight", "The Sunday Show"]

    resumed = (
        f"Norland lends\n\n{BODY}\n\nRead more:\nSudria’s long road\nA bank falls\n\nThe terms\n\n{SECOND}"
    )
    assert structure(resumed) == (
        ["Norland lends", "The terms"],
        ["Read more:", "Sudria’s long road", "A bank falls"],
    )


def test_what_stands_above_the_headline() -> None:
    """Bread crumbs, a publisher's name, a byline and a date are no headings."""
    crumbs = "World \u00a0 / \u00a0 Debt \u00a0 / \u00a0 Sudria"
    text = f"{crumbs}\n\nNorland lends\n\nBy Anna Vane\nMonday, May 5, 2031\n\n{BODY}"
    assert structure(text) == (
        ["Norland lends"],
        [crumbs, "By Anna Vane", "Monday, May 5, 2031"],
    )

    for name in ("NorlandToday", "World24", "norland.example", "The Norland Gazette"):
        assert structure(f"{name}\n\nNorland lends to Sudria again\n\n{BODY}") == (
            ["Norland lends to Sudria again"],
            [name],
        )


def test_only_the_credit_of_a_caption_goes() -> None:
    """The caption itself is text."""
    caption = "The ministers of Norland and Sudria shake hands in Oslo on May 5, 2031."
    for credit in ("(Photo by AFP)", "[Image: A. Vane/Reuters]", "(AFP)", "Credit: Norland Press"):
        assert structure(article(f"{caption} {credit}"))[1] == [credit]
    assert structure(article("PHOTO: The ministers meet. Credit: Norland Press"))[1] == [
        "PHOTO: ",
        "Credit: Norland Press",
    ]


def test_a_counter_is_no_part_of_the_headline() -> None:
    assert structure(article(headline="Norland to lend to Sudria again🔥67")) == (
        ["Norland to lend to Sudria again"],
        ["🔥67"],
    )


def test_headings_are_short_lines_that_stand_apart() -> None:
    """Headline, the line under it, section headings; no question, no list item, no last line."""
    text = "\n\n".join(  # noqa: FLY002 - a list of lines reads best
        (
            "Norland to lend to Sudria: Gazette.",
            "The loan of two billion crowns is the largest that Norland ever gave to a neighbour",
            BODY,
            "A Hard Bargain",
            SECOND,
            "Q: Who pays?",
            SECOND,
            "- an item",
            SECOND,
            "“Nobody asked us”",
            SECOND,
            "lower case line",
            SECOND,
            "He said:",
            SECOND,
            "The end",
        )
    )
    assert structure(text)[0] == [
        "Norland to lend to Sudria: Gazette.",
        "The loan of two billion crowns is the largest that Norland ever gave to a neighbour",
        "A Hard Bargain",
        "“Nobody asked us”",
    ]


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Norland lends to Sudria",
        f"{BODY}\n\n{SECOND}",
        "Norland said today that it would lend to Sudria,\nwhich asked for it last spring\nand got none.",
        f"OSLO, May 5 — Norland will lend to Sudria.\n\n{BODY}",
        "",
        "\n\n\n",
    ],
)
def test_a_text_may_have_no_headline(text: str) -> None:
    """A paragraph, a single line, text broken at a fixed width, a dateline."""
    assert structure(text)[0] == []


def test_headings_that_a_format_marks_up_are_kept_less_their_furniture() -> None:
    """A heading that is furniture as a whole is none."""
    text = f"Norland lends\n\n{BODY}\n\nMore of it (Photo: AFP)\n\nRelated articles"
    spans = tuple(
        Span(text.index(words), text.index(words) + len(words))
        for words in ("Norland lends", "More of it (Photo: AFP)", "Related articles")
    )
    assert structure(text, spans)[0] == ["Norland lends", "More of it"]


@given(
    st.lists(texts(max_size=60) | st.sampled_from(["Share this article", BODY, "A heading", ""]), max_size=12)
)
def test_spans_are_in_order_and_within_the_text(parts: list[str]) -> None:
    """Whatever the text, spans lie in it, are not empty, and boilerplate doesn't overlap itself."""
    text = "\n".join(parts)
    headings, boilerplate = find_structure(Draft(text=text, media_type="text/plain"))

    for spans in (headings, boilerplate):
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert list(spans) == sorted(spans)
        assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    assert not any(one.overlaps(other) for one in headings for other in boilerplate)


@given(texts(max_size=200))
def test_lines_cover_all_but_white_space(text: str) -> None:
    """No character that shows is outside the lines."""
    kept = list(text)
    for line in split_lines(text):
        kept[line.span.start : line.span.end] = " " * (line.span.end - line.span.start)

    assert not "".join(kept).strip()
