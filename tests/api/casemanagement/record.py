"""What assessments, plans, contacts and letters leave behind, put into the tables as their steps would."""

from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from casemanagement.domain.care.policy import CARE_2026
from shared.runtime import clock
from shared.runtime.database import Connection
from tests.api.casemanagement.office import today


class Record:
    def __init__(self, connection: Connection) -> None:
        self.raw = connection

    async def member_of(self, case_id: str) -> UUID:
        found: UUID = await self.raw.fetchval("select member_id from episodes where id = $1", UUID(case_id))
        return found

    async def assessment(self, case_id: str, *, without: tuple[str, ...] = ()) -> None:
        """All factors dated and concluded, but for those named."""
        assessment_id, now = uuid4(), clock.now()
        await self.raw.execute(
            "insert into assessments (id, episode_id, member_id, kind, policy, begun_at, begun_by) "
            "values ($1, $2, $3, 'initial', 'care-2026', $4, 'nurse1')",
            assessment_id,
            UUID(case_id),
            await self.member_of(case_id),
            now,
        )
        await self.raw.executemany(
            "insert into assessment_factors (assessment_id, code, source, completed_at, completed_by, conclusion, "
            "concluded_at) values ($1, $2, 'nurse', $3, 'nurse1', 'Nothing new.', $3)",
            [(assessment_id, factor.code, now) for factor in CARE_2026.factors if factor.code not in without],
        )

    async def plan(self, case_id: str, *achievements: str | None, status: str = "draft", agreed: bool = True) -> UUID:
        """A plan with one accepted goal per achievement; goals of an active plan are active."""
        plan_id, now, day = uuid4(), clock.now(), today() if agreed else None
        await self.raw.execute(
            "insert into care_plans (id, episode_id, member_id, plan_no, status, agreed_on, agreed_by, "
            "pcp_notified_on, created_at, created_by, activated_at) "
            "values ($1, $2, $3, 1, $4, $5, $6, $5, $7, 'nurse1', $8)",
            plan_id,
            UUID(case_id),
            await self.member_of(case_id),
            status,
            day,
            "member" if agreed else None,
            now,
            now if status == "active" else None,
        )
        for achievement in achievements:
            await self.goal(plan_id, case_id, achievement, "active" if status == "active" else "accepted")
        return plan_id

    async def goal(self, plan_id: UUID, case_id: str, achievement: str | None, lifecycle: str) -> None:
        cancelled = clock.now() if lifecycle == "cancelled" else None
        await self.raw.execute(
            "insert into goals (id, care_plan_id, episode_id, text, lifecycle, achievement, priority, measure, target, "
            "due, no_barrier, reason, cancelled_at, created_at, created_by, updated_at) "
            "values ($1, $2, $3, 'Breathe well', $4, $5, 'high', 'symptom days', '2 a week', $6, true, $7, $8, $9, "
            "'nurse1', $9)",
            uuid4(),
            plan_id,
            UUID(case_id),
            lifecycle,
            achievement,
            today() + timedelta(days=60),
            "not wanted any more" if cancelled else None,
            cancelled,
            clock.now(),
        )

    async def attempt(self, case_id: str, days_ago: int, hour: int, outcome: str = "no_answer") -> None:
        at = clock.now() - timedelta(days=days_ago)
        local = datetime.combine(date.fromordinal(today().toordinal() - days_ago), datetime.min.time())
        await self.raw.execute(
            "insert into contacts (id, member_id, episode_id, direction, channel, purpose, at, zones, local_time, "
            "day_part, outcome, counts, recorded_at, recorded_by) values ($1, $2, $3, 'outbound', 'phone', "
            "'case_management', $4, '{America/Chicago}', $5, $6, $7, true, $4, 'nurse1')",
            uuid4(),
            await self.member_of(case_id),
            UUID(case_id),
            at,
            local.replace(hour=hour),
            "morning" if hour < 12 else "afternoon" if hour < 17 else "evening",
            outcome,
        )

    async def letter(self, case_id: str, kind: str, days_ago: int | None) -> None:
        """Sent so many days ago; None: waits to be sent."""
        sent = None if days_ago is None else today() - timedelta(days=days_ago)
        await self.raw.execute(
            "insert into letters (id, member_id, episode_id, kind, recipient, language, confidential, status, letter, "
            "envelope, queued_at, queued_by, sent_on) values ($1, $2, $3, $4, 'member', 'en', false, $5, '{}', '{}', "
            "$6, 'nurse1', $7)",
            uuid4(),
            await self.member_of(case_id),
            UUID(case_id),
            kind,
            "sent" if sent else "queued",
            clock.now(),
            sent,
        )

    async def task(self, case_id: str, *, pausable: bool = False) -> UUID:
        task_id = uuid4()
        await self.raw.execute(
            "insert into tasks (id, member_id, episode_id, kind, title, due_on, pausable, status, created_at, "
            "created_by) values ($1, $2, $3, 'call', 'Call', $4, $5, 'open', $6, 'nurse1')",
            task_id,
            await self.member_of(case_id),
            UUID(case_id),
            today() + timedelta(days=7),
            pausable,
            clock.now(),
        )
        return task_id
