"""Words by which the parts of an entry are told apart, folded."""

import re


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that a title has and the name of a person has not.
FUNCTION = words("""
    the of for in on with a an to by from via using is are as at or not can how what why when
    does towards toward under over between into without through beyond across among against
    based vs versus its their our we be it that this these those if than within about after
    before during which who whose where was were has have had will should may might could would
    more most all und der die das des für mit zur zum bei eine einer eines im auf aus sur pour
    dans les une par avec chez aux para por con las los sobre una en entre uma um com nos nas
""")  # fmt: skip

# Words that are no names of people, though they are written with a capital in titles and venues.
TOPICAL = words("""
    abstract accuracy action adaptive advances adversarial affairs aging agent agents aided
    algebra algebraic algorithm algorithms alignment american analysis analytic analytics animal
    annals annual anomaly applications applied approach approaches approximate approximation
    architecture architectures archive artificial arxiv asian assessment astrophysical
    astrophysics asymptotic asynchronous atlas atmospheric attacks attention audio australian
    automated automatic automation autonomous bandit bandits based bayes bayesian behavior
    behavioral behaviour benchmark benchmarks best bias bilevel binary bioinformatics biological
    biology biomedical biorxiv boosting bounds brain british bulletin calculus canadian cancer
    causal causality cell cells challenge challenges chapter chemical chemistry child chinese
    chip choice circuit circuits civil classical classification clinical climate cloud
    clustering clusters code codes coding cognition cognitive collaboration collaborative
    colloquium combinatorial combinatorics communication communications comparative comparison
    complex complexity compressed computation computational compute computer computers computing
    concepts conditional conference congress connected consistent constrained constraints
    construction consumer context contextual continual continuous contrastive control
    convergence convex convolutional cooperative core correction corpus correspondence cosmology
    coupled coverage critical crowd crystal cultural culture current data database databases
    dataset datasets decentralized decision decisions deep defense deformable demonstration
    depth description design designs detecting detection deterministic developing development
    dialogue differential diffusion digital dimensional discovery discrete disease diseases
    dissertation distance distillation distributed distribution divergence diversity document
    domain domains dynamic dynamical dynamics early earth ecology economic economics economy
    editor editorial education educational effect effective effects efficiency efficient
    electric electrical electron electronic electronics embedded embedding embeddings emergence
    empirical encoding energy engineering enhanced enhancing entropy environment environmental
    equations equilibrium error estimate estimating estimation european evaluating evaluation
    evidence evolution evolutionary experimental experiments explainable explanation exploiting
    exploration exploring extended extraction face factorization fair fairness fast feature
    features federated feedback findings finite flexible flow fluid forecasting foundation
    foundations framework frameworks frequency function functional functions fundamental fusion
    future fuzzy game games gaussian gene general generalization generalized generating
    generation generative genetic genetics genome genomic genomics geometric geometry global
    gradient gradients grammar graph graphical graphics graphs growth guarantees guided handbook
    health healthcare heterogeneous hierarchical high high-dimensional history human humans
    hybrid identification ieee image images imaging imitation impact implementation implicit
    improved improving incomplete independent indian industrial industry inequality inference
    influence information infrastructure innovation institute integrated integration
    intelligence intelligent interaction interactions interactive interface international
    internet interpretable inverse investigation isolation issues italian iterative japanese
    joint journal kernel kernels knowledge korean language languages large laser latent layer
    learned learning lecture letters level library lifelong limits linear linguistics liquid
    local localization logic logical machine machines magazine magnetic management manifold
    manufacturing mapping market markets matching materials mathematical mathematics matrix
    matter measurement measurements measures mechanical mechanics mechanism mechanisms media
    medical medicine memory meta method methods metric metrics microscopy minimax minimization
    minimum mining mixed mobile modal model modeling modelling models modern molecular molecule
    molecules monthly motion multi multimedia multimodal multiple museum national natural nature
    navigation nervous network networks neural neuro neuroscience neuron noise noisy nonconvex
    nonlinear nonparametric normal notes novel nuclear numerical object objects observation
    observations ocean online open operations optical optics optimal optimisation optimization
    optimizing order organization outlook parallel parameter parameters partial particle patents
    pattern patterns perception performance perspective perspectives phase philosophy photonics
    physical physics planning planetary plasma poisoning policies policy political politics
    polymer population power practical practice predicting prediction predictive preference
    preliminary press preprint principles privacy private probabilistic probability problem
    problems procedures proceedings process processes processing production program programming
    programs progress projection proof properties protein proteins protocol proximal psychology
    public quality quantitative quantum query random randomized ranking rate rates reading real
    reality reasoning recognition recommendation reconstruction recurrent reduced reduction
    regression regularization reinforcement relations relativity relaxation reliable remote
    report reports representation representations research resonance resource resources response
    results resubmit retrieval review reviews revise robot robotic robotics robots robust
    robustness role safe safety sample samples sampling scalable scale schemes school science
    sciences scientific
    search secure security segmentation selected selection self semantic semantics semi
    semidefinite sensing sensitivity sensor sensors sentence sequence sequential series service
    services shape signal signals simulation simulations simultaneous single skills small social
    society software soil solar solid solution solutions solving some sound source space sparse
    spatial special spectral speech springer stability stabilization standard state statistical
    statistics stochastic strategies strategy structure structural structured structures studies
    study submitted supervised supply surface survey sustainability sustainable symbolic
    symposium synthesis synthetic system systems tasks teaching technical techniques
    technologies technology temporal tensor test testing text textbook theoretical theories
    theory therapy thermal thesis time topics topological topology towards tracking trading
    traffic training transactions transfer transform transformer transformers transition
    translation transport trees trends trustworthy ultra uncertainty understanding unified
    uniform universal universitat university unsupervised urban user using utility validation
    variable variables variance variational vector vehicle vehicles version video virtual vision
    visual visualization vulnerability wave wavelet weakly web weighted wireless workshop world
    xiv zero
""")  # fmt: skip

_ENDINGS = re.compile(
    r".{3,}(?:tion|tions|sion|sions|ments|ology|ologies|ical|istic|istics|ization|isation|ability"
    r"|ibility|ivity|iness|fulness|lessness|graphy|metry|metric|fully|ingly|edly|ically|ously"
    r"|ably|aware|based|driven|free|wise)"
)


def is_topical(word: str) -> bool:
    """Whether the word, folded, speaks against a person's name."""
    return word in TOPICAL or word in FUNCTION or bool(_ENDINGS.fullmatch(word))


MONTHS = {
    "jan": 1, "january": 1, "feb": 2, "february": 2, "mar": 3, "march": 3, "apr": 4, "april": 4,
    "may": 5, "jun": 6, "june": 6, "jul": 7, "july": 7, "aug": 8, "august": 8, "sep": 9, "sept": 9,
    "september": 9, "oct": 10, "october": 10, "nov": 11, "november": 11, "dec": 12, "december": 12,
}  # fmt: skip
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)

# Words that go on with a sentence behind the last name of a byline.
CUES = words("""
    submitted accepted under to in at on published presented forthcoming appeared appears appear
    is are for by from joint via working
""")

# Words that say nothing when they are all that is left of an entry.
CONNECTORS = words("""
    in at on by with and the to of for from see also joint work as an a or via available
    published edited eds ed authors author p pp
""")
