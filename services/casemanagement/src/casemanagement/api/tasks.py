"""`/casemanagement/v1/tasks` and `…/cases/{id}/tasks`: the work list of a nurse."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from casemanagement.api.roles import CASE_WORKERS, READERS
from casemanagement.api.task_schema import TaskChange, TaskCreate, TaskRead
from casemanagement.domain.care.errors import TaskNotFound
from casemanagement.domain.care.tasks import TaskStatus
from casemanagement.persistence.task_repository import task_read, task_shown, tasks_read
from casemanagement.use_cases.explain_absence import check_case_shown
from casemanagement.use_cases.keep_tasks import add_task, change_task
from shared.runtime.answers import json_answer
from shared.runtime.documentation import problems
from shared.runtime.pages import Cursor, Limit, key_of, page_answer
from shared.runtime.work import CommandRoute, QueryRoute, Reading, Work, permit
from shared.schema.pages import Page
from shared.schema.wire import Day

BASE = "/casemanagement/v1"
Writing = Annotated[Work, permit(*CASE_WORKERS)]
ReadingTasks = Annotated[Reading, permit(*READERS)]
commands = APIRouter(prefix=BASE, tags=["tasks"], route_class=CommandRoute)
queries = APIRouter(prefix=BASE, tags=["tasks"], route_class=QueryRoute)
CHANGES = problems(403, 404, 409, 412, 428)


def _answer(row: Any, status: int = 200, location: str | None = None) -> Response:
    if row is None:
        raise TaskNotFound
    return json_answer(row["body"], status, version=row["version"], location=location)


@commands.post(
    "/cases/{case_id}/tasks",
    status_code=201,
    summary="Add a task to a case",
    operation_id="add_task",
    response_model=TaskRead,
    responses=problems(403, 404, 409),
)
async def post_task(case_id: UUID, body: TaskCreate, work: Writing) -> Response:
    task_id = await add_task(work, case_id, {name: getattr(body, name) for name in TaskCreate.model_fields})
    return _answer(await task_shown(work.tx, task_id, work.today), 201, f"{BASE}/tasks/{task_id}")


@commands.patch(
    "/cases/{case_id}/tasks/{task_id}",
    summary="Complete, cancel, reopen, move or hand on a task of a case",
    operation_id="change_task_of_case",
    response_model=TaskRead,
    responses=CHANGES,
)
async def patch_task_of_case(case_id: UUID, task_id: UUID, body: TaskChange, work: Writing) -> Response:
    await change_task(work, task_id, body.action, body.changes(), case_id=case_id)
    return _answer(await task_shown(work.tx, task_id, work.today))


@commands.patch(
    "/tasks/{task_id}",
    summary="Complete, cancel, reopen, move or hand on a task",
    operation_id="change_task",
    response_model=TaskRead,
    responses=CHANGES,
)
async def patch_task(task_id: UUID, body: TaskChange, work: Writing) -> Response:
    await change_task(work, task_id, body.action, body.changes())
    return _answer(await task_shown(work.tx, task_id, work.today))


@queries.get(
    "/tasks/{task_id}",
    summary="Read a task",
    operation_id="read_task",
    response_model=TaskRead,
    responses=problems(403, 404),
)
async def get_task(task_id: UUID, reading: ReadingTasks) -> Response:
    return _answer(await task_read(reading, task_id))


@queries.get(
    "/tasks",
    summary="The work list: tasks, soonest due first",
    operation_id="list_tasks",
    response_model=Page[TaskRead],
    responses=problems(403),
)
async def get_tasks(
    request: Request,
    reading: ReadingTasks,
    assignee: Annotated[str | None, Query(max_length=100, description="subject of a nurse")] = None,
    due_before: Annotated[Day | None, Query(description="due before this day")] = None,
    overdue: Annotated[bool, Query(description="only open tasks whose day has passed")] = False,
    status: TaskStatus | None = TaskStatus.OPEN,
    member_id: UUID | None = None,
    case_id: UUID | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    """Open tasks unless another status is asked for."""
    rows = await tasks_read(
        reading,
        assignee=assignee,
        due_before=due_before,
        overdue=overdue,
        status=status,
        member_id=member_id,
        case_id=case_id,
        after=_key(cursor),
        limit=limit,
    )
    return page_answer(request, rows, limit, ("due_on", "id"))


@queries.get(
    "/cases/{case_id}/tasks",
    summary="The tasks of a case, soonest due first",
    operation_id="list_tasks_of_case",
    response_model=Page[TaskRead],
    responses=problems(403, 404),
)
async def get_tasks_of_case(
    request: Request,
    case_id: UUID,
    reading: ReadingTasks,
    status: TaskStatus | None = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Response:
    rows = await tasks_read(
        reading,
        assignee=None,
        due_before=None,
        overdue=False,
        status=status,
        member_id=None,
        case_id=case_id,
        after=_key(cursor),
        limit=limit,
    )
    if not rows:
        await check_case_shown(reading, case_id)
    return page_answer(request, rows, limit, ("due_on", "id"))


def _key(cursor: str | None) -> tuple[date | None, UUID | None]:
    due_on, task_id = key_of(cursor, date.fromisoformat, UUID)
    return due_on, task_id
