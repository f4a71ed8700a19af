"""What can go wrong, as one small family, so that a caller may catch all of it or just one kind."""

from __future__ import annotations

from pathlib import Path


class DemarcheError(Exception):
    """Base of every error that demarche raises on purpose; its text is fit to show to a user."""


class ConfigError(DemarcheError):
    """A file in `configs/` cannot be used.

    Args:
        file: The file at fault.
        problem: The key, what is wrong with it and which values are allowed.
    """

    def __init__(self, file: Path | str, problem: str) -> None:
        super().__init__(f"{file}: {problem}")


class StatementError(DemarcheError):
    """A file in the corpus cannot be read as a statement; it goes to the rejects.

    Args:
        file: The file at fault.
        place: The line or field.
        reason: What is wrong.
        remedy: What the user can do.
    """

    def __init__(self, file: str, place: str, reason: str, remedy: str) -> None:
        super().__init__(f"{file}: {place}: {reason}; {remedy}")
        self.file, self.place, self.reason, self.remedy = file, place, reason, remedy


class FetchError(StatementError):
    """An address cannot be fetched.

    Args:
        url: The address.
        reason: Why.
        remedy: What the user can do.
        again_after: None where another try is of no use, else the seconds that the host asks for (0 where it does not say).
    """

    def __init__(self, url: str, reason: str, remedy: str, again_after: float | None = None) -> None:
        super().__init__(url, "page", reason, remedy)
        self.again_after = again_after


class LabelError(DemarcheError):
    """A row of the labelled sentences breaks the codebook's format."""


class MissingOutputError(DemarcheError):
    """A command needs an output that has not been built yet."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(f"{path} is not there yet; run `dvc repro` in the project's folder first")


class UnknownActorError(DemarcheError):
    """A user named an actor that the actors' table does not know.

    Args:
        text: What the user gave.
        near: Actors with a name much like it, the likest first, as 'Norway (NOR)'.
    """

    def __init__(self, text: str, near: list[str]) -> None:
        hint = f" (did you mean {' or '.join(near)}?)" if near else ""
        super().__init__(
            f"unknown actor {text!r}{hint}; give a name, an ISO 3166-1 alpha-3 code or an organisation's code, "
            "as configs/actors.yaml lists them"
        )
