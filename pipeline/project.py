"""Where a project keeps its files: the folder that holds dvc.yaml, and the paths that dvc.yaml names."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import DemarcheError


@dataclass(frozen=True, slots=True)
class Project:
    """The paths of one project, as in dvc.yaml."""

    root: Path

    @classmethod
    def find(cls, start: Path | None = None) -> Project:
        """Find the project of `start` (the working folder), looking upward.

        Raises:
            DemarcheError: No folder above holds a project.
        """
        here = (start or Path.cwd()).resolve()
        for folder in (here, *here.parents):
            if (folder / "dvc.yaml").is_file() and (folder / "configs").is_dir():
                return cls(folder)
        raise DemarcheError(
            f"{here}: no demarche project here or above (a folder with dvc.yaml and configs/); go to one"
        )

    @property
    def configs(self) -> Path:
        """Configuration files."""
        return self.root / "configs"

    @property
    def lexicon(self) -> Path:
        """The tone lexicon."""
        return self.root / "corpus" / "lexicon" / "formulas.csv"

    @property
    def model(self) -> Path:
        """The trained classifier's folder."""
        return self.root / "models" / "tone"

    @property
    def outputs(self) -> Path:
        """All that is generated besides the model."""
        return self.root / "outputs"
