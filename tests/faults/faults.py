"""The faults: each is called just before 8 on a morning, brings that morning about, and leaves everything in order."""

import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from tests.faults.machines import wait_until

if TYPE_CHECKING:
    from tests.faults.trial import Trial

Fault = Callable[["Trial"], None]
BEFORE_FENCE, BEFORE_DOT, AFTER_DOT = "before-fence", "before-dot", "after-dot"
# Longer than a worker may hold a message, and than the mail server of the suite waits where it is told to be short.
BEYOND_THE_LEASE = timedelta(minutes=6)


def eight_o_clock(trial: "Trial") -> None:
    trial.clock.go_on(timedelta(seconds=15))


def standing_at(trial: "Trial", gate: str) -> int:
    """The worker that stands at this gate, by its number."""
    (trial.gates / gate).touch()
    wait_until(lambda: list(trial.gates.glob(f"{gate}.*")), within=60, what=f"a worker stands at the gate {gate}")
    return int(next(trial.gates.glob(f"{gate}.*")).suffix[1:])


def kill_at(trial: "Trial", gate: str) -> None:
    """kill -9 of the worker that stands at this gate, twice."""
    eight_o_clock(trial)
    for _ in range(2):
        pid = standing_at(trial, gate)
        name = trial.site.name_of(pid)
        trial.site.kill(name)
        (trial.gates / f"{gate}.{pid}").unlink()
        trial.site.start(name)


def freeze_at(trial: "Trial", gate: str) -> None:
    """SIGSTOP of the worker at this gate, until its lease has ended and others have gone on, then SIGCONT."""
    eight_o_clock(trial)
    pid = standing_at(trial, gate)
    os.kill(pid, signal.SIGSTOP)
    (trial.gates / f"{gate}.{pid}").unlink()
    time.sleep(3)
    trial.clock.go_on(BEYOND_THE_LEASE)
    trial.wait_for_a_tick()
    time.sleep(3)
    os.kill(pid, signal.SIGCONT)


def nothing(trial: "Trial") -> None:
    """Nothing breaks."""


def killed_before_the_fence(trial: "Trial") -> None:
    """Two workers are killed before the fence."""
    kill_at(trial, BEFORE_FENCE)


def killed_before_the_dot(trial: "Trial") -> None:
    """Two workers are killed between the fence and the dot."""
    kill_at(trial, BEFORE_DOT)
    trial.may_be_unknown += 2


def killed_after_the_dot(trial: "Trial") -> None:
    """Two workers are killed after the dot."""
    kill_at(trial, AFTER_DOT)
    trial.may_be_unknown += 2


def frozen_before_the_fence(trial: "Trial") -> None:
    """A worker is frozen before the fence, beyond its lease."""
    freeze_at(trial, BEFORE_FENCE)


def frozen_before_the_dot(trial: "Trial") -> None:
    """A worker is frozen between fence and dot, and the mail server gives up on it first."""
    trial.post.close()
    trial.post.open(patience=1)
    freeze_at(trial, BEFORE_DOT)
    trial.post.close()
    trial.post.open()
    trial.may_be_unknown += 1


def frozen_before_the_dot_of_a_patient_server(trial: "Trial") -> None:
    """A worker is frozen between fence and dot, and the mail server waits longer than the lease."""
    freeze_at(trial, BEFORE_DOT)
    trial.may_be_unknown += 1


def redis_flushed(trial: "Trial") -> None:
    """Redis is emptied ten times."""
    eight_o_clock(trial)
    for _ in range(10):
        trial.redis.say("flushall")
        time.sleep(0.2)


def redis_restarted(trial: "Trial") -> None:
    """Redis is killed and started again, twice."""
    eight_o_clock(trial)
    for _ in range(2):
        trial.redis.process.kill()
        trial.redis.process.wait()
        time.sleep(1)
        trial.redis.start()
        trial.site.supervise()
        time.sleep(1)


def redis_frozen(trial: "Trial") -> None:
    """Redis is frozen for five seconds, twice."""
    eight_o_clock(trial)
    for _ in range(2):
        trial.redis.process.send_signal(signal.SIGSTOP)
        time.sleep(5)
        trial.redis.process.send_signal(signal.SIGCONT)
        time.sleep(1)


def postgres_restarted(trial: "Trial") -> None:
    """PostgreSQL is restarted in the middle, as one stops it and as if it had crashed."""
    eight_o_clock(trial)
    for mode in ("fast", "immediate"):
        time.sleep(0.7)
        trial.postgres.control("restart", mode)
        # Either worker may be between dot and record.
        trial.may_be_unknown += 2


def mail_server_away(trial: "Trial") -> None:
    """The mail server refuses connections."""
    trial.post.close()
    eight_o_clock(trial)
    time.sleep(4)
    trial.post.open()


def mail_server_hangs(trial: "Trial") -> None:
    """The mail server takes connections and says nothing."""
    trial.post.hangs = True
    eight_o_clock(trial)
    time.sleep(6)
    trial.post.hangs = False


def mail_server_cuts(trial: "Trial") -> None:
    """The mail server breaks three connections after the dot."""
    trial.post.cuts = 3
    trial.may_be_unknown += 3
    eight_o_clock(trial)


def mail_server_cuts_and_mail_goes_again(trial: "Trial") -> None:
    """The mail server breaks three connections after the dot, and the organisation's rule is to send again."""
    trial.set_rule(sends_again=True)
    trial.post.cuts = 3
    eight_o_clock(trial)


def mail_server_puts_off(trial: "Trial") -> None:
    """The mail server answers 451 to twelve letters, and takes them later."""
    trial.post.later = 12
    eight_o_clock(trial)


def scheduler_away(trial: "Trial") -> None:
    """Beats and workers are away for three days."""
    names = list(trial.site.running)
    trial.site.kill(*names)
    trial.clock.go_on(timedelta(days=3))
    trial.site.start(*names)


def cron_ticks_too(trial: "Trial") -> None:
    """Cron ticks four times at once, beside both beats."""
    eight_o_clock(trial)
    for process in [trial.site.cron() for _ in range(4)]:
        process.wait()


def clock_back_and_forward(trial: "Trial") -> None:
    """The clock is set a day back, then right, then a day ahead, then right."""
    eight_o_clock(trial)
    for days in (-1, 1):
        trial.clock.be_set(timedelta(days=days))
        time.sleep(2.5)
    trial.clock.be_set(timedelta(days=1))
    wait_until(trial.is_held, within=30, what="mail is held while the clock is a day ahead")
    trial.clock.be_set(timedelta(days=-1))


MORNINGS: tuple[Fault, ...] = (
    killed_before_the_fence,
    killed_before_the_dot,
    killed_after_the_dot,
    frozen_before_the_fence,
    frozen_before_the_dot,
    frozen_before_the_dot_of_a_patient_server,
    redis_flushed,
    redis_restarted,
    redis_frozen,
    postgres_restarted,
    mail_server_away,
    mail_server_hangs,
    mail_server_cuts,
    mail_server_cuts_and_mail_goes_again,
    mail_server_puts_off,
    scheduler_away,
    cron_ticks_too,
    clock_back_and_forward,
    nothing,
)
SHORT = (killed_after_the_dot, mail_server_cuts_and_mail_goes_again, mail_server_puts_off)
