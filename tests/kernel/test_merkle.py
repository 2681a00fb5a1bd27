"""Merkle trees as in RFC 9162: known roots, honest proofs verify, tampered ones do not."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from najda.kernel.merkle import (
    EMPTY,
    Frontier,
    inclusion_proof,
    range_root_of,
    root_from_inclusion,
    root_of,
)

# The vectors of the certificate-transparency implementations (RFC 6962; the same tree in RFC 9162).
LEAVES = [
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
}


def leaf(data: bytes) -> bytes:
    return sha256(b"\x00" + data).digest()


def hashes(size: int) -> list[bytes]:
    return [leaf(str(index).encode()) for index in range(size)]


def naive_root(leaves: list[bytes]) -> bytes:
    """The definition of RFC 9162, 2.1.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    split = 1
    while split * 2 < len(leaves):
        split *= 2
    return sha256(b"\x01" + naive_root(leaves[:split]) + naive_root(leaves[split:])).digest()


@pytest.mark.parametrize("size", range(len(ROOTS)))
def test_the_known_roots_are_reproduced(size):
    assert root_of(leaf(data) for data in LEAVES[:size]).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_the_known_inclusion_proofs_are_reproduced(index, size):
    leaves = [leaf(data) for data in LEAVES[:size]]
    path = inclusion_proof(index, size, range_root_of(leaves))
    assert [step.hex() for step in path] == PATHS[index, size]


@pytest.mark.parametrize("size", range(70))
def test_the_growing_tree_has_the_root_of_the_definition(size):
    assert root_of(hashes(size)) == naive_root(hashes(size))


def test_a_frontier_fed_in_pieces_has_the_root_of_the_whole():
    frontier = Frontier()
    assert frontier.root() == EMPTY
    for size, one in enumerate(hashes(40), start=1):
        frontier.append(one)
        assert (frontier.size, frontier.root()) == (size, naive_root(hashes(size)))


@pytest.mark.parametrize("size", range(1, 40))
def test_every_leaf_of_every_tree_has_a_proof_that_verifies(size):
    leaves = hashes(size)
    root = naive_root(leaves)
    for index in range(size):
        path = inclusion_proof(index, size, range_root_of(leaves))
        assert root_from_inclusion(index, size, leaves[index], path) == root


@given(st.data())
def test_a_proof_tampered_with_does_not_verify(data):
    size = data.draw(st.integers(2, 200))
    index = data.draw(st.integers(0, size - 1))
    leaves = hashes(size)
    root = naive_root(leaves)
    path = inclusion_proof(index, size, range_root_of(leaves))
    at = data.draw(st.integers(0, len(path) - 1))
    bit = 1 << data.draw(st.integers(0, 7))
    spoilt = bytes([path[at][0] ^ bit]) + path[at][1:]
    assert (
        root_from_inclusion(index, size, leaves[index], [*path[:at], spoilt, *path[at + 1 :]])
        != root
    )
    assert root_from_inclusion(index, size, leaves[index], path[:-1]) != root
    assert root_from_inclusion(index, size, leaves[index], [*path, path[0]]) != root
    assert root_from_inclusion(index, size, leaf(b"another"), path) != root
    other = data.draw(st.integers(0, size - 1).filter(lambda number: number != index))
    assert root_from_inclusion(other, size, leaves[index], path) != root


@pytest.mark.parametrize(("index", "size"), [(-1, 3), (3, 3), (0, 0)])
def test_a_place_outside_the_tree_has_no_root(index, size):
    assert root_from_inclusion(index, size, leaf(b""), []) is None
