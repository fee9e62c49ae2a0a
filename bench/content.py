"""The about page that is measured: the same words for Octavo, its peer and a static file."""

BIO = """I measure how slowly things move: **tides, sediments and opinions**. My instruments are
gauges that nobody has looked at for decades, and the patience to read them again.

Before I came to [the lab](https://lab.example/) I kept the harbour records of Havnesund, where I
learnt that *most errors are somebody's handwriting*. I teach statistics to people who would rather
be at sea, and I think they are right.

- long records and their repairs
- agreement between instruments that share a mistake
- what a mean sea level means
"""
NEWS = [
    f"Our paper on {what} is out; the records are [with it](https://data.example/{number})."
    for number, what in enumerate(
        ["drifting gauges", "slow sediments", "shared errors", "harbour logs", "quiet winters"]
    )
]
AUTHORS = ["Rosalind Achterberg", "Jun-ho Baek", "Noor Whitfield", "Tomás Díaz", "Ingrid Müller"]
TOPICS = [
    "Drift",
    "Agreement",
    "Sediment",
    "Tide gauges",
    "Long records",
    "Repairs",
    "Noise",
    "Salt",
]


def papers(count: int = 8) -> list[dict[str, str]]:
    return [
        {
            "title": f"{TOPICS[number % 8]} in estuaries, part {number + 1}: a slow measurement",
            "venue": "Journal of Slow Measurement",
            "year": str(2024 - number % 8),
            "abstract": f"We read {number + 40} years of records twice, by different people, and "
            "ask where they disagree. They disagree at night, in winter, and after holidays. " * 3,
            "doi": f"10.1000/slow.{number}",
        }
        for number in range(count)
    ]
