"""A place in shared memory tells how long a worker has been silent."""

from __future__ import annotations

import os

from api.service.heartbeat import Heartbeats


def test_a_beat_of_a_forked_process_is_seen() -> None:
    now = 100.0
    beats = Heartbeats(lambda: now)
    place = beats.take()
    now = 130.0
    assert beats.silent_s(place) == 30.0
    process = os.fork()
    if process == 0:
        beats.beat(place)
        os._exit(0)
    os.waitpid(process, 0)
    assert beats.silent_s(place) == 0.0


def test_a_place_that_is_given_back_begins_anew() -> None:
    now = 0.0
    beats = Heartbeats(lambda: now)
    first, second = beats.take(), beats.take()
    assert first != second
    beats.give_back(first)
    now = 50.0
    assert beats.take() == first
    assert beats.silent_s(first) == 0.0
    assert beats.silent_s(second) == 50.0
