"""Words that open a speaker's label, and words that never do."""

from __future__ import annotations

HONORIFICS = (
    "mr ms mrs miss mme sir dame lord lady baroness dr prof professor prince princess sheikh sheikha shaikh king queen "
    "deputy archbishop bishop cardinal monsignor msgr count judge justice reverend rev father sister imam shri smt shrimati "
    "gen general adm admiral col colonel capt captain maj major lt sgt ambassador amb chancellor governor gov senator sen congressman "
    "congresswoman representative rep secretary sec minister premier mayor chair chairman chairwoman chairperson commissioner "
    "administrator advisor adviser coordinator director attorney undersecretary h.e h.e."
).split()
OFFICE_HEADS = (
    "president",
    "vice president",
    "prime minister",
    "deputy prime minister",
    "foreign minister",
    "deputy foreign minister",
    "minister",
    "vice minister",
    "deputy minister",
    "state minister",
    "foreign secretary",
    "secretary",
    "deputy secretary",
    "under secretary",
    "assistant secretary",
    "secretary-general",
    "secretary general",
    "deputy secretary-general",
    "deputy secretary general",
    "director-general",
    "director general",
    "high representative",
    "vice-president",
    "spokesperson",
    "spokesman",
    "spokeswoman",
    "deputy spokesperson",
    "deputy spokesman",
    "deputy spokeswoman",
    "associate spokesperson",
    "official spokesperson",
    "chief spokesperson",
    "press secretary",
    "chancellor",
    "federal chancellor",
    "premier",
    "taoiseach",
    "king",
    "crown prince",
    "queen",
    "high commissioner",
    "chief commissioner",
    "commissioner",
    "senior administration official",
    "senior state department official",
    "senior defense official",
    "senior official",
    "official",
    "the president",
    "the acting president",
    "the temporary president",
    "the vice-president",
    "acting president",
    "temporary president",
    "the vice president",
    "the first lady",
    "the prime minister",
    "the foreign minister",
    "the minister",
    "the secretary",
    "the representative",
    "the permanent representative",
    "the deputy permanent representative",
    "permanent representative",
    "deputy permanent representative",
    "the delegate",
    "delegate",
    "the ambassador",
    "the observer",
    "observer",
    "the secretary-general",
    "the deputy secretary-general",
    "the spokesperson",
    "the spokesman",
    "the spokeswoman",
    "the chancellor",
    "nato secretary general",
    "chief cabinet secretary",
    "national security adviser",
    "national security advisor",
)
# words that open a remark, a list or a memorandum, and never name a speaker
NO_SPEAKER = frozenset(
    (
        "first firstly second secondly third thirdly fourth fifth sixth finally lastly next then also but and so now note notes nb ps re subject from to cc "
        "date time place location venue source sources background participants participant attendees present presenter presenters briefer agenda item items "
        "topic topics summary contact contacts phone tel telephone fax email e-mail website web address annex appendix article chapter "
        "section part paragraph resolution decision document table figure box example examples option step point points "
        "remember warning caution attention update correction editor editors transcript video audio photo link links see read "
        "here this that these those there it its we i you he she they our my your his her their what when where why how who "
        "which yes no okay ok well thus hence therefore however moreover furthermore again today tomorrow yesterday "
        "in on at for of by with as if because since until while after before during about among between under over "
        "one two three four five six seven eight nine ten a an all both each every some any many most more "
        "favour favor against abstaining abstentions absent members member sentence offense offence conclusion introduction result results "
        "following below above highlights key question-and-answer dear sentenced deadline status answer reason reasons fact facts quote unquote "
        "translation original text title headline published updated tags keywords category share print order statement remarks speech press-release "
        "is are was were be being been do does did has have had can could will would shall should may might must let"
    ).split()
)
PARTICLES = frozenset(
    "de del della der den di da do dos das du la le les el al bin ibn ben bint van von zu y e und af av ter ten of the and for ud dela san st".split()
)
