"""Words by which the part that a named state plays is known: what is suffered, what is held in a place, who stands for a state."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


PLACES = _words("in at over near around off across throughout outside within into inside along through")
RULED = _words("in at across throughout within inside")
BELONGINGS = _words(
    "people peoples population citizen citizens territory territories border borders frontier sovereignty independence integrity "
    "constitution constitutions soil waters airspace security stability economy children civilians society unity rights"
)  # what a state has: "the people of X", "X's borders" name a victim more often than a culprit
SUFFERED = _words(
    "invasion occupation bombing bombings bombardment shelling killing killings murder murders annexation blockade siege destruction expulsion "
    "arrest arrests detention abduction kidnapping assassination seizure partition isolation encirclement rape looting ramming sinking "
    "boarding downing division dismemberment exclusion targeting attack attacks aggression assault assaults war hostility threats threat "
    "strike strikes raid raids crimes crime accusation accusations charge charges provocations provocation violence "
    "struggle fight resistance operation operations incursion incursions intervention interference propaganda campaign blow coup "
    "smear smears slander slanders insult insults allegation allegations claim claims lies rumours plot plots"
)  # what is done to the one behind "of", "on", "against", "to", unless another is named as its doer
ONLY_SUFFERED = _words(
    "violation violations invasion occupation bombing killing killings murder murders annexation siege destruction expulsion arrest arrests detention abduction "
    "kidnapping assassination seizure partition isolation encirclement looting sinking boarding downing division dismemberment exclusion targeting "
    "ramming bombardment blockade"
)  # of these, those whose "of X" is the victim: "the invasion of X", but "the attacks of X"
HELD = _words(
    "conference summit talks meeting session forum visit press reporters said told speaking speech interview ceremony "
    "negotiations met meet"
)  # what is held in a place, whoever rules it
CALAMITIES = _words(
    "attack attacks bomb bombs bombing bombings blast explosion flood floods earthquake cyclone hurricane typhoon fire fires famine drought "
    "disaster crash crashes epidemic outbreak kidnapping kidnappings killing killings piracy terrorism terrorist gang workers violence"
)  # what befalls a place without the doing of those who rule it
CHANNEL_NOUNS = _words(
    "ambassador representative envoy mission reporters journalists talks meeting call conversation summit conference interview met meets "
    "phone telephone dinner counterpart delegate"
)
TOLD = _words("told tell tells informed inform informs assured assure briefed")
CHANNEL_LEADS = _words("with alongside besides to")
AFFLICTING = _words("against of in on to into over for upon")
LAY = _words(
    "media newspaper newspapers press scholars experts sources reports daily agency peninsula citizens bank banks tourists fishermen"
)
RULES = _words("resolution resolutions decision decisions charter meeting session debate presidency")
SUFFERING = _words(
    "suffer suffers suffered suffering endure endures endured enduring withstand withstands withstood withstanding resist resists "
    "resisted resisting face faces faced facing subjected"
)  # between a state and the brand of a deed: it bears the deed, and did not do it
ANSWERING = _words(
    "respond responds responded responding response answer answers answered answering reply replies replied react reacts reacted reacting "
    "reaction"
)  # the same, with "to" behind
AGAINST = _words("against under despite amid")  # right before such a brand: whoever stands before that bears it
CONCEDING = _words("despite notwithstanding")
BORDERS = _words("border borders frontier frontiers boundary boundaries")
BONDS = _words(
    "friendship brotherhood sisterhood commitment commitments solidarity alliance partnership bond bonds ties support loyalty pledge"
)  # of these it is their owner who speaks, where a bond is praised
VIEWS = _words(
    "hope wish view opinion position belief conviction intention desire expectation answer policy understanding"
)
ENVOYS = _words(
    "ambassador envoy chargé charge counterpart diplomat diplomats embassy minister colleague embassies consulate president delegation"
)
STANDING_FOR = _words(
    "government governments authorities authority leadership regime state republic kingdom side administration rulers cabinet president "
    "premier minister ministry representative head delegation delegate ambassador forces army troops military leaders leader party nation capital embassy consulate mission "
    "citizens nationals"
)
OF_OFFICE = _words("foreign prime defence defense interior deputy vice central federal new own")
BESIDES_NAME = _words(
    "both either neither neighbouring neighboring eastern western northern southern central north south east west occupied"
)
ADDRESSED_BY = _words(
    "protest protests protested protesting representation representations démarche demarche appeal appeals appealed note warning message "
    "demand demands apology condolences condolence thanks gratitude congratulations solidarity sympathy greetings tribute called calls call "
    "conveyed extended extends"
)
ADDRESSING = _words("with to on upon from towards toward against")
PAIRS = _words("sides governments countries parties neighbours neighbors capitals nations")
