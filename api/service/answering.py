"""How a resource answers: who may ask, which snapshot answers, and each answer once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from accessibility.codes import AreaKind
from api.service.asking import EXACT, question_of
from api.service.callers import caller_of, require
from api.service.keys import Role
from api.service.problems import ProblemError
from api.service.reaching import service_of
from api.service.responses import snapshot_response

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from accessibility.questions import Question
    from api.service.asking import GroupKeys, Keys
    from api.service.rendered import Rendered
    from api.service.served import Served

_PER_POSTCODE: Final = 4


def permitted_question(request: Request, keys: GroupKeys) -> Question:
    """Return the question of query keys, if the caller may have it answered.

    Raises
    ------
    ProblemError
        400 if the keys contradict each other; 401 or 403 if counts as they are may
        not be seen.
    """
    question = question_of(keys)
    if question.smallest == EXACT:
        require(request, Role.LEZER)
    _refuse_dear(request, question)
    return question


def _refuse_dear(request: Request, question: Question) -> None:
    """Refuse a question that would compute for too long for who is not known.

    Raises
    ------
    ProblemError
        400 for more figures than one may ask without a key.
    """
    most = service_of(request).settings.open_figures
    asked = figures_of(question)
    if 0 < most < asked and not caller_of(request).may(Role.LEZER):
        message = (
            f"This asks for {asked} figures per area (profielen x leerwegen x "
            f"drempels, {_PER_POSTCODE} times that per postcode); without an API key "
            f"at most {most} are computed at once. Ask for fewer, in several questions."
        )
        raise ProblemError(400, message)


def figures_of(question: Question) -> int:
    """Return what a question costs to compute: figures per area; postcodes are many."""
    each = len(question.pairs) * len(question.within)
    return each * (_PER_POSTCODE if question.per is AreaKind.PC4 else 1)


def served_for(request: Request, keys: Keys, question: Question) -> Served:
    """Return the snapshot that must answer a question.

    Raises
    ------
    ProblemError
        404 if it is not in service.
    MissingDataError
        If it holds no roads for the mode.
    """
    served = service_of(request).served(keys.snapshot)
    for mode in question.modes:
        served.require_mode(mode)
    return served


def answered(
    request: Request,
    keys: Keys,
    key: tuple[object, ...],
    make: Callable[[Served], Rendered],
    *,
    private: bool = False,
) -> Response:
    """Return an answer, made once per snapshot.

    Parameters
    ----------
    request
        Its headers decide between whole, compressed and 304.
    keys
        Name the snapshot that must answer.
    key
        What was asked, in canonical form.
    make
        Makes the representation.
    private
        The answer is not for everyone and must not be kept by others.
    """
    served = service_of(request).served(keys.snapshot)
    one = served.remembered(key, lambda: make(served))
    return snapshot_response(
        request, served, one, key, pinned=keys.is_pinned, private=private
    )


def answered_question(
    request: Request,
    keys: Keys,
    question: Question,
    key: tuple[object, ...],
    make: Callable[[Served], Rendered],
) -> Response:
    """Return the answer to a question about reach; counts as they are stay private.

    Parameters are those of `answered`; the question need not be in the key.
    """
    served_for(request, keys, question)
    private = question.smallest == EXACT
    return answered(request, keys, (*key, question), make, private=private)
