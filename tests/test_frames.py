"""Tables made in one block hold what was put in, and are read as they are."""

import pytest

from gouji.frames import frame, records


@pytest.mark.parametrize(
    "rows", [[], [("a", "")], [("a", "1"), ("b", None)], [(["x", "y"], 1), ((), {"k": 2})]], ids=["none", "one", "missing", "lists"]
)
def test_cells_stay_what_they_are(rows):
    table = frame(rows, ("name", "value"))
    assert table.columns.tolist() == ["name", "value"]
    assert [str(kind) for kind in table.dtypes] == ["object", "object"]
    assert records(table) == [{"name": name, "value": value} for name, value in rows]


def test_a_row_of_another_length_is_refused():
    with pytest.raises(ValueError, match="shape"):
        frame([("a", "b", "c")], ("name", "value"))
