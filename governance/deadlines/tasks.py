"""Celery entry points: they call `tick` and the job runner and hold no logic."""

from celery import shared_task


@shared_task(ignore_result=True)
def tick() -> None:
    from governance.deadlines.tick import tick as run

    run()


@shared_task(ignore_result=True)
def run_jobs() -> None:
    from governance.deadlines.jobs import run_due_jobs

    run_due_jobs()
