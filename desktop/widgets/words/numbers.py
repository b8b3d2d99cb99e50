"""Numbers, times and counts as people read them."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject

translate = QCoreApplication.translate

_KILO = 1000


def number(value: float) -> str:
    """Write a count: "5,000"."""
    return QLocale().toString(int(value))


def percent(share: float, decimals: int = 1) -> str:
    """Write a share of 1 as a percentage, with a blank that does not break: "99.7 %".

    Args:
        share: From 0 to 1.
        decimals: Digits after the point.
    """
    return f"{QLocale().toString(share * 100, 'f', decimals)}\u00a0%"


def milliseconds(value: float) -> str:
    """Write a short time: "4.2 ms", "43 ms", "1.3 s"."""
    if value >= 999.5:
        return f"{QLocale().toString(value / _KILO, 'f', 1)}\u00a0s"
    return f"{QLocale().toString(value, 'f', 1 if value < 9.95 else 0)}\u00a0ms"


def file_size(size: int) -> str:
    """Write a file's size in bytes with the unit that suits it: "6.8 MB".

    Args:
        size: In bytes; a negative one is not known and gives no text.
    """
    if size < 0:
        return ""
    form = QLocale.DataSizeFormat.DataSizeSIFormat
    return QLocale().formattedDataSize(size, 1 if size >= _KILO else 0, form)


def duration(seconds: float) -> str:
    """Write a time as roughly as people need it: "8 s", "4 min", "1 h 20 min"."""
    whole = max(1, round(seconds))
    if whole < 60:
        return translate("words", "{seconds} s").format(seconds=whole)
    minutes = round(whole / 60)
    if minutes < 60:
        return translate("words", "{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    return translate("words", "{hours} h {minutes} min").format(hours=hours, minutes=minutes)


def time_left(seconds: float) -> str:
    """Say how long a batch still takes: "4 min left"."""
    return translate("words", "{time} left").format(time=duration(seconds))


def rate(pictures_a_second: float) -> str:
    """Say how fast a batch goes: "109 pictures a second"."""
    if pictures_a_second < 9.95:
        speed = QLocale().toString(pictures_a_second, "f", 1)
    else:
        speed = number(round(pictures_a_second))
    return translate("words", "{number} pictures a second").format(number=speed)


def moment(time: datetime) -> str:
    """Write the time of a day, with the date where it is not today: "14:05"."""
    local = time.astimezone()
    text = QLocale().toString(
        QDateTime.fromSecsSinceEpoch(int(local.timestamp())).time(), QLocale.FormatType.ShortFormat
    )
    if local.date() == datetime.now().astimezone().date():
        return text
    day = QDateTime.fromSecsSinceEpoch(int(local.timestamp())).date()
    return f"{QLocale().toString(day, QLocale.FormatType.ShortFormat)}, {text}"


def pictures(count: int) -> str:
    """Count pictures: "1 picture", "5,000 pictures"."""
    return _Counts().pictures(count)


def selected_count(count: int) -> str:
    """Count what is selected: "3 pictures selected"."""
    return _Counts().selected(count)


def waiting_count(count: int) -> str:
    """Count what waits: "3 pictures wait for an answer"."""
    return _Counts().waiting(count)


def failed_count(count: int) -> str:
    """Count what has no answer: "3 pictures could not be answered"."""
    return _Counts().failed(count)


def unread_count(count: int) -> str:
    """Count what keeps its answer: "27 pictures could not be read again; …"."""
    return _Counts().unread(count)


def former_count(count: int) -> str:
    """Count what keeps the cloud's answer; `{cause}` stands for why it gave no other."""
    return _Counts().former(count)


class _Counts(QObject):
    """Texts with a plural; lupdate before Qt 6.12 finds those in calls of `tr` only."""

    def pictures(self, count: int) -> str:
        return self.tr("%Ln picture(s)", "", count)

    def selected(self, count: int) -> str:
        return self.tr("%Ln picture(s) selected", "", count)

    def waiting(self, count: int) -> str:
        return self.tr("%Ln picture(s) wait for an answer", "", count)

    def failed(self, count: int) -> str:
        return self.tr("%Ln picture(s) could not be answered", "", count)

    def former(self, count: int) -> str:
        return self.tr(
            "The cloud gave no answer ({cause}); %Ln picture(s) keep its former one(s).", "", count
        )

    def unread(self, count: int) -> str:
        return self.tr(
            "%Ln picture(s) could not be read again; the former answer(s) stay", "", count
        )
