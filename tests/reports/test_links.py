import pytest

from reports.links import href, is_pattern


@pytest.mark.parametrize(
    ("pattern", "document", "wanted"),
    [
        ("../docs/{document}", "a b/c.md", "../docs/a%20b/c.md"),
        ("https://host/blob/{document}#L{line}", "a.md", "https://host/blob/a.md#L7"),
        ("../{document}", "{line}.md", "../%7Bline%7D.md"),
        ("../{document}", "javascript:alert(1).md", "../javascript%3Aalert%281%29.md"),
        ("../{document}", "caf\udce9.md", "../caf%E9.md"),
        ("../{document}", "/somewhere/else.md", ""),
        ("../{document}", "C:/else.md", ""),
        ("", "a.md", ""),
    ],
)
def test_a_document_is_linked_by_its_pattern(pattern: str, document: str, wanted: str) -> None:
    assert href(pattern, document, 7) == wanted


@pytest.mark.parametrize(
    "pattern", ["{document}", "../x/{document}", "https://h/{document}", "vscode://file/x/{document}"]
)
def test_patterns_that_lead_to_documents(pattern: str) -> None:
    assert is_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["", "docs", "https://host/a.md", "javascript:{document}", "data:text/html,{document}"]
)
def test_patterns_that_do_not(pattern: str) -> None:
    assert not is_pattern(pattern)
