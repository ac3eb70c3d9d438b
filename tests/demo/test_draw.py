"""The script that draws the pictures: names refused, results repeatable. Skipped without numpy, which only it needs."""

from tests import needs

needs.module("numpy")

from newsroom.demo.draw import catalog  # noqa: E402  # draws with numpy
from newsroom.demo.draw.__main__ import main  # noqa: E402


def test_unknown_picture_is_refused_with_the_names_there_are(capsys):
    assert main(["sunset-over-nowhere"]) == 2
    assert "No picture is called sunset-over-nowhere" in capsys.readouterr().err


def test_a_plate_is_drawn_the_same_twice(tmp_path):
    assert main(["plate-northline", "--out", str(tmp_path / "a")]) == 0
    assert main(["plate-northline", "--out", str(tmp_path / "b")]) == 0
    one, two = (tmp_path / k / "plate-northline.jpg" for k in "ab")
    assert one.read_bytes() == two.read_bytes()


def test_rights_packet_names_creator_credit_and_copyright():
    packet = catalog.rights("harbor-morning").decode()
    assert "<rdf:li>Mara Quill</rdf:li>" in packet
    assert "<photoshop:Credit>Mara Quill/The Harbor Ledger</photoshop:Credit>" in packet
    assert "Copyright The Harbor Ledger" in packet


def test_picture_without_rights_packet_has_none():
    assert catalog.rights("night-city") is None
