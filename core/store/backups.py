"""The backups of a data file: what they are called, when one is due, which are kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from core.forms.definition import Form
from core.record import record
from core.refusal import Refused
from core.report.report import Report
from core.store.connection import Database
from core.store.copies import (
    PAUSE,
    UNFINISHED,
    CopyRefused,
    Progress,
    Verify,
    copy_database,
    copy_file,
    opened_copy,
    require_good,
    require_whole,
    unheard,
)
from core.store.database import FILE_NAME, StoreRefused

FOLDER = "备份"
KEPT, DAYS, WEEKS, YEARS = 30, 7, 8, 7
DUE = timedelta(days=1)
_NAME = re.compile(r"年报备份 (\d{4}-\d\d-\d\d \d{6}) ([^\W\d_]+)\.db")
_NO_NAME = re.compile(r"[^\w-]")  # what a computer is called may hold anything
_TIME = "%Y-%m-%d %H%M%S"


@record
class Backup:
    """A finished backup, good when it was made. `paths` are its files, the nearest first.

    `reason` is why it was made, in the clerk's words.
    """

    at: datetime
    reason: str
    paths: tuple[Path, ...]

    @property
    def size(self) -> int:
        """Bytes; 0 where the file is gone meanwhile."""
        with suppress(OSError):
            return self.paths[0].stat().st_size
        return 0


@record
class Made:
    """A backup that was made; `trouble` is a sentence where the second folder lacks it, or ""."""

    backup: Backup
    trouble: str = ""


class Backups:
    """The backups beside a data file, and in a second folder where the clerk names one."""

    def __init__(self, data: Path, forms: Iterable[Form], second: Path | None = None) -> None:
        """`data` is the data folder; `second` the folder named, such as a stick's."""
        self.forms = tuple(forms)
        self.folder = data / FOLDER
        self.second = second

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where backups are looked for, the nearest first."""
        return (self.folder, _inside(self.second)) if self.second else (self.folder,)

    def all(self) -> list[Backup]:
        """All backups of both folders, the newest first."""
        return list_backups(self.folders)

    def is_due(self, now: datetime) -> bool:
        """Whether none is less than a day old.

        One dated tomorrow, made while the clock was wrong, does not count.
        """
        return not any(timedelta(0) <= now - each.at < DUE for each in self.all())

    def make(
        self,
        database: Database,
        reason: str,
        verify: Verify | None = None,
        progress: Progress = unheard,
        pause: float = PAUSE,
    ) -> Made:
        """Makes a backup of the open database, now, and thins those there are.

        `verify` is what holds it to be good, in another process where edits go on meanwhile.
        Raises StoreRefused, and what `progress` raises; then there is no new backup.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise CopyRefused(
                f"备份没有做成：“{self.folder}”不能写入；请检查权限，或换一个数据文件夹。"
            ) from error
        at = datetime.now().replace(microsecond=0)
        while any(each.at == at for each in self.all()):
            at += timedelta(seconds=1)
        path = self.folder / f"年报备份 {at.strftime(_TIME)} {reason}.db"
        copy_database(database.conn, path, verify or self.require_good, progress, pause)
        _tidy(self.folder, at)
        trouble = self._copy_to_second(path, at)
        paths = tuple(folder / path.name for folder in self.folders)
        return Made(Backup(at, reason, tuple(p for p in paths if p.exists())), trouble)

    def save_copy(self, database: Database, path: Path, progress: Progress = unheard) -> None:
        """Writes a copy of all data to a place of the clerk's choice; it opens like a backup.

        Raises StoreRefused, and what `progress` raises.
        """
        if path.resolve() == (self.folder.parent / FILE_NAME).resolve():
            raise CopyRefused("这是年报正在用的数据文件，不能被替换；请换一个文件名。")
        copy_database(database.conn, path, self.require_good, progress, pause=0)

    def before_migrating(self, database: Database) -> None:
        """Makes the backup without which data are not brought up to date. Raises StoreRefused.

        A report in it may be doubtful: to decide on that, the clerk has to open the data first.
        """
        self.make(database, "升级前", require_whole, pause=0)

    def require_good(self, path: Path) -> None:
        """Raises StoreRefused where a copy is not good."""
        require_good(path, self.forms)

    def newest_good(self) -> Backup | None:
        """The newest backup that can be gone back to; None where there is none."""
        return newest_good_backup(self.folders, self.forms)

    def newest_of(self, report: int) -> Report | None:
        """A report, by its id, as the newest backup has it in which it is sound; None for none.

        What else is in that backup may be damaged.
        """
        for backup in self.all():
            for path in backup.paths:
                with suppress(StoreRefused), opened_copy(path, self.forms) as reports:
                    return reports.load(report)
        return None

    def _copy_to_second(self, path: Path, at: datetime) -> str:
        if self.second is None:
            return ""
        if not self.second.is_dir():
            return f"第二个备份位置“{self.second}”找不到（U盘没有插？），只备份在数据文件夹里。"
        folder = _inside(self.second)
        try:
            folder.mkdir(exist_ok=True)
            copy_file(path, folder / path.name)
        except (OSError, Refused):
            return f"第二个备份位置“{self.second}”写不进去，只备份在数据文件夹里。"
        _tidy(folder, at)
        return ""


def list_backups(folders: Iterable[Path]) -> list[Backup]:
    """The backups in the folders that are there, the newest first; one file in two is one."""
    found: dict[str, list[Path]] = {}
    for folder in folders:
        with suppress(OSError):
            for path in folder.iterdir():
                if _time_of(path.name) and path.is_file():  # a pipe would be waited for
                    found.setdefault(path.name, []).append(path)
    backups = []
    for name, paths in found.items():
        if (match := _NAME.fullmatch(name)) and (at := _time_of(name)):
            backups.append(Backup(at, match[2], tuple(paths)))
    return sorted(backups, key=lambda backup: backup.at, reverse=True)


def newest_good_backup(folders: Iterable[Path], forms: Iterable[Form]) -> Backup | None:
    """The newest backup that opens and can be read through; None where there is none."""
    forms = tuple(forms)
    for backup in list_backups(folders):
        for path in backup.paths:
            with suppress(Refused):
                require_good(path, forms)
                return Backup(backup.at, backup.reason, (path,))
    return None


def kept(times: Iterable[datetime]) -> set[datetime]:
    """Which backups stay, by when they were made: 30 at most.

    The newest of each of the last 7 days that have one, of each of the last 8 weeks, of each of
    the last 7 years; and the newest of the others until there are 30. So what was made on the
    same day before an import and before 定稿 stays for a while too, and thinning again, after
    every new one, never loses what a week or a year stands by.
    """
    newest_first = sorted(set(times), reverse=True)
    chosen = {
        at
        for slot, count in ((_day, DAYS), (_week, WEEKS), (_year, YEARS))
        for at in islice(_newest_of_each(slot, newest_first), count)
    }
    others = (at for at in newest_first if at not in chosen)
    return chosen | set(islice(others, KEPT - len(chosen)))


def _day(at: datetime) -> Hashable:
    return at.date()


def _week(at: datetime) -> Hashable:
    return at.isocalendar()[:2]


def _year(at: datetime) -> Hashable:
    return at.year


def _newest_of_each(
    slot: Callable[[datetime], Hashable], newest_first: Iterable[datetime]
) -> Collection[datetime]:
    found: dict[Hashable, datetime] = {}
    for at in newest_first:
        found.setdefault(slot(at), at)
    return found.values()


def _tidy(folder: Path, now: datetime) -> None:
    """Removes the backups whose time is over, and what a kill left unfinished.

    Those dated later than now, made while the clock was wrong, or before it was, are thinned on
    their own: else they would take the places of all that are made until then.
    """
    backups = list_backups([folder])
    times = [backup.at for backup in backups]
    stay = kept(at for at in times if at <= now) | kept(at for at in times if at > now)
    over = [path for backup in backups if backup.at not in stay for path in backup.paths]
    with suppress(OSError):  # one more does no harm, and goes the next time
        for path in (*over, *folder.glob(f".年报备份 *{UNFINISHED}")):
            path.unlink()


def _time_of(name: str) -> datetime | None:
    match = _NAME.fullmatch(name)
    with suppress(ValueError):
        return datetime.strptime(match[1], _TIME) if match else None
    return None


def _inside(named: Path) -> Path:
    """This computer's own folder in the one named: two that share a stick thin only their own."""
    import platform  # not needed to open the window

    computer = _NO_NAME.sub("_", platform.node()) or "本机"
    return named / f"年报备份-{computer}"
