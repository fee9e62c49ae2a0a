from website.markup import addresses_in_html, rewrite_css, rewrite_html


def test_only_the_values_of_addresses_are_written_anew():
    page = (
        "<!doctype html>\n<a  class='x' href='/a/?b=1&amp;c'>/a/</a> <!-- <a href='/b/'> -->\n"
        '<img src=/c.webp srcset="/c.webp 480w, /d.webp 960w" alt="/e">'
        '<link rel="canonical" href="/f/"><p title="<a href=/g/>">'
        '<script type="application/ld+json">{"url": "<a href=\'/h/\'>"}</script>'
    )
    assert addresses_in_html(page) == ["/a/?b=1&c", "/c.webp", "/c.webp", "/d.webp"]
    assert rewrite_html(page, lambda address: address) == page
    found = rewrite_html(page, lambda address: None if "d" in address else f"..{address}")
    assert "<a  class='x' href=\"../a/?b=1&amp;c\">/a/</a>" in found
    assert 'srcset="../c.webp 480w" alt="/e"' in found
    assert "/d.webp" not in found


def test_a_link_that_leads_nowhere_loses_its_address_and_keeps_its_words():
    assert rewrite_html('<a href="/x/" id="y">words</a>', lambda _: None) == '<a id="y">words</a>'


def test_a_form_asks_where_it_is_told():
    form = '<form action="/search/" method="get">'
    assert rewrite_html(form, lambda _: "/find/") == '<form action="/find/" method="get">'


def test_code_that_a_page_shows_stays_as_it_was():
    code = '<pre><code>&lt;a href="/x/"&gt; or <b>src</b>="/y.png"</code></pre>'
    assert rewrite_html(code, lambda _: "/z/") == code


def test_photos_of_which_a_script_shows_one_are_rewritten_in_their_json():
    page = (
        """<img data-photos='[{"src": "/a.webp", "srcset": "/a.webp 9w", "alt": "“A” &amp; b"}]'>"""
    )
    found = rewrite_html(page, lambda address: f"..{address}")
    assert "&quot;../a.webp 9w&quot;" in found
    assert "“A” &amp; b" in found


def test_addresses_in_style_sheets_are_rewritten():
    css = "@import 'a.css'; b { background: url( \"/c.png\" ) } d { src: url(/e.woff) }"
    assert rewrite_css(css, lambda address: f"X{address}") == (
        "@import 'Xa.css'; b { background: url( \"X/c.png\" ) } d { src: url(X/e.woff) }"
    )
