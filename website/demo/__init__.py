"""The demo lab: invented people, papers, news and teaching, drawn portraits, three accounts.

What it says lies in ``content/`` as YAML; the modules turn that into rows and pictures. Nothing
depends on chance or on the day, so that two loads give the same site.
"""
