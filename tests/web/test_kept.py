"""What is made once for an address is not made again, within bounds."""

from kg.web.kept import Kept


def test_a_page_is_made_once_for_each_address_and_format():
    kept, made = Kept(100), []
    pages = [kept.get("/a", format, lambda: made.append(1) or "page") for format in ("html", "html", "json")]
    assert (pages, len(made)) == (["page"] * 3, 2)


def test_old_pages_are_forgotten_for_new_ones():
    kept = Kept(10)
    kept.get("/a", "html", lambda: "12345678")
    kept.get("/b", "html", lambda: "12345678")
    assert [kept.get("/a", "html", lambda: "new"), kept.get("/b", "html", lambda: "new")] == ["new", "new"]


def test_an_answer_with_headers_of_its_own_is_not_kept():
    kept, response = Kept(100), object()
    assert kept.get("/a", "html", lambda: response) is response
    assert kept.get("/a", "html", lambda: "page") == "page"
