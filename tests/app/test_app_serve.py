"""What `star-coach app` does before it serves."""

import socket

import pytest

from coach.web import serve


def test_a_port_that_is_taken_is_one_clear_sentence(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.main(port=port) == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert f"127.0.0.1:{port} is taken" in told


def test_the_default_port_gives_way_to_the_next():
    assert list(serve._ports(8501))[:2] == [8501, 8502]
    assert list(serve._ports(9000)) == [9000]


@pytest.mark.parametrize(("host", "allowed"), [
    ("127.0.0.1", ["127.0.0.1", "localhost", "[::1]", "127.0.0.1"]), ("0.0.0.0", ["*"]), ("::", ["*"]),
    ("coach.example", ["127.0.0.1", "localhost", "[::1]", "coach.example"]),
])
def test_only_own_names_are_served(host, allowed):
    assert serve._allowed(host) == allowed


def test_the_app_lies_beside_the_package():
    assert serve._APP.read_text("utf-8").startswith('"""The app')
