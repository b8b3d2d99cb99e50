"""The end of a graph is found by how it hangs together, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from petsight.explain.graph import Dense, Graph, Head, NoHeadError, Op

SHAPES = {
    1: (1, 7, 5, 8),
    2: (1, 8),
    3: (2, 8),
    4: (2,),
    5: (1, 2),
    6: (1, 2),
    7: (2, 8),
    **dict.fromkeys(range(10, 20), (1, 8)),
}
MEAN = Op("MEAN", (1, 99), (2,))
DENSE = Op("FULLY_CONNECTED", (2, 3, 4), (5,))
SIGMOID = Op("LOGISTIC", (5,), (6,))


def find(*ops: Op, shapes: dict[int, tuple[int, ...]] | None = None) -> Head:
    return Graph(ops, {**SHAPES, **(shapes or {})}).find_head(6)


def test_average_dense_sigmoid():
    assert find(MEAN, DENSE, SIGMOID) == Head((1,), (Dense(2, 3, 4, 5),))


def test_without_a_bias():
    for inputs in ((2, 3, -1), (2, 3)):
        assert find(MEAN, Op("FULLY_CONNECTED", inputs, (5,)), SIGMOID).layers[0].bias is None


def test_an_average_by_pooling_that_is_flattened():
    pool = Op("AVERAGE_POOL_2D", (1,), (10,))
    flat = Op("RESHAPE", (10, 98), (2,))
    shapes: dict[int, tuple[int, ...]] = {10: (1, 1, 1, 8)}
    assert find(pool, flat, DENSE, SIGMOID, shapes=shapes).features == (1,)


def test_pooling_over_parts_of_the_picture_is_no_average_of_it():
    pool = Op("AVERAGE_POOL_2D", (1,), (10,))
    flat = Op("RESHAPE", (10, 98), (2,))
    shapes: dict[int, tuple[int, ...]] = {10: (1, 2, 2, 8), 3: (2, 32)}
    with pytest.raises(NoHeadError, match="not averaged over the whole picture"):
        find(pool, flat, DENSE, SIGMOID, shapes=shapes)


def test_joined_feature_maps_keep_the_order_of_their_channels():
    shapes: dict[int, tuple[int, ...]] = {11: (1, 3, 3, 5), 12: (1, 4, 4, 2), 3: (2, 15)}
    shapes |= {13: (1, 5), 14: (1, 2)}
    ops = [
        MEAN,
        Op("MEAN", (11, 99), (13,)),
        Op("MEAN", (12, 99), (14,)),
        Op("CONCATENATION", (13, 2), (15,)),
        Op("CONCATENATION", (14, 15), (16,)),
        Op("FULLY_CONNECTED", (16, 3, 4), (5,)),
        SIGMOID,
    ]
    assert find(*ops, shapes=shapes).features == (12, 11, 1)


@pytest.mark.parametrize("apart", [True, False])
def test_layers_with_rectified_values_between_them(apart):
    """The first layer may rectify what it makes, or leave that to an operator of its own."""
    hidden = Op("FULLY_CONNECTED", (2, 11, 12), (13,))
    between = [Op("RELU", (13,), (14,))] if apart else []
    values = 14 if apart else 13
    last = Op("FULLY_CONNECTED", (values, 3, 4), (5,))
    shapes: dict[int, tuple[int, ...]] = {11: (6, 8), 12: (6,), 13: (1, 6), 14: (1, 6), 3: (2, 6)}
    found = find(MEAN, hidden, *between, last, SIGMOID, shapes=shapes)
    assert found == Head((1,), (Dense(2, 11, 12, 13), Dense(values, 3, 4, 5)))


def test_constants_in_half_precision():
    wide = [Op("DEQUANTIZE", (7,), (3,)), Op("DEQUANTIZE", (8,), (4,))]
    assert find(*wide, MEAN, DENSE, SIGMOID) == Head((1,), (Dense(2, 7, 8, 5),))


def test_features_in_whole_numbers():
    ops = [Op("MEAN", (1, 99), (10,)), Op("DEQUANTIZE", (10,), (2,)), DENSE, SIGMOID]
    assert find(*ops).features == (1,)


def test_operators_of_a_delegate_are_not_looked_at():
    taken_over = [Op("DELEGATE", op.inputs[::-1], op.outputs) for op in (MEAN, DENSE, SIGMOID)]
    assert find(MEAN, DENSE, SIGMOID, *taken_over) == Head((1,), (Dense(2, 3, 4, 5),))


@pytest.mark.parametrize(
    ("ops", "reason"),
    [
        ([], "its scores do not come from a dense layer"),
        ([Op("CONV_2D", (1, 3, 4), (5,)), SIGMOID], "its scores do not come from a dense layer"),
        ([DENSE, SIGMOID], "does not follow a global average"),
        ([Op("REDUCE_MAX", (1, 99), (2,)), DENSE, SIGMOID], "does not follow a global average"),
        (
            [MEAN, Op("FULLY_CONNECTED", (2, 17, -1), (10,)), Op("RELU", (10,), (2,)), DENSE],
            "its scores do not come from a dense layer",
        ),
        (
            [Op("MEAN", (1, 99), (10,)), Op("RELU", (10,), (2,)), DENSE, SIGMOID],
            "does not follow a global average",
        ),
        (
            [MEAN, Op("MUL", (17, 18), (3,)), DENSE, SIGMOID],
            "the weights of its dense layer are not constant",
        ),
    ],
)
def test_anything_else_is_refused(ops, reason):
    with pytest.raises(NoHeadError, match=reason):
        find(*ops)


def test_weights_of_another_width():
    with pytest.raises(NoHeadError, match="does not take the features as they are averaged"):
        find(MEAN, DENSE, SIGMOID, shapes={3: (2, 9)})
