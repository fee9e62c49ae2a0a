"""Words by which the parts of an entry are told apart, folded."""

import re
from functools import lru_cache

from typeset.fold import fold


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that a title has and the name of a person has not.
FUNCTION = _set("""
    the of for in on with a an to by from via using is are as at or not can how what why when does
    towards toward under over between into without through beyond across among against based vs
    versus its their our we be it that this these those if than within about after before during
    which who whose where was were has have had will should may might could would more most all
    und der die das des für mit zur zum bei eine einer eines im auf aus sur pour dans les des une
    par avec chez aux para por con las los sobre una en entre uma um com nos nas
""")  # fmt: skip

# Words that are no names of people, though they are written with a capital in titles and venues.
TOPICAL = _set("""
    abstract accuracy action adaptive advances adversarial affairs aging agent agents aided
    algebra algebraic algorithm algorithms alignment american analysis analytic analytics animal
    annals annual anomaly applications applied approach approaches approximate approximation
    architecture architectures archive artificial arxiv asian assessment astrophysical astrophysics
    asymptotic asynchronous atlas atmospheric attacks attention audio australian automated automatic
    automation autonomous bandit bandits based bayes bayesian behavior behavioral behaviour
    benchmark benchmarks best bias bilevel binary bioinformatics biological biology biomedical
    biorxiv boosting bounds brain british bulletin calculus canadian cancer causal causality cell
    cells challenge challenges chapter chemical chemistry child chinese chip choice circuit circuits
    civil classical classification clinical climate clinical cloud clustering clusters code codes
    coding cognition cognitive collaboration collaborative colloquium combinatorial combinatorics
    communication communications comparative comparison complex complexity compressed computation
    computational compute computer computers computing concepts conditional conference congress
    connected consistent constrained constraints construction consumer context contextual
    continual continuous contrastive control convergence convex convolutional cooperative core
    correction corpus correspondence cosmology coupled coverage critical crowd crystal cultural
    culture current data database databases dataset datasets decentralized decision decisions
    deep defense deformable demonstration depth description design designs detecting detection
    deterministic developing development dialogue differential diffusion digital dimensional
    discovery discrete disease diseases dissertation distance distillation distributed distribution
    divergence diversity document domain domains dynamic dynamical dynamics early earth ecology
    economic economics economy editor editorial education educational effect effective effects
    efficiency efficient electric electrical electron electronic electronics embedded embedding
    embeddings emergence empirical encoding energy engineering enhanced enhancing entropy
    environment environmental equations equilibrium error estimate estimating estimation european
    evaluating evaluation evidence evolution evolutionary experimental experiments explainable
    explanation exploiting exploration exploring extended extraction face factorization fair
    fairness fast feature features federated feedback findings finite flexible flow fluid
    forecasting
    foundation foundations framework frameworks frequency function functional functions fundamental
    fusion future fuzzy game games gaussian gene general generalization generalized generating
    generation generative genetic genetics genome genomic genomics geometric geometry global
    gradient gradients grammar graph graphical graphics graphs growth guarantees guided handbook
    health healthcare heterogeneous hierarchical high high-dimensional history human humans hybrid
    identification ieee image images imaging imitation impact implementation implicit improved
    improving incomplete independent indian industrial industry inequality inference influence
    information infrastructure innovation institute integrated integration intelligence intelligent
    interaction interactions interactive interface international internet interpretable inverse
    investigation isolation issues italian iterative japanese joint journal kernel kernels knowledge
    korean language languages large laser latent layer learned learning lecture letters level
    library lifelong limits linear linguistics liquid local localization logic logical machine
    machines magazine magnetic management manifold manufacturing mapping market markets matching
    materials mathematical mathematics matrix matter measurement measurements measures mechanical
    mechanics mechanism mechanisms media medical medicine memory meta method methods metric
    metrics microscopy minimax minimization minimum mining mixed mobile modal model modeling
    modelling models modern molecular molecule molecules monthly motion multi multimedia multimodal
    multiple museum national natural nature navigation nervous network networks neural neuro
    neuroscience neuron noise noisy nonconvex nonlinear nonparametric normal notes novel nuclear
    numerical object objects observation observations ocean online open operations optical optics
    optimal optimisation optimization optimizing order organization outlook parallel parameter
    parameters partial particle patents pattern patterns perception performance perspective
    perspectives phase philosophy photonics physical physics planning planetary plasma poisoning
    policies policy political politics polymer population power practical practice predicting
    prediction predictive preference preliminary press preprint principles privacy private
    probabilistic probability problem problems procedures proceedings process processes processing
    production program programming programs progress projection proof properties protein proteins
    protocol proximal psychology public quality quantitative quantum query random randomized
    ranking rate rates reading real reality reasoning recognition recommendation reconstruction
    recurrent reduced reduction regression regularization reinforcement relations relativity
    relaxation reliable remote report reports representation representations research resonance
    resource resources response results retrieval review reviews robot robotic robotics robots
    robust robustness role safe safety sample samples sampling scalable scale schemes school science
    sciences scientific search secure security segmentation selected selection self semantic
    semantics semi semidefinite sensing sensitivity sensor sensors sentence sequence sequential
    series
    service services shape signal signals simulation simulations simultaneous single skills small
    social society software soil solar solid solution solutions solving some sound source space
    sparse
    spatial special spectral speech springer stability stabilization standard state statistical
    statistics stochastic strategies strategy structure structural structured structures studies
    study submitted supervised supply surface survey sustainability sustainable symbolic symposium
    synthesis synthetic system systems tasks teaching technical techniques technologies technology
    temporal tensor test testing text textbook theoretical theories theory therapy thermal thesis
    time topics topological topology towards tracking trading traffic training transactions transfer
    transform transformer transformers transition translation transport trees trends trustworthy
    ultra uncertainty understanding unified uniform universal universitat university unsupervised
    urban user using utility validation variable variables variance variational vector vehicle
    vehicles version video virtual vision visual visualization vulnerability wave wavelet weakly
    web weighted wireless workshop world xiv zero
""")  # fmt: skip

_ENDINGS = re.compile(
    r".{3,}(?:tion|tions|sion|sions|ments|ology|ologies|ical|istic|istics|ization|isation|ability"
    r"|ibility|ivity|iness|fulness|lessness|graphy|metry|metric|fully|ingly|edly|ically|ously"
    r"|ably|aware|based|driven|free|wise)"
)


def is_topical(word: str) -> bool:
    """Whether the word, folded, speaks against a person's name."""
    return word in TOPICAL or word in FUNCTION or bool(_ENDINGS.fullmatch(word))


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

# Journals whose names have no other word that tells.
JOURNALS = frozenset("""
    nature|science|cell|neuron|elife|pnas|jama|lancet|the lancet|bmj|blood|brain|gut|circulation
    |bioinformatics|biometrika|biometrics|biostatistics|econometrica|automatica|psychometrika
    |technometrics|entropy|sensors|neuroimage|cognition|genetics|evolution|ecology|chaos|icarus
    |bernoulli|combinatorica|algorithmica|neurocomputing|neural networks|neural computation
    |machine learning|artificial intelligence|pattern recognition|signal processing|scientific data
    |scientific reports|information and inference|statistica sinica|statistical science|genome
    biology
    |genome research|medical physics|medical image analysis|science robotics|science advances
    |optics express|applied optics|soft matter|nano today|nano energy|small|chem|joule|cortex|vision
    research|neuropsychologia|psychological science|child development|energy economics|water
    research
    |remote sensing|information fusion|information sciences|fluid mechanics|inverse problems
    |nonlinearity|jctc|jacs|nejm|tacl|jmlr|tmlr|dmlr|jair|tpami|pami|ijcv|tog|tip|tnnls|tmi|media
    |jmlr|jasa|jrssb|aos|aoas|aap|aop|prl|prd|prb|prx|apj|mnras|aj|jfm|jcp|jcam|siopt|sicon|simods
    |sisc|tac|tro|ral|ijrr|tase|tcns|tvcg|tosem|tse|toplas|tods|tois|tkde|tkdd|pvldb|pacmpl
    |swarm intelligence|topology|compositionality|scholarpedia|quantum|heliyon|cureus|sleep|pain
    |stroke|nutrients|cancers|molecules|polymers|materials|electronics|symmetry|mathematics|energies
""".replace("\n", " ").replace("  ", " ").strip().split("|"))  # fmt: skip
JOURNALS = frozenset(" ".join(name.split()) for name in JOURNALS)

CONFERENCES = _set("""
    neurips nips icml iclr aistats uai colt alt aaai ijcai ecai cvpr iccv eccv wacv bmvc accv acl
    emnlp naacl eacl coling conll lrec sigir www kdd sigkdd wsdm cikm recsys ecir chi cscw uist iui
    dis sigmod vldb icde edbt pods icdt sosp osdi nsdi atc eurosys asplos isca micro hpca sc ppopp
    sigcomm imc infocom mobicom mobisys sensys ipsn ccs ndss pets soups pldi popl icfp oopsla ecoop
    splash icse fse esec ase issta msr icra iros rss corl cdc acc ecc hri hscc wafr isrr iser
    humanoids icassp interspeech asru slt isit globecom icc wcnc vtc miccai isbi ipmi midl embc chil
    mlhc stoc focs soda itcs icalp esa stacs podc disc spaa ec wine aamas icaps kr sat cav tacas
    lics
    concur cade ijcar siggraph sigasia eurographics vis ismir ismar mm icme icip icpr ijcnn gecco
    icann esann ecml pkdd pakdd icdm sdm asonam icwsm websci facct fat aies hcomp edm lak aied its
    crypto eurocrypt asiacrypt tcc pkc ches date dac iccad fpga fccm icws icsoc semeval
    coling-lrec colm collas automl log mlsys pmlr
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

PLACES = frozenset(fold(place) for place in """

    Albania|Algeria|Andorra|Argentina|Armenia|Australia|Austria|Azerbaijan|Bahrain|Bangladesh|Belarus
    |Belgium|Bolivia|Bosnia and Herzegovina|Botswana|Brazil|Brasil|Bulgaria|Cambodia|Cameroon|Canada
    |Chile|China|P. R. China|Colombia|Costa Rica|Croatia|Cuba|Cyprus|Czech Republic|Czechia|Denmark
    |Dominican Republic|Ecuador|Egypt|England|Estonia|Ethiopia|Finland|France|Georgia|Germany|Ghana
    |Greece|Guatemala|Hong Kong|Hungary|Iceland|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy
    |Jamaica|Japan|Jordan|Kazakhstan|Kenya|Korea|South Korea|Republic of Korea|Kuwait|Latvia|Lebanon
    |Lithuania|Luxembourg|Macao|Macau|Malaysia|Malta|Mexico|Monaco|Montenegro|Morocco|Nepal
    |Netherlands|The Netherlands|New Zealand|Nicaragua|Nigeria|North Macedonia|Norway|Oman|Pakistan
    |Panama|Paraguay|Peru|Philippines|Poland|Portugal|Puerto Rico|Qatar|Romania|Russia|Rwanda
    |Saudi Arabia|Scotland|Senegal|Serbia|Singapore|Slovakia|Slovenia|South Africa|Spain|Sri Lanka
    |Sweden|Switzerland|Taiwan|Tanzania|Thailand|Tunisia|Turkey|Türkiye|Uganda|Ukraine|UAE
    |United Arab Emirates|Abu Dhabi|Dubai|UK|United Kingdom|Great Britain|USA|US|U.S.|U.S.A.
    |United States|Uruguay|Venezuela|Vietnam|Wales|Northern Ireland|Virtual|Virtual Event
    |Virtual Conference|Virtual Meeting|Online|Remote|Hybrid|Deutschland|Österreich|Schweiz|España
    |Italia|Pays-Bas|Allemagne|Espagne|Suisse|Alabama|Alaska|Arizona|Arkansas|California|Colorado
    |Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine
    |Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada
    |New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon
    |Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia
    |Washington|West Virginia|Wisconsin|Wyoming|Washington DC|Washington D.C.|Ontario|Quebec|Québec
    |British Columbia|Alberta|Catalonia|Bavaria|AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY
    |LA|ME|MD|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|PA|RI|SC|SD|TN|TX|UT|VT|VA|WA|WV
    |WI|WY|DC|BC|ON|QC|AB|London|Paris|Berlin|Vienna|Seoul|Tokyo|Kyoto|Beijing|Shanghai|Vancouver
    |Montreal|Toronto|Barcelona|Madrid|Amsterdam|Copenhagen|Stockholm|Prague|Budapest|Lisbon|Rome
    |Milan|Munich|Zurich|Sydney|Melbourne|San Francisco|San Diego|Los Angeles|Seattle|Boston|Chicago
    |New Orleans|Honolulu|Long Beach|Salt Lake City|Atlanta|Austin|Philadelphia|Bangkok
""".replace("\n", "").strip().split("|"))  # fmt: skip

MONTHS = {
    "jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4,
    "may": 5, "jun": 6, "june": 6, "jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9,
    "september": 9, "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)

_ACRONYM_YEAR = re.compile(
    r"\b(?=[\w&@/+-]*[A-Z][\w&@/+-]*[A-Z])[A-Za-z][\w&@/+-]{1,25}\s*[-’'‘:]?\s*(?:(?:19|20)\d\d"
    r"|[’'‘]\d\d)\b"
)
_SPELLED_ACRONYM = re.compile(r"[A-Za-z][A-Za-z0-9&+-]*")


_SHORTENED = re.compile(
    r"\b(?:J|Ann|Math|Phys|Lett|Rev|Trans|Proc|Comm|Commun|Appl|Bull|Int|Sci|Amer|Soc|Acad|Arch"
    r"|Comput"
    r"|Stat|Probab|Biol|Chem|Mech|Eng|Nat|Eur|Astron|Astrophys|Conf|Symp|Geophys|Ser|Mem|Res|Mon"
    r"|Opt)"
    r"\.(?=[\s,]|$)"
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
