"""The rules by which courts and researchers say which money left a mixed account, by name.

A rule is an answer to a question of law, not of fact: nobody can see which of two equal sums left
an account. So each has a name, one line that defines it, and where it was read that a forum
applies it; where no such reading was made, none is claimed. None of this is legal advice.

Five rules conserve: what leaves an account arrives at another, so that they can be followed from
account to account. Three do not, or end where they begin, and stand apart (`apart.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from queries.tracing.lots import AskedFirst, FirstIn, LastIn, Lots, Mixed, OtherFirst

NOTICE = "not legal advice"


@dataclass(frozen=True, slots=True)
class Profile:
    """A tracing rule, as an answer names it.

    Attributes:
        name: Its name here and on the command line.
        title: Its name in a sentence.
        definition: What it does, in one line.
        authority: Where it comes from; none where no source for it was read.
        forum: Whose law that is; none for a method that no court is cited for.
        conserves: Whether no money is made or lost, so that sums can be compared and added.
        onward: Whether it follows money from one account to the next.
        reversible: Whether it can ask where the money of a payment came from. It cannot where
            it must be told beforehand which money is tainted.
        notice: What every use of it has to say.
    """

    name: str
    title: str
    definition: str
    authority: str | None
    forum: str | None
    conserves: bool = True
    onward: bool = True
    reversible: bool = True
    notice: str = NOTICE


@dataclass(frozen=True, slots=True)
class Rule(Profile):
    """A rule that conserves: how a purse keeps its money.

    Attributes:
        lots: Makes an empty purse.
    """

    lots: Callable[[], Lots] = FirstIn


FIFO = Rule(
    "fifo",
    "first in, first out",
    "The money that came into an account first leaves it first.",
    "Clayton's Case (1816)",
    "England",
    lots=FirstIn,
)
LIFO = Rule(
    "lifo",
    "last in, first out",
    "The money that came into an account last leaves it first.",
    "a method of research code (follow-the-money by C. Mattsson); no court is cited for it here",
    None,
    lots=LastIn,
)
PRO_RATA = Rule(
    "pro_rata",
    "pro rata, as a rolling charge",
    "Each payment takes of every origin in proportion to the balance at that moment.",
    "a method of research code (follow-the-money by C. Mattsson, there 'mixed'); no court is "
    "cited for it here",
    None,
    lots=Mixed,
)
LIBR = Rule(
    "libr",
    "lowest intermediate balance",
    "Other money leaves first; what is traced never exceeds the lowest balance since it came in, "
    "and later credits do not restore it.",
    "Dameron, as read in 'Tracing Commingled Funds in Fraud Cases' (American Bankruptcy Institute)",
    "United States, bankruptcy courts",
    reversible=False,
    lots=OtherFirst,
)
TAINT_FIRST = Rule(
    "taint_first",
    "tainted money first",
    "The money asked about leaves first, other money only once that is spent.",
    None,
    None,
    reversible=False,
    lots=AskedFirst,
)
PARI_PASSU_TERMINAL = Profile(
    "pari_passu_terminal",
    "equal shares of what is left",
    "What is left in an account at the end is shared among all who paid in, by what they paid.",
    None,
    None,
    onward=False,
    reversible=False,
)
POISON = Profile(
    "poison",
    "any contact taints all",
    "Once money asked about has entered an account, all that it holds and pays counts. Sums are "
    "counted again at each account: an upper bound only, never to be added up.",
    None,
    None,
    conserves=False,
    reversible=False,
)
FACILITATION = Profile(
    "facilitation",
    "other money that helped to conceal",
    "Other money counts while it lies in one account with money asked about.",
    "a specialist's reading of United States v. Prevezon Holdings, Ltd., 251 F. Supp. 3d 684 "
    "(S. Cassella, 7 June 2017)",
    "United States, civil forfeiture",
    conserves=False,
    onward=False,
    reversible=False,
)

RULES = {rule.name: rule for rule in (FIFO, LIFO, PRO_RATA, LIBR, TAINT_FIRST)}
APART = {rule.name: rule for rule in (PARI_PASSU_TERMINAL, POISON, FACILITATION)}
