"""Generated files are those that would be generated now."""

from stale import stale


def test_no_generated_file_is_stale():
    assert stale() == [], "run `make docs`"
