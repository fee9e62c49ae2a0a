"""Names of journals, conferences, publishers, places; how much a text speaks like a venue."""

import re
from functools import lru_cache

from publications.listing.words import words
from typeset.fold import fold

__all__ = ["CONFERENCES", "JOURNALS", "PLACES", "PUBLISHERS", "venue_evidence"]


def _names(text: str) -> frozenset[str]:
    """The folded names of a text that parts them by bars."""
    return frozenset(fold(name) for name in text.split("|"))


# Journals whose names have no word in them that tells.
JOURNALS = _names("""
    nature|science|cell|neuron|elife|pnas|jama|lancet|the lancet|bmj|blood|brain|gut
   |circulation|bioinformatics|biometrika|biometrics|biostatistics|econometrica|automatica
   |psychometrika|technometrics|entropy|sensors|neuroimage|cognition|genetics|evolution
   |ecology|chaos|icarus|bernoulli|combinatorica|algorithmica|neurocomputing
   |neural networks|neural computation|machine learning|artificial intelligence
   |pattern recognition|signal processing|scientific data|scientific reports
   |information and inference|statistica sinica|statistical science|genome biology
   |genome research|medical physics|medical image analysis|science robotics|science advances
   |optics express|applied optics|soft matter|nano today|nano energy|small|chem|joule
   |cortex|vision research|neuropsychologia|psychological science|child development
   |energy economics|water research|remote sensing|information fusion|information sciences
   |fluid mechanics|inverse problems|nonlinearity|jctc|jacs|nejm|tacl|jmlr|tmlr|dmlr
   |jair|tpami|pami|ijcv|tog|tip|tnnls|tmi|media|jmlr|jasa|jrssb|aos|aoas|aap|aop
   |prl|prd|prb|prx|apj|mnras|aj|jfm|jcp|jcam|siopt|sicon|simods|sisc|tac|tro|ral
   |ijrr|tase|tcns|tvcg|tosem|tse|toplas|tods|tois|tkde|tkdd|pvldb|pacmpl
   |swarm intelligence|topology|compositionality|scholarpedia|quantum|heliyon|cureus|sleep
   |pain|stroke|nutrients|cancers|molecules|polymers|materials|electronics|symmetry
   |mathematics|energies
""")  # fmt: skip

_VENUE = re.compile(
    r"\b(?:journals?|conferences?|proceedings|preproceedings|proc|procs|transactions|trans"
    r"|workshops?|symposium|symposia|congress|colloquium|colloquia|meetings?|letters|annals|annales"
    r"|lecture notes|advances in|reviews?|magazine|bulletin|quarterly|archiv|archives?|acta|arxiv"
    r"|biorxiv|medrxiv|springer|ieee|acm|elsevier|wiley|usenix|siam|conf|jour|intl|int l"
    r"|international|universit\w*|univ|dissertation|thesis|technical report|tech report|summit"
    r"|handbook|encyclopedia|tagung|konferenz|zeitschrift|jahrbuch|revue|revista|rivista"
    r"|conferencia|konferanse\w*"
    r"|congreso|conference|actes|colloque|journees|atelier|forum|society|association|plos|pnas"
    r"|nature|science|physical review|frontiers in|findings of|track|notices|memoirs|letter|arch)\b"
)


_CJK_VENUE = re.compile(
    r"学会|会議|大会|論文誌|学报|學報|期刊|シンポジウム|研究会|학회|논문지|학술대회|杂志|雜誌"
)


CONFERENCES = words("""
    neurips nips icml iclr aistats uai colt alt aaai ijcai ecai cvpr iccv eccv wacv bmvc accv
    acl emnlp naacl eacl coling conll lrec sigir www kdd sigkdd wsdm cikm recsys ecir chi cscw
    uist iui dis sigmod vldb icde edbt pods icdt sosp osdi nsdi atc eurosys asplos isca micro
    hpca sc ppopp sigcomm imc infocom mobicom mobisys sensys ipsn ccs ndss pets soups pldi popl
    icfp oopsla ecoop splash icse fse esec ase issta msr icra iros rss corl cdc acc ecc hri hscc
    wafr isrr iser humanoids icassp interspeech asru slt isit globecom icc wcnc vtc miccai isbi
    ipmi midl embc chil mlhc stoc focs soda itcs icalp esa stacs podc disc spaa ec wine aamas
    icaps kr sat cav tacas lics concur cade ijcar siggraph sigasia eurographics vis ismir ismar
    mm icme icip icpr ijcnn gecco icann esann ecml pkdd pakdd icdm sdm asonam icwsm websci facct
    fat aies hcomp edm lak aied its crypto eurocrypt asiacrypt tcc pkc ches date dac iccad fpga
    fccm icws icsoc semeval coling-lrec colm collas automl log mlsys pmlr
""")  # fmt: skip


PUBLISHERS = re.compile(
    r"(?:springer(?:[- ](?:verlag|nature|international(?: publishing)?|cham|berlin|singapore"
    r"|new york|link))?|elsevier|wiley(?:-(?:blackwell|vch|ieee press))?|john wiley(?: (?:&"
    r"|and) sons)?"
    r"|taylor (?:&|and) francis|sage(?: publications)?|oxford university press|mit press"
    r"|the mit press"
    r"|cambridge university press|(?:\w+ )?university press|\bCUP|\bOUP"
    r"|\bIEEE(?: computer society| press)?"
    r"|\bACM(?: press)?|\bAAAI(?: press)?|\bAMS|american mathematical society|\bSIAM|\bIOS press"
    r"|\bCRC press|world scientific(?: publishing)?|birkh[aä]user|de gruyter|academic press"
    r"|o'reilly"
    r"|college publications|association for symbolic logic|curran associates|\bIGI global|routledge"
    r"|palgrave macmillan|chapman (?:&|and) hall(?:/crc)?|morgan (?:&|and) claypool|now publishers"
    r"|schloss dagstuhl|\bIOP publishing|frontiers media|\bMDPI|hindawi|intech(?:open)?|\bPMLR"
    r"|association for computing machinery|association for computational linguistics)",
    re.IGNORECASE,
)


PLACES = _names("""
    Albania|Algeria|Andorra|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain
   |Bangladesh|Belarus|Belgium|Bolivia|Bosnia and Herzegovina|Botswana|Brazil|Brasil
   |Bulgaria|Cambodia|Cameroon|Canada|Chile|China|P. R. China|Colombia|Costa Rica|Croatia
   |Cuba|Cyprus|Czech Republic|Czechia|Denmark|Dominican Republic|Ecuador|Egypt|England
   |Estonia|Ethiopia|Finland|France|Georgia|Germany|Ghana|Greece|Guatemala|Hong Kong
   |Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Jamaica|Japan|Jordan
   |Kazakhstan|Kenya|Korea|South Korea|Republic of Korea|Kuwait|Latvia|Lebanon|Lithuania
   |Luxembourg|Macao|Macau|Malaysia|Malta|Mexico|Monaco|Montenegro|Morocco|Nepal
   |Netherlands|The Netherlands|New Zealand|Nicaragua|Nigeria|North Macedonia|Norway|Oman
   |Pakistan|Panama|Paraguay|Peru|Philippines|Poland|Portugal|Puerto Rico|Qatar|Romania
   |Russia|Rwanda|Saudi Arabia|Scotland|Senegal|Serbia|Singapore|Slovakia|Slovenia
   |South Africa|Spain|Sri Lanka|Sweden|Switzerland|Taiwan|Tanzania|Thailand|Tunisia
   |Turkey|Türkiye|Uganda|Ukraine|UAE|United Arab Emirates|Abu Dhabi|Dubai|UK
   |United Kingdom|Great Britain|USA|US|U.S.|U.S.A.|United States|Uruguay|Venezuela
   |Vietnam|Wales|Northern Ireland|Virtual|Virtual Event|Virtual Conference|Virtual Meeting
   |Online|Remote|Hybrid|Deutschland|Österreich|Schweiz|España|Italia|Pays-Bas|Allemagne
   |Espagne|Suisse|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut
   |Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine
   |Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada
   |New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma
   |Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah
   |Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Washington DC
   |Washington D.C.|Ontario|Quebec|Québec|British Columbia|Alberta|Catalonia|Bavaria|AL
   |AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MD|MA|MI|MN|MS|MO
   |MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI
   |WY|DC|BC|ON|QC|AB|London|Paris|Berlin|Vienna|Seoul|Tokyo|Kyoto|Beijing|Shanghai
   |Vancouver|Montreal|Toronto|Barcelona|Madrid|Amsterdam|Copenhagen|Stockholm|Prague
   |Budapest|Lisbon|Rome|Milan|Munich|Zurich|Sydney|Melbourne|San Francisco|San Diego
   |Los Angeles|Seattle|Boston|Chicago|New Orleans|Honolulu|Long Beach|Salt Lake City
   |Atlanta|Austin|Philadelphia|Bangkok
""")  # fmt: skip


_ACRONYM_YEAR = re.compile(
    r"\b(?=[\w&@/+-]*[A-Z][\w&@/+-]*[A-Z])[A-Za-z][\w&@/+-]{1,25}\s*[-’'‘:]?\s*(?:(?:19|20)\d\d"
    r"|[’'‘]\d\d)\b"
)


@lru_cache(maxsize=8192)
def venue_evidence(text: str) -> float:
    """How much the text speaks like a journal or a conference, from 0 to 2."""
    folded = fold(text)
    if not folded:
        return 0.0
    if folded in JOURNALS or folded.removeprefix("the ") in JOURNALS:
        return 1.5
    score = 0.0
    found = len(set(_VENUE.findall(folded)))
    score += min(1.4, 0.8 * found)
    if _CJK_VENUE.search(text):
        score += 1.0
    if _ACRONYM_YEAR.search(text):
        score += 0.9
    elif any(fold(word) in CONFERENCES and word.isupper() for word in text.split()[:12]):
        score += 0.6
    if re.match(
        r"(?:in|in:|to appear in|appeared in|published in)\s+(?=\S*[A-Z0-9])", text, re.IGNORECASE
    ):
        score += 0.4
    return min(2.0, score)
