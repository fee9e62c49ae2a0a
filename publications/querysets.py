"""Every reading rule of publications, by name."""

from collections.abc import Callable, Iterable
from functools import reduce
from operator import and_
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Concat

from profiles.querysets import NAMED
from profiles.revealing import or_revealed
from typeset.fold import fold

if TYPE_CHECKING:
    from profiles.models import Lab, Researcher

MOST_WORDS = 10  # of a search that count: each is a condition of the query


def _padded(name: str) -> Concat:
    """A folded text between spaces: each of its words is between spaces then."""
    return Concat(Value(" "), name, Value(" "), output_field=models.TextField())


class VenueQuerySet(models.QuerySet):
    def search(self, text: str) -> Self:
        words = fold(text).split()
        return self.filter(*(Q(folded__contains=word) for word in words)) if words else self.none()


class AuthorshipQuerySet(models.QuerySet):
    def shown(self) -> Self:
        """Those by which a publication appears on a person's own pages."""
        return self.filter(hidden=False)


class CoauthorQuerySet(models.QuerySet):
    def public(self) -> Self:
        """No drafts."""
        return self.filter(or_revealed(self.model, Q(draft=False)))


class PublicationQuerySet(models.QuerySet):
    def public(self) -> Self:
        """No drafts."""
        return self.filter(or_revealed(self.model, Q(draft=False)))

    def listed(self) -> Self:
        """Public, and not hidden by everybody here who wrote it.

        A work whose linked authors have all hidden it, or are all hidden
        themselves, is on no list of the whole site; one that has no linked
        author at all is the lab's own and stays.
        """
        linked = self._authorships().filter(researcher__isnull=False)
        shown = linked.filter(hidden=False, researcher__visibility__in=NAMED)
        return self.public().filter(~self._in_doubt() | ~Exists(linked) | Exists(shown))

    def _in_doubt(self) -> Q:
        """Something about its authors is hidden: only these few works are looked at one by one."""
        names = self._authorship.objects
        people = self._authorship.researcher.field.related_model.objects
        unnamed = people.exclude(visibility__in=NAMED)
        return Q(pk__in=names.filter(hidden=True).values("publication")) | Q(
            pk__in=names.filter(researcher__in=unnamed.values("pk")).values("publication")
        )

    def reachable(self) -> Self:
        """Those that have a page: public, unless all who wrote it here are hidden people."""
        linked = self._authorships().filter(researcher__isnull=False)
        seen = linked.exclude(researcher__visibility="hidden")
        return self.public().filter(~Exists(linked) | Exists(seen))

    def of(self, researcher: "Researcher") -> Self:
        """On this person's pages: public, theirs, and not hidden by them."""
        own = self._authorship.objects.shown().filter(researcher=researcher)
        return self.public().filter(pk__in=own.values("publication"))

    def by_listed(self, slug: str) -> Self:
        """By the listed person with this address, as their own pages show it."""
        theirs = self._authorship.objects.shown().filter(researcher__slug=slug)
        theirs = theirs.filter(researcher__visibility="public")
        return self.filter(pk__in=theirs.values("publication"))

    def selected_by(self, researcher: "Researcher") -> Self:
        """Their selected works, in their own order."""
        return (
            self.public()
            .filter(
                authorships__researcher=researcher,
                authorships__selected=True,
                authorships__hidden=False,
            )
            .order_by("authorships__selected_position", *self.model._meta.ordering)
        )

    def of_lab(self, lab: "Lab") -> Self:
        """Listed works with an author who is or was in the lab."""
        ours = self._authorships().filter(
            hidden=False,
            researcher__visibility__in=NAMED,
            researcher__memberships__lab=lab,
        )
        return self.public().filter(Exists(ours))

    def highlighted(self) -> Self:
        return self.filter(highlighted=True)

    def search(self, text: str) -> Self:
        """Every word in the title, in an author's name or in the abstract; the best match first."""
        words = fold(text).split()[:MOST_WORDS]
        if not words:
            return self
        for_all = Case(
            When(folded_title=" ".join(words), then=0),
            When(self._each(words, lambda word: Q(in_title__contains=f" {word} ")), then=1),
            When(self._each(words, lambda word: Q(in_title__contains=f" {word}")), then=2),
            When(self._each(words, self._in_title), then=3),
            # Of what is left most has a word in its abstract alone, and is asked one question.
            When(~self._each(words, lambda word: self._in_title(word) | self._named(word)), then=6),
            When(self._each(words, lambda word: self._in_title(word) | self._whole(word)), then=4),
            default=5,
        )
        found = self
        for word in words:
            somewhere = self._in_title(word) | self._by(word)
            found = found.filter(somewhere | Q(folded_abstract__contains=word))
        return found.alias(in_title=_padded("folded_title"), match=for_all).order_by(
            "match", *self.model._meta.ordering
        )

    @staticmethod
    def _each(words: Iterable[str], rule: Callable[[str], Q]) -> Q:
        return reduce(and_, map(rule, words), Q())

    @staticmethod
    def _in_title(word: str) -> Q:
        return Q(folded_title__contains=word)

    def _by(self, word: str) -> Q:
        """An author's name has the word in it."""
        names = self._authorship.objects.filter(folded__contains=word)
        return Q(pk__in=names.values("publication"))

    def _named(self, word: str) -> Exists:
        """The same of one found already, which looks at no other byline."""
        return Exists(self._authorships().filter(folded__contains=word))

    def _whole(self, word: str) -> Exists:
        """An author's name has it as a whole word."""
        names = self._authorships().alias(whole=_padded("folded"))
        return Exists(names.filter(whole__contains=f" {word} "))

    @property
    def _authorship(self) -> type[models.Model]:
        return self.model.authorships.rel.related_model

    def _authorships(self) -> AuthorshipQuerySet:
        """Those of the outer query's publication, for `Exists`."""
        return self._authorship.objects.filter(publication=OuterRef("pk"))
