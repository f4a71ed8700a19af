"""English words of closed classes: what clauses are told apart by without a parser."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FINITE_AUXILIARIES = _words(
    "is are was were am has have had does do did will would shall should may might must can could 'll ’ll wo ca 're ’re 'm ’m 've ’ve"
)
MODALS = _words("will would shall should may might must can could wo ca 'll ’ll 'd ’d")
BE = _words("is are was were am be been being 's ’s 're ’re 'm ’m")
AUXILIARIES = FINITE_AUXILIARIES | _words("having being been be doing 's ’s 'd ’d")
NEGATIONS = _words("not n't n’t never neither nor cannot no")
POSSESSIVE = _words("'s ’s ' ’")
PREPOSITIONS = _words(
    "in on at with to from by after before during following under over amid despite against about between into since until "
    "through via within without upon toward towards regarding concerning as like given ahead unlike near off out of for "
    "among amongst across around behind beyond alongside throughout per versus besides including along past onto"
)
DETERMINERS = _words(
    "the a an his her its their our my your this that these those some any no such both another each every all several many few most"
)
PRONOUNS = _words("i we he she it they you who there everyone someone nobody anyone everybody one others")
CONJUNCTIONS = _words("and or but nor yet")
SUBORDINATORS = _words(
    "that while when if because although though whereas whether since unless than so once until after before as lest"
)
RELATIVES = _words("who which whom whose where that what")
WH = _words("what how why whether if who where when which whose")
ADVERBS = _words(
    "also then later again once still now today yesterday earlier already only just even thus therefore however all first "
    "often always soon long well further instead meanwhile too both tomorrow tonight recently publicly back out up down away "
    "outright alike together sometimes perhaps maybe almost rather quite very so far ever afterwards afterward twice next there here"
)
DAYS = _words("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = _words(
    "january february march april may june july august september october november december jan. feb. aug. sept. oct. nov. dec."
)
MARKS = frozenset('"“”„‟«»‹›「」『』‘')
TERMINALS = frozenset((".", "!", "?", "…", "...", "!!", "??", "?!", "!?", "。", "！", "？"))
BARRED_ADVERBS = _words("family supply assembly ally italy july monopoly reply rally bully fly jelly only early daily")
INVERTIBLE = _words(
    "say add write note state tell declare announce explain insist argue stress warn reply respond recall remark observe "
    "comment claim ask suggest read run conclude continue tweet post report joke quip predict caution lament assert "
    "acknowledge admit begin shout retort counter muse opine vow promise emphasize concede allege"
)
